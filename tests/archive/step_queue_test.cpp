// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/step_queue.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

Step edge_step(std::uint64_t number) { return test::edge_steps(number, 1).front(); }

/// Pushes edges until one is lost; how many were kept.
std::uint64_t fill(StepQueue& queue) {
    std::uint64_t kept = 0;
    while (queue.push(edge_step(kept + 1))) ++kept;
    return kept;
}

}  // namespace

TEST_CASE("a queue gives steps back in order and knows what is on disk", "[unit]") {
    StepQueue queue{10};
    for (std::uint64_t i = 1; i <= 5; ++i) CHECK(queue.push(edge_step(i)));
    CHECK(queue.take(3).size() == 3);
    CHECK(queue.size() == 5);
    CHECK(queue.written() == Seq{3});
    CHECK(queue.size() == 2);
    const auto rest = queue.take(100);
    REQUIRE(rest.size() == 2);
    CHECK(rest.front().first == Seq{4});
    CHECK(queue.written() == Seq{5});
    CHECK_FALSE(queue.has_more());
}

TEST_CASE("beyond its limit a queue lets go of what can be computed anew", "[unit]") {
    StepQueue queue{3};
    for (std::uint64_t i = 1; i <= 5; ++i) CHECK(queue.push(edge_step(i)));
    CHECK(queue.push(Step{{}, Seq{6}, {test::edge(6)}}));  // only time passed
    CHECK(queue.bare() == 3);
    const auto steps = queue.take(100);
    REQUIRE(steps.size() == 5);
    CHECK(steps[2].events.size() == 1);
    CHECK(steps[3].events.empty());
    CHECK(steps[4].input == Input{test::edge(5)});
    CHECK(queue.written() == Seq{5});
    CHECK(queue.lost() == 0);
}

TEST_CASE("at its bound a queue loses edges before acts, and the record tells how many", "[unit]") {
    StepQueue queue{10};
    CHECK(fill(queue) == 40);
    for (std::uint64_t i = 42; i < 49; ++i) CHECK_FALSE(queue.push(edge_step(i)));
    CHECK(queue.lost() == 8);
    CHECK(queue.push({Arm{instant_from_ns(50), RunId{"r1"}}, Seq{50}, {test::edge(50)}}));
    const auto steps = queue.take(100);
    REQUIRE(steps.size() == 42);
    CHECK(steps[40].input == Input{EdgesLost{instant_from_ns(50), GateId{"g100"}, 8}});
    CHECK(steps[41].input == Input{Arm{instant_from_ns(50), RunId{"r1"}}});
    CHECK(queue.written() == Seq{40});
    // What is on disk after a hole is not called recorded: something before it is not.
    CHECK(queue.push(edge_step(51)));
    CHECK(queue.take(100).size() == 1);
    CHECK(queue.written() == Seq{40});
}

TEST_CASE("a queue has an end for acts too", "[unit]") {
    StepQueue queue{10};
    static_cast<void>(fill(queue));
    std::size_t acts = 0;
    while (queue.push({Arm{instant_from_ns(99), RunId{"r1"}}})) ++acts;
    CHECK(queue.size() <= StepQueue::kActShare * 10 + 1);
    CHECK(acts == 9);
    CHECK(queue.lost() == 2);
}

}  // namespace qm::archive
