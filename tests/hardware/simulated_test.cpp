// SPDX-License-Identifier: Apache-2.0
#include "hardware/simulated.hpp"

#include <algorithm>
#include <chrono>

#include <poll.h>
#include <catch2/catch_test_macros.hpp>

using namespace std::chrono_literals;
using namespace qm;
using namespace qm::hardware;

namespace {

const GateId kGate{"g100"};

std::vector<Edge> pulses(std::uint64_t seed, double speed, Instant torso = Instant{10s}) {
    Rng rng{seed};
    std::vector<Edge> edges;
    append_pulses({kGate, torso, speed}, rng, edges);
    return edges;
}

bool readable(const Source& source, std::chrono::milliseconds deadline) {
    pollfd waited{source.wait_fd(), POLLIN, 0};
    return ::poll(&waited, 1, static_cast<int>(deadline.count())) == 1;
}

}  // namespace

TEST_CASE("random numbers are the same everywhere and keep their bounds", "[unit]") {
    Rng rng{1};
    // mt19937_64 is fixed by the standard; these hold on every machine.
    CHECK(rng.between(0, 9) == 8);
    for (int i = 0; i < 1000; ++i) {
        const auto drawn = rng.between(-3, 3);
        CHECK(drawn >= -3);
        CHECK(drawn <= 3);
    }
    CHECK(rng.between(7, 7) == 7);
}

TEST_CASE("the torso begins at its Instant and is the longest of well-formed pulses", "[unit]") {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const double speed = 2.0 + static_cast<double>(seed % 90) / 10.0;
        INFO("seed " << seed << ", " << speed << " m/s");
        const auto edges = pulses(seed, speed);
        REQUIRE(edges.size() >= 2);
        REQUIRE(edges.size() % 2 == 0);
        std::chrono::nanoseconds longest{};
        Instant of_longest;
        for (std::size_t i = 0; i < edges.size(); i += 2) {
            REQUIRE(edges[i].broken);
            REQUIRE_FALSE(edges[i + 1].broken);
            REQUIRE(edges[i].at < edges[i + 1].at);
            if (i > 0) REQUIRE(edges[i - 1].at + 4ms <= edges[i].at);
            if (edges[i + 1].at - edges[i].at > longest) {
                longest = edges[i + 1].at - edges[i].at;
                of_longest = edges[i].at;
            }
        }
        CHECK(of_longest == Instant{10s});
        CHECK(edges.front().at >= Instant{10s} - 80ms);
    }
}

TEST_CASE("widths are those of a body at its speed", "[unit]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto edges = pulses(seed, 10.0);
        const auto torso = std::find_if(edges.begin(), edges.end(),
                                        [](const Edge& edge) { return edge.at == Instant{10s}; });
        REQUIRE(torso != edges.end());
        const auto width = (torso + 1)->at - torso->at;
        CHECK(width >= std::chrono::milliseconds{25});
        CHECK(width <= std::chrono::milliseconds{35});
        for (auto edge = edges.begin(); edge != torso; edge += 2) {
            CHECK((edge + 1)->at - edge->at >= std::chrono::microseconds{4500});
            CHECK((edge + 1)->at - edge->at <= std::chrono::milliseconds{9});
        }
    }
}

TEST_CASE("a seed gives the same body again, another seed another one", "[unit]") {
    CHECK(pulses(5, 8.0) == pulses(5, 8.0));
    CHECK(pulses(5, 8.0) != pulses(6, 8.0));
}

TEST_CASE("limbs before and after the torso do occur", "[unit]") {
    std::size_t early = 0;
    std::size_t late = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto edges = pulses(seed, 8.0);
        if (edges.front().at < Instant{10s}) ++early;
        if (edges.back().at - Instant{10s} > std::chrono::milliseconds{50}) ++late;
    }
    CHECK(early > 120);
    CHECK(late > 60);
}

TEST_CASE("a body just after boot stays in time after zero", "[unit]") {
    for (const auto& edge : pulses(3, 8.0, Instant{1ms})) CHECK(to_ns(edge.at) > 0);
}

TEST_CASE("two bodies in one beam break it once", "[unit]") {
    const auto edge = [](std::int64_t ms, bool broken) {
        return Edge{Instant{std::chrono::milliseconds{ms}}, kGate, Beam{0}, broken};
    };
    const auto seen = join_bodies({edge(10, true), edge(40, false), edge(30, true), edge(60, false),
                                   edge(60, true), edge(70, false)});
    CHECK(seen == std::vector{edge(10, true), edge(70, false)});
}

TEST_CASE("simulated edges come at their time through the descriptor", "[unit]") {
    Simulated source{7};
    CHECK_FALSE(readable(source, 0ms));
    const Instant torso = now_on_gate_clock() + 90ms;
    source.add({{{kGate, torso, 9.0}}}, now_on_gate_clock());

    std::vector<Input> got;
    const Instant deadline = torso + 5s;
    const auto has_torso = [&got, torso] {
        return std::any_of(got.begin(), got.end(),
                           [torso](const Input& input) { return instant_of(input) == torso; });
    };
    while (!has_torso() && now_on_gate_clock() < deadline) {
        REQUIRE(readable(source, 5s));
        const auto before = got.size();
        REQUIRE(source.read(got).has_value());
        for (std::size_t i = before; i < got.size(); ++i) {
            CHECK(instant_of(got[i]) <= now_on_gate_clock());
        }
    }
    CHECK(has_torso());
    CHECK(std::is_sorted(got.begin(), got.end(), [](const Input& a, const Input& b) {
        return instant_of(a) < instant_of(b);
    }));
}

TEST_CASE("nobody goes through a gate in the past", "[unit]") {
    Simulated source{7};
    const Instant now = now_on_gate_clock();
    source.add({{{kGate, now - 1ms, 9.0}}}, now);
    CHECK_FALSE(readable(source, 0ms));
}

TEST_CASE("after clear nobody comes, and who stands in a beam leaves it", "[unit]") {
    Simulated source{7};
    // Past moments are given at once: `now` is told to the source, so this test waits for nothing.
    source.add({{{kGate, Instant{1s}, 9.0}}}, Instant{});
    source.clear();
    CHECK_FALSE(readable(source, 0ms));

    const Instant now = now_on_gate_clock();
    const Passing inside{kGate, now - 10ms, 2.0};  // a torso of 125 ms and more
    source.add({{inside}}, Instant{});
    std::vector<Input> got;
    REQUIRE(source.read(got).has_value());
    REQUIRE_FALSE(got.empty());
    REQUIRE(std::get<Edge>(got.back()).broken);
    source.clear();
    while (std::get<Edge>(got.back()).broken) {
        REQUIRE(readable(source, 5s));
        REQUIRE(source.read(got).has_value());
    }
    CHECK_FALSE(readable(source, 0ms));
}

TEST_CASE("a staged run is moved to its start, and what would lie in the past is left out",
          "[unit]") {
    Scenario scenario;
    scenario.run.run = RunId{"r1"};
    scenario.run.distance = Distance::from_mm(400'000);
    EntryPlan plan{AthleteId{"Ada"}};
    plan.target = 52s;
    scenario.run.entries = {plan};
    scenario.dirt.cuts = {{{20s, 10s}, GateId{"g200"}}};
    const auto staged = stage(scenario);
    const auto& points = staged.truth[0].points;

    Simulated source{7};
    const Instant start = now_on_gate_clock() - 60s;
    // As if it were just after the first gate: its pulse is gone, the rest is all due by now.
    source.add(staged, start, start + (points[0].torso - staged.start) + 1ms);
    std::vector<Input> got;
    REQUIRE(source.read(got).has_value());
    REQUIRE(got.size() == 5);
    CHECK(std::get<EdgesLost>(got[0]).gate.text() == "g200");
    CHECK(instant_of(got[0]) == start + 30s);
    CHECK(std::get<Edge>(got[1]).gate.text() == "g300");
    CHECK(instant_of(got[1]) - start == points[2].torso - staged.start);
    source.clear();
    CHECK_FALSE(readable(source, 0ms));
}
