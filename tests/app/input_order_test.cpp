// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/input_order.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace qm;
using namespace std::chrono_literals;

TEST_CASE("an act waits for edges that were stamped before it", "[app]") {
    app::InputOrder order;
    std::string done;
    order.hold(instant_from_ns(0) + 100ms, [&] { done += "start "; });
    order.before_edge(instant_from_ns(0) + 99ms);
    CHECK(done.empty());
    order.before_edge(instant_from_ns(0) + 101ms);
    CHECK(done == "start ");
}

TEST_CASE("an act waits no longer than its patience, and acts keep their order", "[app]") {
    app::InputOrder order;
    std::string done;
    order.hold(instant_from_ns(0) + 100ms, [&] { done += "arm "; });
    order.hold(instant_from_ns(0) + 105ms, [&] { done += "start "; });
    CHECK(order.next_deadline() == instant_from_ns(0) + 120ms);
    order.tick(instant_from_ns(0) + 119ms);
    CHECK(done.empty());
    order.tick(instant_from_ns(0) + 120ms);
    CHECK(done == "arm ");
    order.tick(instant_from_ns(0) + 1s);
    CHECK(done == "arm start ");
    CHECK_FALSE(order.next_deadline().has_value());
}
