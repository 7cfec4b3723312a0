// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "protocol/codec.hpp"
#include "tests/integration/daemon_process.hpp"

namespace qm::test {

namespace {

const std::string kSimulated = "[daemon]\nsource = \"simulated\"\n";

/// Whoever listens from the beginning.
class Listener {
public:
    explicit Listener(const DaemonProcess& daemon) : client_(daemon.connect()) {
        REQUIRE(client_.send(R"({"type":"resume","since":0})"));
        hello = next<wire::Hello>();
        state = next<wire::Snapshot>().state;
    }

    void say(const std::string& line) { REQUIRE(client_.send(line)); }
    template <class Message>
    Message next() {
        while (true) {
            const auto line = client_.next();
            REQUIRE(line.has_value());
            const auto message = codec::read_from_daemon(*line);
            REQUIRE(message.has_value());
            if (const auto* wanted = std::get_if<Message>(&*message)) return *wanted;
        }
    }

    void wait_for_the_end() {
        while (client_.next()) {
        }
    }

    wire::Hello hello;
    SessionState state;

private:
    app::LineClient client_;
};

/// It is looked for when the daemon starts.
void add_track(DaemonProcess& daemon) {
    static_cast<void>(daemon.connect());
    std::filesystem::create_directory(daemon.folder() + "/tracks");
    std::ofstream(daemon.folder() + "/tracks/riverside.toml")
        << "straight_m = 100\nradius_m = 31.53\n";
    REQUIRE(daemon.end(SIGTERM) == 0);
    daemon.start();
}

}  // namespace

TEST_CASE("a coach goes on to another track: a new session, also after a restart",
          "[integration]") {
    DaemonProcess daemon{kSimulated};
    add_track(daemon);
    Listener before{daemon};
    CHECK(before.hello.track == TrackId{"standard"});
    CHECK(before.hello.tracks == std::vector<TrackId>{TrackId{"standard"}, TrackId{"riverside"}});
    before.say(R"({"type":"choose_track","id":"t1","track":"riverside"})");
    CHECK(before.next<wire::ResultMessage>().id == CommandId{"t1"});
    before.wait_for_the_end();

    const auto is_there = [](const Listener& after) {
        return after.hello.track == TrackId{"riverside"} &&
               after.state.track.straight == Distance::from_metres(100);
    };
    const Listener after{daemon};
    CHECK(is_there(after));
    CHECK(after.hello.session != before.hello.session);
    REQUIRE(daemon.end(SIGTERM) == 0);
    daemon.start();
    CHECK(is_there(Listener{daemon}));
}

TEST_CASE("nobody is taken off the track: while a run is armed none is chosen", "[integration]") {
    DaemonProcess daemon{kSimulated};
    add_track(daemon);
    Listener coach{daemon};
    coach.say(
        R"({"type":"run","id":"c1","run":"r1","distance_m":400,"start":"hand","entries":[{"athlete":"Hall"}]})");
    CHECK(coach.next<wire::ResultMessage>().id == CommandId{"c1"});
    coach.say(R"({"type":"arm","id":"c2","run":"r1"})");
    CHECK(coach.next<wire::ResultMessage>().id == CommandId{"c2"});
    coach.say(R"({"type":"choose_track","id":"c3","track":"riverside"})");
    const auto refused = coach.next<wire::ErrorMessage>();
    CHECK(refused.code == "wrong_phase");
    CHECK(refused.sentence == "run r1 is armed or running: end it first.");
    coach.say(R"({"type":"disarm","id":"c4","run":"r1"})");
    CHECK(coach.next<wire::ResultMessage>().id == CommandId{"c4"});
    coach.say(R"({"type":"choose_track","id":"c5","track":"moon"})");
    CHECK(coach.next<wire::ErrorMessage>().code == "unknown_track");
    coach.say(R"({"type":"choose_track","id":"c6","track":"riverside"})");
    CHECK(coach.next<wire::ResultMessage>().id == CommandId{"c6"});
}

}  // namespace qm::test
