// SPDX-License-Identifier: Apache-2.0
#include "hardware/edge_order.hpp"

#include <chrono>

#include <catch2/catch_test_macros.hpp>

using namespace std::chrono_literals;
using qm::Instant;
using qm::hardware::ChipEdge;
using qm::hardware::EdgeOrder;

namespace {

constexpr Instant at_us(std::int64_t us) { return qm::instant_from_ns(us * 1000); }

std::vector<ChipEdge> take(EdgeOrder& order, Instant now, std::chrono::nanoseconds min_age = 0ns) {
    std::vector<ChipEdge> out;
    order.take(now, min_age, out);
    return out;
}

}  // namespace

TEST_CASE("edges in order go out at once", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(100), 0, true, 1, 1});
    order.push({at_us(200), 1, true, 1, 2});
    CHECK(take(order, at_us(201)).size() == 2);
    CHECK_FALSE(order.next_due(0ns).has_value());
}

TEST_CASE("two beams queued the wrong way round come out in order and lose nothing", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(101), 1, true, 1, 2});
    CHECK(take(order, at_us(110)).empty());
    REQUIRE(order.next_due(0ns) == at_us(101) + EdgeOrder::kPatience);

    order.push({at_us(100), 0, true, 1, 1});
    const auto out = take(order, at_us(150));
    REQUIRE(out.size() == 2);
    CHECK(out[0].at == at_us(100));
    CHECK(out[1].at == at_us(101));
    CHECK(out[0].lost_before + out[1].lost_before == 0);
}

TEST_CASE("a missing edge is waited for as long as patience lasts, then counted", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(100), 0, true, 1, 3});
    order.push({at_us(120), 0, false, 2, 4});
    CHECK(take(order, at_us(10'099)).empty());
    const auto out = take(order, at_us(10'100));
    REQUIRE(out.size() == 2);
    CHECK(out[0].lost_before == 2);
    CHECK(out[1].lost_before == 0);
}

TEST_CASE("an edge that comes after all patience stays counted as lost", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(100), 0, true, 1, 2});
    CHECK(take(order, at_us(20'000)).size() == 1);
    order.push({at_us(99), 1, true, 1, 1});
    CHECK(take(order, at_us(20'001)).empty());
    CHECK_FALSE(order.next_due(0ns).has_value());
}

TEST_CASE("two edges that the kernel gave one number are two, and nothing is lost", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(100), 0, true, 1, 2});
    order.push({at_us(105), 0, false, 2, 2});
    order.push({at_us(200), 0, true, 3, 3});
    const auto out = take(order, at_us(201));
    REQUIRE(out.size() == 3);
    CHECK(out[0].lost_before + out[1].lost_before + out[2].lost_before == 0);
    CHECK(out[0].at == at_us(100));
    CHECK(out[1].at == at_us(105));
}

TEST_CASE("a row of edges that each got the number of the next are all there", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(100), 0, true, 1, 2});
    order.push({at_us(105), 0, false, 2, 3});
    order.push({at_us(110), 0, true, 3, 3});
    const auto out = take(order, at_us(111));
    REQUIRE(out.size() == 3);
    for (const auto& edge : out) CHECK(edge.lost_before == 0);
}

TEST_CASE("an overflow is certain: nothing is waited for", "[unit]") {
    EdgeOrder order{2};
    order.push({at_us(100), 0, true, 51, 51});
    const auto out = take(order, at_us(101));
    REQUIRE(out.size() == 1);
    CHECK(out[0].lost_before == 50);
}

TEST_CASE("with several chips edges come out once they are old enough", "[unit]") {
    EdgeOrder order{1};
    order.push({at_us(100), 0, true, 1, 1});
    CHECK(take(order, at_us(2'099), 2ms).empty());
    CHECK(order.next_due(2ms) == at_us(2'100));
    CHECK(take(order, at_us(2'100), 2ms).size() == 1);
}

TEST_CASE("a storm behind a gap is let go before it grows without bound", "[unit]") {
    EdgeOrder order{2};
    const auto count = static_cast<std::uint32_t>(EdgeOrder::kMostHeld) + 10;
    for (std::uint32_t i = 1; i <= count; ++i) order.push({at_us(i), 0, true, i, i + 1});
    const auto out = take(order, at_us(count));
    REQUIRE(out.size() == count);
    CHECK(out.front().lost_before == 1);
}
