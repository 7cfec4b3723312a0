// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/clock_offset.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

TEST_CASE("before anything is heard there is no gate time", "[clock]") {
    const ClockOffset clock;
    CHECK_FALSE(clock.gate_time(local_s(1)));
    CHECK_FALSE(clock.error());
}

TEST_CASE("a hello gives a first guess without a claim about its error", "[clock]") {
    ClockOffset clock;
    clock.guess(gate_s(5), local_s(5));
    CHECK(clock.gate_time(local_s(7)) == gate_s(7));
    CHECK_FALSE(clock.error());
}

TEST_CASE("the pair with the shortest round trip is believed", "[clock]") {
    ClockOffset clock;
    // The way there takes 900 ms, the way back 100 ms: half the round trip is wrong by 400 ms.
    clock.add(local_s(10), gate_s(10.9), local_s(11));
    CHECK(clock.gate_time(local_s(20)) == gate_s(20.4));
    CHECK(clock.error() == Elapsed{500'000});
    clock.add(local_s(12), gate_s(12.001), local_s(12.002));
    CHECK(clock.gate_time(local_s(20)) == gate_s(20));
    CHECK(clock.error() == Elapsed{1'000});
    clock.add(local_s(13), gate_s(13.8), local_s(14));
    CHECK(clock.gate_time(local_s(20)) == gate_s(20));
}

TEST_CASE("an old pair is forgotten after sixteen newer ones", "[clock]") {
    ClockOffset clock;
    clock.add(local_s(0), gate_s(0.0005), local_s(0.001));
    for (int i = 1; i <= 16; ++i) clock.add(local_s(i), gate_s(i + 3.005), local_s(i + 0.01));
    CHECK(clock.error() == Elapsed{5'000});
    const auto now = clock.gate_time(local_s(20));
    REQUIRE(now);
    CHECK(std::chrono::abs(*now - gate_s(23)) < std::chrono::microseconds{1});
}

TEST_CASE("a pong from before its ping is ignored", "[clock]") {
    ClockOffset clock;
    clock.add(local_s(10), gate_s(10), local_s(9));
    CHECK_FALSE(clock.gate_time(local_s(10)));
}

}  // namespace qm::gui
