// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/server/fixture.hpp"

namespace qm::server {
namespace {

using std::chrono::milliseconds;
using test::House;
using test::numbers;
using test::patient;

Settings small_outbox() {
    auto settings = patient();
    settings.outbox_bytes = 64 * 1024;
    return settings;
}

/// Publishes, and lets the other read all of it, until an outbox was full.
void publish_until_dropped(House& house, const test::Peer& reading) {
    const std::string sentence(500, 'x');
    while (house.server.counters().dropped_to_snapshot == 0) {
        house.publish(20, sentence);
        REQUIRE(house.run_until_lines(reading, to_number(house.desk.last) + 2));
    }
}

}  // namespace

TEST_CASE("a slow listener falls back to one snapshot, and the others miss nothing", "[unit]") {
    House house{small_outbox()};
    const auto quick = house.live_listener();
    test::Peer slow{house.io, house.server.port()};
    slow.send("{\"type\":\"resume\",\"since\":0}\n");
    REQUIRE(house.run_until([&] { return house.server.counters().accepted == 2; }));
    publish_until_dropped(house, *quick);
    house.publish(100);
    const auto last = to_number(house.desk.last);

    slow.read();
    REQUIRE(house.run_until([&] { return slow.all<wire::Snapshot>().size() >= 2; }));
    house.publish(3);
    REQUIRE(house.run_until(
        [&] { return !slow.event_numbers().empty() && slow.event_numbers().back() == last + 3; }));
    CHECK(slow.all<wire::Snapshot>().size() == 2);
    CHECK(slow.all<wire::Snapshot>().back().seq == Seq{last});
    CHECK(house.server.counters().dropped_to_snapshot == 1);

    // After the first snapshot an unbroken row of events, after the second all the rest.
    const auto got = slow.event_numbers();
    const auto begin = to_number(slow.all<wire::Snapshot>().front().seq) + 1;
    auto expected = numbers(begin, begin + got.size() - 4);
    for (const auto seq : numbers(last + 1, last + 3)) expected.push_back(seq);
    CHECK((got == expected));
    REQUIRE(house.run_until([&] { return quick->event_numbers().size() == last + 3; }));
    CHECK((quick->event_numbers() == numbers(1, last + 3)));
}

TEST_CASE("a burst larger than an outbox is made up for by a snapshot", "[unit]") {
    House house{small_outbox()};
    const auto peer = house.live_listener();
    house.publish(1'000, std::string(500, 'x'));
    REQUIRE(house.run_until([&] { return peer->all<wire::Snapshot>().size() == 2; }));
    CHECK(peer->all<wire::Snapshot>().back().seq == Seq{1'000});
}

TEST_CASE("a peer that asks and never reads is no longer listened to", "[unit]") {
    House house{patient()};
    const auto other = house.live_listener();
    test::Peer greedy{house.io, house.server.port()};
    std::string pings;
    for (int i = 0; i < 1'000; ++i) pings += "{\"type\":\"ping\",\"t_ns\":1}\n";
    for (int i = 0; i < 1'000; ++i) greedy.send(pings);
    house.publish(1);
    REQUIRE(house.run_until([&] { return other->event_numbers() == numbers(1, 1); }));
}

TEST_CASE("a listener that takes nothing and says nothing is dropped", "[unit]") {
    auto settings = patient();
    settings.ping_every = milliseconds{20};
    settings.stuck_after = milliseconds{200};
    House house{settings};
    test::Peer stuck{house.io, house.server.port()};
    stuck.send("{\"type\":\"resume\",\"since\":0}\n");
    REQUIRE(house.run_until([&] { return house.server.counters().accepted == 1; }));
    const std::string sentence(500, 'x');
    CHECK(house.run_until([&] {
        house.publish(20, sentence);
        return house.server.counters().listeners == 0;
    }));
}

TEST_CASE("a listener that only reads is pinged and kept", "[unit]") {
    auto settings = patient();
    settings.ping_every = milliseconds{10};
    settings.stuck_after = milliseconds{30};
    House house{settings};
    const auto peer = house.live_listener();
    REQUIRE(house.run_until([&] { return peer->all<wire::Ping>().size() >= 20; }));
    CHECK_FALSE(peer->closed);
    CHECK(house.server.counters().listeners == 1);
}

TEST_CASE("a snapshot too long for a line leaves out the oldest runs", "[unit]") {
    House house{patient()};
    house.desk.snapshot_bytes = 6 * 1024 * 1024;
    const auto peer = house.live_listener();
    REQUIRE(peer->has<wire::Snapshot>());
    CHECK_FALSE(peer->all<wire::Snapshot>().front().state.runs.empty());
}

}  // namespace qm::server
