// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "protocol/limits.hpp"
#include "tests/server/fixture.hpp"

namespace qm::server {

using test::House;
using test::numbers;
using test::patient;

TEST_CASE("rubbish is answered line by line, and twenty lines are enough", "[unit]") {
    House house{patient()};
    const auto good = house.live_listener();
    const auto bad = house.listener();
    for (int i = 0; i < 30; ++i) bad->send("GET / HTTP/1.1\r\n");
    REQUIRE(house.run_until([&] { return bad->closed; }));
    const auto errors = bad->all<wire::ErrorMessage>();
    REQUIRE(errors.size() == 20);
    CHECK(errors.front().code == "bad_json");
    CHECK(errors.back().code == "rubbish");
    CHECK(house.server.counters().rubbish_lines == 20);
    CHECK(house.server.counters().dropped_rubbish == 1);
    CHECK(house.run_until([&] { return house.server.counters().listeners == 1; }));
    house.publish(1);
    CHECK(house.run_until([&] { return good->event_numbers() == numbers(1, 1); }));
}

TEST_CASE("a field that is wrong is named", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    peer->send("{\"type\":\"ping\",\"t_ns\":\"now\"}\n");
    REQUIRE(house.run_until([&] { return peer->has<wire::ErrorMessage>(); }));
    CHECK(peer->all<wire::ErrorMessage>().front().code == "bad_field");
    CHECK(peer->all<wire::ErrorMessage>().front().sentence.find("t_ns") != std::string::npos);
}

TEST_CASE("a line without an end is too long: told why and dropped", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    peer->send(std::string(limits::kLineBytes + 500'000, 'x'));
    REQUIRE(house.run_until([&] { return peer->closed; }));
    REQUIRE(peer->all<wire::ErrorMessage>().size() == 1);
    CHECK(peer->all<wire::ErrorMessage>().front().code == "too_long");
}

TEST_CASE("a peer that never stops talking rubbish is shut out", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    for (int i = 0; i < 100; ++i) peer->send(std::string(100'000, 'x'));
    CHECK(house.run_until([&] {
        return house.server.counters().accepted == 1 && house.server.counters().listeners == 0;
    }));
}

TEST_CASE("types of a later version are answered once, counted, and do no harm", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    for (int i = 0; i < 50; ++i) peer->send("{\"type\":\"subscribe\",\"to\":\"all\"}\n");
    peer->send("{\"type\":\"ping\",\"t_ns\":1}\n");
    REQUIRE(house.run_until([&] { return peer->has<wire::Pong>(); }));
    REQUIRE(peer->all<wire::ErrorMessage>().size() == 1);
    CHECK(peer->all<wire::ErrorMessage>().front().code == "unknown_type");
    CHECK(house.server.counters().unknown_types == 50);
    CHECK(house.server.counters().rubbish_lines == 0);
}

TEST_CASE("what a peer says never makes an answer break the rules of the wire", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    std::string type;
    for (int i = 0; i < 1'000; ++i) type += "\xc3\xa9\\u0007";
    peer->send("{\"type\":\"" + type + "\"}\n");
    REQUIRE(house.run_until([&] { return peer->lines.size() >= 2; }));
    CHECK(peer->has<wire::ErrorMessage>());  // all() reads it with the codec's own checks
}

TEST_CASE("empty lines and carriage returns are no rubbish", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    peer->send("\r\n\n\r\n{\"type\":\"ping\",\"t_ns\":1}\r\n");
    REQUIRE(house.run_until([&] { return peer->has<wire::Pong>(); }));
    CHECK_FALSE(peer->has<wire::ErrorMessage>());
}

}  // namespace qm::server
