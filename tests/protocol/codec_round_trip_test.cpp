// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <random>
#include <string>
#include <variant>

#include "protocol/codec.hpp"
#include "tests/protocol/random_message.hpp"

using namespace qm;
using qm::test::Filler;

namespace {

constexpr int kRounds = 200;

/// Calls `check` with every alternative of a variant, each filled in many ways.
template <class Variant, class Check>
void with_every(Check check) {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    Filler filler{seed};
    for (std::size_t kind = 0; kind < std::variant_size_v<Variant>; ++kind) {
        for (int i = 0; i < kRounds; ++i) {
            check(filler, filler.any_of(kind, static_cast<Variant*>(nullptr)));
        }
    }
}

}  // namespace

TEST_CASE("every input reads back as it was written", "[codec]") {
    with_every<Input>([](Filler&, const Input& input) {
        const auto line = codec::write(input);
        INFO(line);
        const auto read = codec::read_input(line);
        REQUIRE(read.has_value());
        REQUIRE((*read == input));
        REQUIRE(codec::write(*read) == line);
    });
}

TEST_CASE("every header reads back as it was written", "[codec]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    Filler filler{seed};
    for (int i = 0; i < kRounds; ++i) {
        const auto header = filler.message<LogHeader>();
        const auto line = codec::write(header);
        INFO(line);
        const auto read = codec::read_header(line);
        REQUIRE(read.has_value());
        REQUIRE((*read == header));
    }
}

TEST_CASE("every event reads back as it was written", "[codec]") {
    with_every<Event>([](Filler& filler, const Event& event) {
        const auto seq = filler.message<wire::RecordedThrough>().seq;
        const auto line = codec::write_event(seq, event);
        INFO(line);
        const auto read = codec::read_from_daemon(line);
        REQUIRE(read.has_value());
        REQUIRE((*read == wire::FromDaemon{wire::EventMessage{seq, event}}));
        REQUIRE(codec::write(*read) == line);
    });
}

TEST_CASE("every message of the daemon reads back as it was written", "[codec]") {
    with_every<wire::FromDaemon>([](Filler&, const wire::FromDaemon& message) {
        const auto line = codec::write(message);
        INFO(line);
        const auto read = codec::read_from_daemon(line);
        REQUIRE(read.has_value());
        REQUIRE((*read == message));
    });
}

TEST_CASE("every message of a listener reads back as it was written", "[codec]") {
    with_every<wire::FromListener>([](Filler&, const wire::FromListener& message) {
        const auto line = codec::write(message);
        INFO(line);
        const auto read = codec::read_from_listener(line);
        REQUIRE(read.has_value());
        REQUIRE((*read == message));
    });
}

TEST_CASE("a backup is asked for and answered in few words", "[codec]") {
    const auto asked = [](const std::string& to) {
        return codec::write(wire::FromListener{wire::Backup{CommandId{"b1"}, to}});
    };
    CHECK(asked("") == R"({"type":"backup","id":"b1"})");
    CHECK(asked("/media/stick/") == R"({"type":"backup","id":"b1","to":"/media/stick/"})");
    CHECK(codec::read_from_listener(asked("/" + std::string(999, 'x'))).has_value());
    CHECK(codec::read_from_listener(asked("/" + std::string(1000, 'x'))).error().field == "to");
    CHECK(codec::read_from_listener(asked("/a\nb")).error().field == "to");
    CHECK(codec::read_from_listener(R"({"type":"backup"})").error().field == "id");
    const auto answered = [](wire::ResultMessage result) {
        return codec::write(wire::FromDaemon{std::move(result)});
    };
    CHECK(answered({CommandId{"c1"}, Seq{9}}) == R"({"type":"result","id":"c1","seq":9})");
    CHECK(answered({CommandId{"b1"}, Seq{9}, "/q.db", 12, 4096}) ==
          R"({"type":"result","id":"b1","seq":9,"file":"/q.db","inputs":12,"bytes":4096})");
}

TEST_CASE("pairing is asked for and answered in few words", "[codec]") {
    const auto said = [](wire::FromListener message) { return codec::write(message); };
    CHECK(said(wire::Pair{CommandId{"p1"}, "12345678", "Ken's laptop"}) ==
          R"({"type":"pair","id":"p1","code":"12345678","name":"Ken's laptop"})");
    CHECK(said(wire::Login{CommandId{"l1"}, "ab"}) == R"({"type":"login","id":"l1","token":"ab"})");
    CHECK(said(wire::Invite{CommandId{"i1"}, wire::Role::Coach}) ==
          R"({"type":"invite","id":"i1","role":"coach"})");
    CHECK(said(wire::ListDevices{CommandId{"d1"}}) == R"({"type":"devices","id":"d1"})");
    CHECK(said(wire::Revoke{CommandId{"r1"}, "Ken"}) ==
          R"({"type":"revoke","id":"r1","name":"Ken"})");
    CHECK(codec::read_from_listener(R"({"type":"invite","id":"i1"})").error().field == "role");
    CHECK(codec::read_from_listener(R"({"type":"invite","id":"i1","role":"king"})").error().field ==
          "role");
    CHECK(codec::read_from_listener(said(wire::Login{CommandId{"l"}, std::string(81, '0')}))
              .error()
              .field == "token");
    wire::ResultMessage result;
    result.id = CommandId{"d1"};
    result.devices = {{"Ken", wire::Role::Viewer, WallTime{7}, true}};
    CHECK(codec::write(wire::FromDaemon{result}) ==
          R"({"type":"result","id":"d1","seq":0,"devices":[{"name":"Ken","role":"viewer",)"
          R"("paired_wall_us":7,"is_here":true}]})");
    const auto hello = codec::read_from_daemon(
        R"({"type":"hello","program":"q","protocol":1,"host":"h","boot":"b","session":"s",)"
        R"("t_ns":1,"wall_us":2,"may_command":false,"source":"gpiod"})");
    REQUIRE(hello.has_value());  // of a daemon that knows no roles
    CHECK(std::get<wire::Hello>(*hello).role == wire::Role::Viewer);
    CHECK(std::get<wire::Hello>(*hello).tls_port == 0);
}

TEST_CASE("a track is told and chosen in few words", "[codec]") {
    CHECK(codec::write(
              wire::FromListener{wire::ChooseTrack{CommandId{"t1"}, TrackId{"riverside"}}}) ==
          R"({"type":"choose_track","id":"t1","track":"riverside"})");
    CHECK(codec::read_from_listener(R"({"type":"choose_track","id":"t1"})").error().field ==
          "track");
    wire::Hello hello;
    hello.track = TrackId{"riverside"};
    hello.tracks = {TrackId{"track"}, TrackId{"riverside"}};
    CHECK(codec::write(wire::FromDaemon{hello})
              .ends_with(R"("track":"riverside","tracks":["track","riverside"]})"));
}

TEST_CASE("a field left out has the value the program starts from", "[codec]") {
    const auto header = codec::read_header(
        R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[{"id":"finish","at_m":0}]})");
    REQUIRE(header.has_value());
    CHECK(header->track == TrackShape{});
    const auto start = codec::read_input(R"({"type":"start","t_ns":1,"run":"r1"})");
    REQUIRE(start.has_value());
    CHECK(std::get<Start>(*start).source == StartKind::Hand);
}

TEST_CASE("a value unlike the default is never left out", "[codec]") {
    Start start{instant_from_ns(1), RunId{"r1"}, StartKind::Gun};
    CHECK(codec::write(Input{start}) == R"({"type":"start","t_ns":1,"run":"r1","source":"gun"})");
    LogHeader header;
    header.track.kerb = false;
    header.track.straight = Distance{};
    const auto read = codec::read_header(codec::write(header));
    REQUIRE(read.has_value());
    CHECK_FALSE(read->track.kerb);
    CHECK(read->track.straight == Distance{});
}

TEST_CASE("unknown fields are kept, wherever they stand, and given back", "[codec]") {
    const std::string line =
        R"({"type":"run","t_ns":1,"run":"r1","distance_m":400,"entries":[{"athlete":"Hall",)"
        R"("club":{"name":"LAC","colours":["red",null]}}],"wind":-0.5,"note":"dry"})";
    const auto input = codec::read_input(line);
    REQUIRE(input.has_value());
    const auto& run = std::get<CreateRun>(*input);
    CHECK(run.extra == R"({"wind":-0.5,"note":"dry"})");
    CHECK(run.entries.at(0).extra == R"({"club":{"name":"LAC","colours":["red",null]}})");
    const auto again = codec::read_input(codec::write(*input));
    REQUIRE(again.has_value());
    CHECK((*again == *input));
}

TEST_CASE("numbers are written as people write them", "[codec]") {
    const std::string fields[] = {"0.5", "84.39", "-0.0", "5.0", "1e+30", "1e999", "-1e999", "7"};
    for (const auto& number : fields) {
        const auto line = R"({"type":"restart","t_ns":1,"x":)" + number + "}";
        const auto input = codec::read_input(line);
        REQUIRE(input.has_value());
        CHECK(codec::write(*input) == line);
    }
}

TEST_CASE("an unknown field never takes the place of a known one", "[codec]") {
    SECTION("a command's own time is not the daemon's stamp") {
        const auto message =
            codec::read_from_listener(R"({"type":"arm","id":"c1","run":"r1","t_ns":5})");
        REQUIRE(message.has_value());
        auto arm = std::get<Arm>(std::get<wire::Command>(*message).act);
        arm.at = instant_from_ns(70);
        const auto logged = codec::read_input(codec::write(Input{arm}));
        REQUIRE(logged.has_value());
        CHECK(to_ns(instant_of(*logged)) == 70);
    }
    SECTION("a log line's field is not an event's number") {
        const auto input = codec::read_input(
            R"({"type":"edge","t_ns":1,"gate":"a","beam":0,"broken":true,"seq":9,"event":"x"})");
        REQUIRE(input.has_value());
        const auto event =
            codec::read_from_daemon(codec::write_event(Seq{3}, std::get<Edge>(*input)));
        REQUIRE(event.has_value());
        CHECK(std::get<wire::EventMessage>(*event).seq == Seq{3});
    }
}
