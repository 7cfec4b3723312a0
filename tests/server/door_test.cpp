// SPDX-License-Identifier: Apache-2.0
#include <system_error>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "tests/server/fixture.hpp"

namespace qm::server {
namespace {

using test::House;
using test::numbers;
using test::patient;

std::string resume(std::uint64_t since, const std::string& session = "s1") {
    return fmt::format(R"({{"type":"resume","session":"{}","since":{}}})"
                       "\n",
                       session, since);
}

}  // namespace

TEST_CASE("the daemon speaks first, and a silent listener gets a snapshot", "[unit]") {
    House house;
    house.publish(3);
    const auto peer = house.listener();
    REQUIRE(house.run_until_lines(*peer, 2));
    const auto messages = peer->messages();
    const auto& hello = std::get<wire::Hello>(messages[0]);
    CHECK(hello.session == SessionId{"s1"});
    CHECK(hello.may_command);
    CHECK(std::get<wire::Snapshot>(messages[1]).seq == Seq{3});
    house.publish(2);
    REQUIRE(house.run_until_lines(*peer, 4));
    CHECK(peer->event_numbers() == numbers(4, 5));
}

TEST_CASE("who resumes from nothing gets a snapshot at once", "[unit]") {
    House house{patient()};
    house.publish(3);
    const auto peer = house.listener();
    peer->send(resume(0));
    REQUIRE(house.run_until([&] { return peer->has<wire::Snapshot>(); }));
    CHECK(peer->event_numbers().empty());
}

TEST_CASE("who resumes gets exactly what it missed", "[unit]") {
    House house{patient()};
    house.publish(10);
    const auto peer = house.listener();
    peer->send(resume(7));
    REQUIRE(house.run_until([&] { return peer->event_numbers().size() >= 3; }));
    house.publish(1);
    REQUIRE(house.run_until([&] { return peer->event_numbers().size() >= 4; }));
    CHECK(peer->event_numbers() == numbers(8, 11));
    CHECK_FALSE(peer->has<wire::Snapshot>());
}

TEST_CASE("who resumes with everything gets only what comes next", "[unit]") {
    House house{patient()};
    house.publish(10);
    const auto peer = house.listener();
    peer->send("{\"type\":\"resume\",\"since\":10}\n{\"type\":\"ping\",\"t_ns\":1}\n");
    REQUIRE(house.run_until([&] { return peer->has<wire::Pong>(); }));
    house.publish(1);
    REQUIRE(house.run_until([&] { return !peer->event_numbers().empty(); }));
    CHECK(peer->event_numbers() == numbers(11, 11));
    CHECK_FALSE(peer->has<wire::Snapshot>());
}

TEST_CASE("who cannot be helped by events gets a snapshot", "[unit]") {
    auto settings = patient();
    settings.kept_events = 5;
    House house{settings};
    house.publish(10);
    std::string wanted;
    SECTION("too long away") { wanted = resume(4); }
    SECTION("another session") { wanted = resume(8, "s0"); }
    SECTION("a number never given") { wanted = resume(11); }
    SECTION("the largest number there is") { wanted = resume(9'223'372'036'854'775'807ull); }
    const auto peer = house.listener();
    peer->send(wanted);
    REQUIRE(house.run_until([&] { return peer->has<wire::Snapshot>(); }));
    CHECK(peer->all<wire::Snapshot>().front().seq == Seq{10});
    CHECK(peer->event_numbers().empty());
}

TEST_CASE("a listener is told the latest event on disk, after it has the event", "[unit]") {
    House house{patient()};
    const auto peer = house.live_listener();
    house.publish(5);
    house.server.recorded_through(Seq{2});
    house.server.recorded_through(Seq{3});
    house.server.recorded_through(Seq{5});
    REQUIRE(house.run_until([&] {
        const auto told = peer->all<wire::RecordedThrough>();
        return !told.empty() && told.back().seq == Seq{5};
    }));
    std::uint64_t last_event = 0;
    for (const auto& message : peer->messages()) {
        if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
            last_event = to_number(event->seq);
        }
        if (const auto* told = std::get_if<wire::RecordedThrough>(&message)) {
            CHECK(to_number(told->seq) <= last_event);
        }
    }
    const auto late = house.listener();
    late->send(resume(5));
    REQUIRE(house.run_until([&] { return late->has<wire::RecordedThrough>(); }));
}

TEST_CASE("a snapshot is encoded once for many listeners", "[unit]") {
    House house;
    house.publish(1);
    const auto peers = house.listeners(20);
    for (const auto& peer : peers) REQUIRE(house.run_until_lines(*peer, 2));
    CHECK(house.desk.snapshots == 1);
}

TEST_CASE("a ping is answered with its own number", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    peer->send("{\"type\":\"ping\",\"t_ns\":77}\n");
    REQUIRE(house.run_until([&] { return peer->has<wire::Pong>(); }));
    CHECK(peer->all<wire::Pong>().front() == wire::Pong{77, instant_from_ns(123)});
}

TEST_CASE("all listeners there are places for get every event, and one more is told why not",
          "[unit]") {
    House house;
    const auto peers = house.listeners(232);
    for (const auto& peer : peers) REQUIRE(house.run_until_lines(*peer, 2));
    CHECK(house.server.counters().listeners == 232);
    const auto one_more = house.listener();
    REQUIRE(house.run_until([&] { return one_more->closed; }));
    REQUIRE(one_more->lines.size() == 1);
    CHECK(one_more->all<wire::ErrorMessage>().front().code == "full");
    CHECK(house.server.counters().refused == 1);

    for (int i = 0; i < 50; ++i) house.publish(2);
    for (const auto& peer : peers) {
        REQUIRE(house.run_until_lines(*peer, 102));
        CHECK(peer->event_numbers() == numbers(1, 100));
    }
    CHECK(house.server.counters().dropped_to_snapshot == 0);
}

TEST_CASE("a listener that closes its writing side goes on listening", "[unit]") {
    House house;
    const auto peer = house.listener();
    peer->half_close();
    REQUIRE(house.run_until([&] { return peer->has<wire::Snapshot>(); }));
    house.publish(500);
    REQUIRE(house.run_until([&] { return peer->event_numbers().size() >= 500; }));
    CHECK(peer->event_numbers() == numbers(1, 500));
    CHECK_FALSE(peer->closed);
}

TEST_CASE("a listener that is gone frees its place without any event", "[unit]") {
    House house{patient()};
    const auto peer = house.live_listener();
    peer->close();
    CHECK(house.run_until([&] { return house.server.counters().listeners == 0; }));
}

TEST_CASE("a port that is taken is refused with a sentence", "[unit]") {
    House house;
    Settings settings;
    settings.port = house.server.port();
    try {
        Server second{house.io, settings, house.desk};
        FAIL("two servers at one port");
    } catch (const std::system_error& error) {
        CHECK(std::string_view{error.what()}.find("taken by another program") !=
              std::string_view::npos);
    }
}

TEST_CASE("a server that is stopped or destroyed leaves nothing that runs", "[unit]") {
    boost::asio::io_context io;
    test::FakeDesk desk;
    std::unique_ptr<test::Peer> peer;
    {
        Settings settings;
        settings.port = 0;
        Server server{io, settings, desk};
        peer = std::make_unique<test::Peer>(io, server.port());
        peer->read();
        while (peer->lines.empty()) io.run_one();
        server.publish(Seq{1}, {Warning{}});
    }
    io.run();  // ends, since nobody waits for anything any more
    CHECK(peer->closed);
}

}  // namespace qm::server
