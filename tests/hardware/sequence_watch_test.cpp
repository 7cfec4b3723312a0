// SPDX-License-Identifier: Apache-2.0
#include "hardware/sequence_watch.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

using qm::hardware::SequenceWatch;

TEST_CASE("edges without a gap lose nothing", "[unit]") {
    SequenceWatch watch{2};
    CHECK(watch.accept(0, 1, 1) == 0);
    CHECK(watch.accept(1, 1, 2) == 0);
    CHECK(watch.accept(0, 2, 3) == 0);
}

TEST_CASE("edges lost before the very first one are seen, since numbers begin at 1", "[unit]") {
    SequenceWatch watch{1};
    CHECK(watch.accept(0, 4, 4) == 3);
}

TEST_CASE("an overflow of the kernel's queue shows on the line itself", "[unit]") {
    SequenceWatch watch{2};
    CHECK(watch.accept(0, 1, 1) == 0);
    CHECK(watch.accept(0, 11, 11) == 9);
    CHECK(watch.accept(0, 12, 12) == 0);
}

TEST_CASE("edges too fast for the kernel's thread show in the request's numbers only", "[unit]") {
    SequenceWatch watch{2};
    CHECK(watch.accept(0, 1, 1) == 0);
    CHECK(watch.accept(0, 2, 5) == 3);
    CHECK(watch.accept(0, 3, 6) == 0);
}

TEST_CASE("a gate that lost edges while another was flooded is told so by its own numbers",
          "[unit]") {
    SequenceWatch watch{2};
    CHECK(watch.accept(0, 1, 1) == 0);
    CHECK(watch.accept(1, 1, 2) == 0);
    CHECK(watch.accept(0, 7, 9) == 6);   // 3 to 8: five of line 0, one of line 1
    CHECK(watch.accept(1, 3, 10) == 1);  // no gap in the request's numbers, yet one is missing here
}

TEST_CASE("a late edge that was passed over is no gap of its line", "[unit]") {
    SequenceWatch watch{2};
    CHECK(watch.accept(0, 1, 2) == 1);
    REQUIRE(watch.gap_before(1, 1, 1).late);
    watch.pass_over(1, 1);
    CHECK(watch.accept(1, 2, 3) == 0);
}

TEST_CASE("an overflow counts interrupts, not places in the queue", "[unit]") {
    SequenceWatch watch{2};
    CHECK(watch.accept(0, 1, 1) == 0);
    CHECK(watch.accept(0, 14, 11) == 9);
}

TEST_CASE("numbers wrap around at 2^32", "[unit]") {
    constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();
    SequenceWatch watch{1};
    static_cast<void>(watch.accept(0, 0x7000'0000, 0x7000'0000));
    static_cast<void>(watch.accept(0, 0xE000'0000, 0xE000'0000));
    static_cast<void>(watch.accept(0, kLast, kLast));
    CHECK(watch.accept(0, 0, 0) == 0);
    CHECK(watch.accept(0, 1, 1) == 0);
    CHECK(watch.gap_before(0, kLast, kLast).late);
    CHECK(watch.accept(0, 5, 5) == 3);
}

TEST_CASE("a gap over the wrap-around is counted right", "[unit]") {
    constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();
    SequenceWatch watch{1};
    static_cast<void>(watch.accept(0, 0x7000'0000, 0x7000'0000));
    static_cast<void>(watch.accept(0, kLast - 1, kLast - 1));
    CHECK(watch.accept(0, 2, 2) == 3);
}

TEST_CASE("an edge numbered below the last one is late", "[unit]") {
    SequenceWatch watch{2};
    static_cast<void>(watch.accept(0, 1, 5));
    CHECK(watch.gap_before(1, 1, 4).late);
    CHECK(watch.gap_before(1, 1, 5).late);
    CHECK_FALSE(watch.gap_before(1, 1, 6).late);
}
