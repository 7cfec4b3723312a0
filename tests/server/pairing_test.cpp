// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "protocol/codec.hpp"
#include "tests/server/fixture.hpp"
#include "tests/server/folder.hpp"
#include "tests/server/http_peers.hpp"
#include "tests/server/tls_peer.hpp"

namespace qm::server {
namespace {

using test::Folder;
using test::House;
using test::TlsPeer;
using wire::Role;

Settings with_tls(const Folder& folder) {
    auto settings = test::patient();
    settings.tls_port = 0;
    settings.identity_file = folder.file("quartermark.pem");
    settings.devices_file = folder.file("quartermark.devices");
    return settings;
}

/// The owner at the timing machine, and those who come through the TLS door.
struct Track {
    explicit Track(Settings settings) : house(std::move(settings)), owner(house.listener()) {}

    /// What came as the answer to what carries this id.
    template <class M, class P>
    M answer(P& peer, const wire::FromListener& said, const std::string& id) {
        peer.send(codec::write(said) + "\n");
        const auto found = [&]() -> const wire::FromDaemon* {
            static wire::FromDaemon latest;
            for (const auto& line : peer.lines) {
                if (line.find("\"id\":\"" + id + "\"") == std::string::npos) continue;
                latest = codec::read_from_daemon(line).value();
                return &latest;
            }
            return nullptr;
        };
        REQUIRE(house.run_until([&] { return found() != nullptr; }));
        INFO(codec::write(*found()));
        REQUIRE(std::holds_alternative<M>(*found()));
        return std::get<M>(*found());
    }
    template <class P>
    wire::ResultMessage done(P& peer, const wire::FromListener& said, const std::string& id) {
        return answer<wire::ResultMessage>(peer, said, id);
    }
    template <class P>
    std::string refused(P& peer, const wire::FromListener& said, const std::string& id) {
        return answer<wire::ErrorMessage>(peer, said, id).code;
    }

    std::string next_id() { return fmt::format("i{}", ++ids_); }
    std::string code_for(Role role) {
        const auto id = next_id();
        return done(*owner, wire::Invite{CommandId{id}, role}, id).code;
    }
    std::unique_ptr<TlsPeer> visitor() {
        auto peer = std::make_unique<TlsPeer>(house.io, *house.server.tls_port());
        REQUIRE(house.run_until([&] { return !peer->lines.empty() || peer->closed; }));
        return peer;
    }
    std::string paired(TlsPeer& peer, const std::string& name, Role role) {
        const auto code = code_for(role);
        return done(peer, wire::Pair{CommandId{"pair"}, code, name}, "pair").token;
    }
    bool is_closed(const TlsPeer& peer) {
        return house.run_until([&] { return peer.closed; });
    }

    House house;
    std::unique_ptr<test::Peer> owner;

private:
    int ids_ = 0;
};

wire::Command tap(const std::string& id) {
    Tap act;
    act.run = RunId{"r1"};
    act.athlete = AthleteId{"Ken"};
    return {CommandId{id}, act};
}
wire::Command arm(const std::string& id) { return {CommandId{id}, Arm{{}, RunId{"r1"}, {}}}; }

std::string wrong(const std::string& code) {
    return (code.front() == '9' ? "0" : "9") + code.substr(1);
}

}  // namespace

TEST_CASE("a device is paired by a code, and comes back with its token", "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const auto made = track.done(*track.owner, wire::Invite{CommandId{"i"}, Role::Coach}, "i");
    CHECK(made.code.size() == 8);
    CHECK(made.valid_s == 120);
    CHECK(made.pin == track.house.server.pin());
    CHECK(made.pin.size() == 19);
    const auto laptop = track.visitor();
    CHECK(laptop->has_line_with("\"may_command\":false,\"role\":\"viewer\""));
    CHECK(track.refused(*laptop, arm("a1"), "a1") == "forbidden");
    const auto paired =
        track.done(*laptop, wire::Pair{CommandId{"p"}, made.code, " Ken's laptop "}, "p");
    CHECK(paired.role == Role::Coach);
    CHECK(paired.token.size() == 64);
    CHECK(track.done(*laptop, arm("a2"), "a2").seq == Seq{});
    CHECK(test::text_of(folder.file("quartermark.devices")).find(paired.token) ==
          std::string::npos);

    const auto again = track.visitor();
    CHECK(track.refused(*again, arm("a3"), "a3") == "forbidden");
    const auto known = track.done(*again, wire::Login{CommandId{"l"}, paired.token}, "l");
    CHECK(known.role == Role::Coach);
    CHECK(known.name == "Ken's laptop");
    track.done(*again, arm("a4"), "a4");
    CHECK(track.house.desk.commands.size() == 2);
    const auto list = track.done(*track.owner, wire::ListDevices{CommandId{"d"}}, "d").devices;
    REQUIRE(list.size() == 1);
    CHECK(list.front() ==
          wire::Device{"Ken's laptop", Role::Coach, track.house.desk.hello().wall, true});
    const auto counters = track.house.server.counters();
    CHECK(counters.devices == 1);
    CHECK(counters.paired == 1);
    CHECK(counters.logged_in == 1);
}

TEST_CASE("each role may do what it is for, and nothing more", "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const std::vector<std::pair<Role, std::size_t>> roles{
        {Role::Viewer, 0}, {Role::Helper, 1}, {Role::Coach, 3}, {Role::Owner, 7}};
    for (const auto& [role, allowed] : roles) {
        track.house.desk.answers_at_once = true;
        const auto peer = track.visitor();
        const auto name = fmt::format("device {}", static_cast<int>(role));
        track.paired(*peer, name, role);
        const std::vector<wire::FromListener> all{tap("c0"),
                                                  arm("c1"),
                                                  wire::ChooseTrack{CommandId{"c2"}, TrackId{"x"}},
                                                  wire::Invite{CommandId{"c3"}, Role::Viewer},
                                                  wire::ListDevices{CommandId{"c4"}},
                                                  wire::Revoke{CommandId{"c5"}, "nobody"},
                                                  wire::Backup{CommandId{"c6"}}};
        for (std::size_t i = 0; i < all.size(); ++i) {
            INFO(name << ": " << codec::write(all[i]));
            const auto id = fmt::format("c{}", i);
            if (i >= allowed) {
                CHECK(track.refused(*peer, all[i], id) == "forbidden");
            } else if (i == 2) {
                CHECK(track.refused(*peer, all[i], id) == "unknown_track");
            } else if (i == 5) {
                CHECK(track.refused(*peer, all[i], id) == "unknown_device");
            } else if (i == 6) {
                peer->send(codec::write(all[i]) + "\n");
                CHECK(track.house.run_until([&] { return !track.house.desk.backups.empty(); }));
            } else {
                track.done(*peer, all[i], id);
            }
        }
    }
    CHECK(track.house.desk.commands.size() == 5);
    CHECK(track.house.desk.backups.size() == 1);
}

TEST_CASE("a code is for one device and two minutes", "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const auto one = track.visitor();
    const auto code = track.code_for(Role::Helper);
    track.done(*one, wire::Pair{CommandId{"p"}, code, "one"}, "p");
    const auto other = track.visitor();
    CHECK(track.refused(*other, wire::Pair{CommandId{"p"}, code, "other"}, "p") == "no_code");
    const auto late = track.code_for(Role::Helper);
    track.house.desk.at += std::chrono::seconds{120};
    CHECK(track.refused(*other, wire::Pair{CommandId{"q"}, late, "other"}, "q") == "no_code");
    CHECK(track.refused(*other, tap("t"), "t") == "forbidden");
}

TEST_CASE("a name that is taken or no name costs no code", "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const auto first = track.visitor();
    track.paired(*first, "Ken", Role::Coach);
    const auto second = track.visitor();
    const auto code = track.code_for(Role::Coach);
    CHECK(track.refused(*second, wire::Pair{CommandId{"1"}, code, "Ken"}, "1") == "name_taken");
    CHECK(track.refused(*second, wire::Pair{CommandId{"2"}, code, "  "}, "2") == "bad_field");
    CHECK(track.done(*second, wire::Pair{CommandId{"3"}, code, "Jo"}, "3").role == Role::Coach);
}

TEST_CASE("whoever guesses codes is shut out, and the code is dead before it could be found",
          "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const auto code = track.code_for(Role::Owner);
    const auto guesser = track.visitor();
    for (int i = 0; i < 2; ++i) {
        const auto id = fmt::format("g{}", i);
        CHECK(track.refused(*guesser, wire::Pair{CommandId{id}, wrong(code), "x"}, id) ==
              "wrong_code");
    }
    CHECK(track.refused(*guesser, wire::Pair{CommandId{"g2"}, wrong(code), "x"}, "g2") ==
          "wrong_code");
    CHECK(track.is_closed(*guesser));
    // The right one, from the same address, is too late.
    const auto again = track.visitor();
    CHECK(track.refused(*again, wire::Pair{CommandId{"r"}, code, "x"}, "r") == "too_many_codes");
    CHECK(track.house.server.counters().wrong_secrets == 4);
    CHECK(track.house.server.counters().devices == 0);
    // A new code holds for those as well.
    const auto next = track.code_for(Role::Helper);
    CHECK(track.done(*again, wire::Pair{CommandId{"n"}, next, "x"}, "n").role == Role::Helper);
}

TEST_CASE("a token that is nobody's is told thrice, and then the connection is closed", "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const std::string token(64, '0');
    for (int round = 0; round < 4; ++round) {
        const auto peer = track.visitor();
        for (int i = 0; i < 3; ++i) {
            const auto id = fmt::format("l{}", i);
            CHECK(track.refused(*peer, wire::Login{CommandId{id}, token}, id) == "unknown_device");
            if (round == 3) break;  // the tenth of a minute is one too many
        }
        CHECK(track.is_closed(*peer));
    }
    CHECK(track.house.server.counters().wrong_secrets == 10);
    const auto device = track.visitor();
    const auto right = track.paired(*device, "Ken", Role::Coach);
    const auto back = track.visitor();
    CHECK(track.done(*back, wire::Login{CommandId{"l"}, right}, "l").name == "Ken");
}

TEST_CASE("a revoked device is cut off at once, and stays so", "[unit]") {
    const Folder folder;
    Track track{with_tls(folder)};
    const auto lost = track.visitor();
    const auto token = track.paired(*lost, "lost phone", Role::Coach);
    const auto twin = track.visitor();
    track.done(*twin, wire::Login{CommandId{"l"}, token}, "l");
    const auto other = track.visitor();
    track.paired(*other, "Ken", Role::Coach);
    track.done(*track.owner, wire::Revoke{CommandId{"r"}, "lost phone"}, "r");
    CHECK(track.is_closed(*lost));
    CHECK(track.is_closed(*twin));
    CHECK(lost->has_line_with("\"code\":\"revoked\""));
    track.done(*other, arm("a"), "a");
    const auto back = track.visitor();
    CHECK(track.refused(*back, wire::Login{CommandId{"l"}, token}, "l") == "unknown_device");
    CHECK(track.refused(*back, arm("b"), "b") == "forbidden");
    const auto list = track.done(*track.owner, wire::ListDevices{CommandId{"d"}}, "d").devices;
    REQUIRE(list.size() == 1);
    CHECK(list.front().name == "Ken");
}

TEST_CASE("codes and tokens are taken over TLS only", "[unit]") {
    const Folder folder;
    auto settings = with_tls(folder);
    settings.http_port = 0;
    Track track{settings};
    const auto device = track.visitor();
    const auto token = track.paired(*device, "Ken", Role::Coach);
    const auto code = track.code_for(Role::Coach);
    for (const wire::FromListener& said :
         {wire::FromListener{wire::Pair{CommandId{"s1"}, code, "Jo"}},
          wire::FromListener{wire::Login{CommandId{"s1"}, token}}}) {
        const auto plain = track.house.listener();
        const auto told = track.answer<wire::ErrorMessage>(*plain, said, "s1");
        CHECK(told.code == "forbidden");
        CHECK(told.sentence.find(std::to_string(*track.house.server.tls_port())) !=
              std::string::npos);
        test::WsPeer web{track.house.io, *track.house.server.http_port()};
        REQUIRE(track.house.run_until([&] { return web.is_open(); }));
        web.send(codec::write(said));
        REQUIRE(track.house.run_until([&] {
            return std::any_of(web.messages.begin(), web.messages.end(), [](const auto& one) {
                return one.find("\"forbidden\"") != std::string::npos;
            });
        }));
    }
}

TEST_CASE("a WebSocket from the timing machine may not command, and is told where one may",
          "[unit]") {
    auto settings = test::patient();
    settings.http_port = 0;
    House house{settings};
    test::WsPeer web{house.io, *house.server.http_port()};
    REQUIRE(house.run_until([&] { return web.is_open(); }));
    for (const auto& said : {wire::FromListener{arm("a")},
                             wire::FromListener{wire::Invite{CommandId{"a"}, Role::Owner}}}) {
        web.messages.clear();
        web.send(codec::write(said));
        REQUIRE(house.run_until([&] {
            return std::any_of(web.messages.begin(), web.messages.end(), [](const auto& one) {
                return one.find("a WebSocket is for looking only") != std::string::npos;
            });
        }));
    }
    CHECK(house.desk.commands.empty());
}

TEST_CASE("without the TLS door nobody is invited", "[unit]") {
    Track track{test::patient()};
    CHECK(track.refused(*track.owner, wire::Invite{CommandId{"i"}, Role::Coach}, "i") == "no_door");
    CHECK(track.refused(*track.owner, wire::ListDevices{CommandId{"d"}}, "d") == "no_door");
    CHECK(track.refused(*track.owner, wire::Revoke{CommandId{"r"}, "x"}, "r") == "no_door");
    CHECK(track.house.server.counters().refused_commands == 3);
    CHECK(track.refused(*track.owner, wire::Login{CommandId{"l"}, "x"}, "l") == "forbidden");
}

TEST_CASE("a device comes in where all places are taken, and who only stands there does not",
          "[unit]") {
    const Folder folder;
    auto settings = with_tls(folder);
    settings.listeners = 3;
    Track track{settings};
    const auto device = track.visitor();
    const auto token = track.paired(*device, "Ken", Role::Coach);
    const auto viewer = track.house.listener();  // the third, with the owner
    REQUIRE(track.house.run_until_lines(*viewer, 1));
    std::vector<std::unique_ptr<TlsPeer>> guests;
    for (int i = 0; i < 10; ++i) guests.push_back(track.visitor());
    // Of eight guests at most, the first two had to give way.
    REQUIRE(track.house.run_until([&] { return guests[0]->closed && guests[1]->closed; }));
    const auto back = track.visitor();
    REQUIRE(track.is_closed(*guests[2]));
    track.done(*back, wire::Login{CommandId{"l"}, token}, "l");
    track.done(*back, arm("a"), "a");
    back->send("{\"type\":\"resume\",\"since\":0}\n");
    REQUIRE(track.house.run_until([&] { return back->has_line_with("\"snapshot\""); }));
    CHECK(track.refused(*guests[9], arm("a"), "a") == "forbidden");
    CHECK_FALSE(guests[9]->has_line_with("\"snapshot\""));
    // The owner has a place at the timing machine itself.
    const auto owner = track.house.listener();
    REQUIRE(track.house.run_until_lines(*owner, 1));
    CHECK(owner->has<wire::Hello>());
}

TEST_CASE("a guest that does not log in is told that all is full", "[unit]") {
    const Folder folder;
    auto settings = with_tls(folder);
    settings.listeners = 1;
    settings.login_within = std::chrono::milliseconds{50};
    Track track{settings};
    REQUIRE(track.house.run_until_lines(*track.owner, 1));
    const auto guest = track.visitor();
    REQUIRE(track.is_closed(*guest));
    CHECK(guest->has_line_with("\"code\":\"full\""));
    CHECK_FALSE(guest->has_line_with("\"snapshot\""));
    CHECK(track.house.server.counters().refused == 1);
}

TEST_CASE("a change that the disk does not take did not happen, and is told", "[unit]") {
    const Folder folder;
    auto settings = with_tls(folder);
    settings.devices_file = folder.file("no-such-folder/quartermark.devices");
    Track track{settings};
    const auto peer = track.visitor();
    const auto code = track.code_for(Role::Coach);
    CHECK(track.refused(*peer, wire::Pair{CommandId{"p"}, code, "Ken"}, "p") == "unwritten");
    CHECK(track.refused(*peer, arm("a"), "a") == "forbidden");
    CHECK(track.house.server.counters().devices == 0);
}

TEST_CASE("a damaged list of devices shuts the TLS door and is told", "[unit]") {
    const Folder folder;
    const auto settings = with_tls(folder);
    std::ofstream{settings.devices_file} << "rubbish\n";
    ::chmod(settings.devices_file.c_str(), 0600);
    House house{settings};
    CHECK_FALSE(house.server.tls_port());
    CHECK(house.server.tls_trouble().find(settings.devices_file + ":1") != std::string::npos);
}

}  // namespace qm::server
