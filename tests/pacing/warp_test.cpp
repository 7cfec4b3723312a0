// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/warp.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "daemon/track/course.hpp"
#include "tests/pacing/real_runs.hpp"

using namespace qm;
using namespace std::chrono_literals;
using Catch::Matchers::WithinAbs;
using pacing::Knot;

namespace {

Distance m(double metres) { return Distance::from_metres(metres); }
double seconds(Elapsed time) { return static_cast<double>(time.count()) / 1e6; }
Elapsed elapsed(double seconds) { return Elapsed{std::llround(seconds * 1e6)}; }

pacing::Plan plan_for(Sex sex, Elapsed target = 45s) {
    EntryPlan entry;
    entry.target = target;
    entry.sex = sex;
    return pacing::Plan{entry, m(400)};
}

/// The gates of a staggered 400 m as a lane meets them.
std::vector<CoursePoint> gates_of(int lane) {
    LogHeader ground;
    ground.gates = {
        {GateId{"f"}, {}}, {GateId{"1"}, m(100)}, {GateId{"2"}, m(200)}, {GateId{"3"}, m(300)}};
    return track::Course::make(ground, m(400), Stagger::One)
        ->points(Lane{static_cast<std::uint8_t>(lane)});
}

/// The error of each 100 m time rebuilt from what the gates of a lane would have measured.
struct Rebuilt {
    std::array<double, 3> error{};
    std::array<double, 3> plus_minus{};
};

Rebuilt rebuild(const test::RealRun& real, int lane) {
    const test::SmoothRun run{real};
    const auto course = gates_of(lane);
    std::vector<Knot> measured;
    for (const auto& point : course) {
        measured.push_back({point.at, elapsed(run.seconds_at(point.at.metres()))});
    }
    const auto found = pacing::equivalents(plan_for(real.sex), course, measured);
    REQUIRE(found.size() == 3);
    Rebuilt rebuilt;
    for (std::size_t i = 0; i < 3; ++i) {
        REQUIRE(found[i].at == m(100.0 * static_cast<double>(i + 1)));
        rebuilt.error[i] = seconds(found[i].time) - run.seconds_at(found[i].at.metres());
        rebuilt.plus_minus[i] = seconds(found[i].plus_minus);
    }
    return rebuilt;
}

/// The published bounds of the template warp at 100, 200 and 300 m, to a hundredth of a second.
struct Bounds {
    int lane;
    std::array<double, 3> worst;
};
const std::vector<Bounds> kBounds{{2, {0.01, 0.00, 0.00}},
                                  {4, {0.02, 0.01, 0.01}},
                                  {6, {0.04, 0.03, 0.01}},
                                  {8, {0.06, 0.04, 0.01}}};
constexpr double kHalfAHundredth = 0.005;

/// One split left out of a complete run and rebuilt, as a share of the times to its neighbours.
double share_off(const test::RealRun& real, std::size_t dropped) {
    const Knot before = dropped == 0 ? Knot{}
                                     : Knot{m(100.0 * static_cast<double>(dropped)),
                                            elapsed(real.cum[dropped - 1])};
    const Knot after{m(100.0 * static_cast<double>(dropped + 2)), elapsed(real.cum[dropped + 1])};
    const auto found = pacing::estimate_between(plan_for(real.sex), before, after,
                                                m(100.0 * static_cast<double>(dropped + 1)));
    const double since = real.cum[dropped] - seconds(before.time);
    const double until = seconds(after.time) - real.cum[dropped];
    return (seconds(found.time) - real.cum[dropped]) * (since + until) / (since * until);
}

}  // namespace

TEST_CASE(
    "100 m times from staggered gates are within the published bounds on finals timed every 50 m",
    "[pacing]") {
    for (const auto& [lane, worst] : kBounds) {
        for (const auto& real : test::runs_by_50()) {
            const auto rebuilt = rebuild(real, lane);
            for (std::size_t i = 0; i < 3; ++i) {
                INFO("lane " << lane << ", " << real.athlete << " at " << 100 * (i + 1) << " m");
                CHECK(std::abs(rebuilt.error[i]) < worst[i] + kHalfAHundredth);
            }
        }
    }
}

TEST_CASE("in every lane the plus-minus of a converted time is its real spread or a little more",
          "[pacing]") {
    // Between marks 100 m apart the run itself is modelled, so there only the spread can be held to account.
    const auto runs = GENERATE(test::runs_by_50(), test::runs_by_100());
    for (int lane = 2; lane <= 9; ++lane) {
        std::array<double, 3> squares{};
        Rebuilt rebuilt;
        for (const auto& real : runs) {
            rebuilt = rebuild(real, lane);
            for (std::size_t i = 0; i < 3; ++i) {
                squares[i] += rebuilt.error[i] * rebuilt.error[i];
                CHECK(std::abs(rebuilt.error[i]) < 3.5 * rebuilt.plus_minus[i]);
            }
        }
        for (std::size_t i = 0; i < 3; ++i) {
            const double spread = std::sqrt(squares[i] / static_cast<double>(runs.size()));
            INFO("lane " << lane << " at " << 100 * (i + 1) << " m, " << runs.size() << " runs");
            CHECK(spread < 1.25 * rebuilt.plus_minus[i]);
        }
    }
}

TEST_CASE("a split left out of a real run comes back with the spread its plus-minus says",
          "[pacing]") {
    const auto runs = test::runs_by_100();
    REQUIRE(runs.size() == 72);
    double all = 0;
    for (std::size_t dropped = 0; dropped < 3; ++dropped) {
        double squares = 0;
        double sum = 0;
        for (const auto& real : runs) {
            const double off = share_off(real, dropped);
            squares += off * off / 72;
            sum += off / 72;
        }
        INFO("the split at " << 100 * (dropped + 1) << " m");
        CHECK_THAT(std::sqrt(squares), WithinAbs(0.023, 0.0015));
        CHECK(std::abs(sum) < 0.005);
        all += squares / 3;
    }
    // The header's 2.4 % is that, rounded up.
    CHECK_THAT(std::sqrt(all), WithinAbs(0.0227, 0.0005));
    const auto plan = plan_for(Sex::Men);
    const auto found = pacing::estimate_between(plan, {m(100), 11s}, {m(300), 32s}, m(200));
    const double since = seconds(found.time) - 11;
    const double until = 32 - seconds(found.time);
    CHECK_THAT(seconds(found.plus_minus), WithinAbs(0.024 * since * until / 21, 1e-5));
}

TEST_CASE("a warped curve goes through what was measured and ends there", "[pacing]") {
    const auto plan = plan_for(Sex::Women, 50s);
    const std::vector<Knot> measured{
        {m(69.9), 9'100ms}, {m(173.49), 21'300ms}, {m(296.42), 36'900ms}};
    const pacing::Warp warp{plan, measured};
    for (const auto& knot : measured) {
        const auto there = warp.at(knot.at);
        REQUIRE(there);
        CHECK(there->time == knot.time);
        CHECK(there->plus_minus == 0us);
    }
    CHECK_FALSE(warp.at(m(296.43)));
    CHECK_FALSE(warp.at(m(0)));
    CHECK_FALSE(pacing::Warp(plan, {}).at(m(50)));
    CHECK(warp.at(m(1))->time > 0us);
}

TEST_CASE("who runs exactly to another target's plan is rebuilt exactly", "[pacing]") {
    const auto fast = plan_for(Sex::Men, 44s);
    const auto slow = plan_for(Sex::Men, 61s);
    std::vector<Knot> measured;
    for (const auto& point : gates_of(7)) measured.push_back({point.at, slow.expected(point.at)});
    const pacing::Warp warp{fast, measured};
    for (int metre = 1; metre <= 400; ++metre) {
        REQUIRE_THAT(seconds(warp.at(m(metre))->time),
                     WithinAbs(seconds(slow.expected(m(metre))), 2e-6));
    }
}

TEST_CASE("however an athlete runs, a rebuilt time lies between the measured ones", "[pacing]") {
    const auto seed = GENERATE(range(1u, 21u));
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> stretch{5, 120};
    std::uniform_real_distribution<double> pace{0.08, 2.0};
    const auto plan = plan_for(Sex::Women, 55s);
    for (int round = 0; round < 20; ++round) {
        std::vector<Knot> measured;
        double metres = 0;
        double time = 0;
        for (;;) {
            const double further = stretch(random);
            metres += further;
            time += further * pace(random);
            if (metres > 400) break;
            measured.push_back({m(metres), elapsed(time)});
        }
        const pacing::Warp warp{plan, measured};
        Knot before{};
        for (const auto& after : measured) {
            for (int part = 1; part < 8; ++part) {
                const auto place =
                    Distance::from_mm(before.at.mm() + (after.at - before.at).mm() * part / 8);
                const auto between = warp.at(place);
                REQUIRE(between);
                REQUIRE(between->time > before.time);
                REQUIRE(between->time < after.time);
                REQUIRE(between->plus_minus >= 0us);
            }
            before = after;
        }
    }
}

TEST_CASE("lane 1 needs no converted times, and nobody gets one that no gate has passed yet",
          "[pacing]") {
    const auto plan = plan_for(Sex::Men);
    const std::vector<Knot> measured{{m(100), 11s}, {m(200), 21'300ms}};
    CHECK(pacing::equivalents(plan, gates_of(1), measured).empty());
    CHECK(pacing::equivalents(plan, gates_of(8), {}).empty());
    const auto lane8 = gates_of(8);
    CHECK(pacing::equivalents(plan, lane8, {{lane8[0].at, 8s}}).empty());
    const auto two = pacing::equivalents(plan, lane8, {{lane8[0].at, 8s}, {lane8[1].at, 18s}});
    REQUIRE(two.size() == 1);
    CHECK(two[0].at == m(100));
}

TEST_CASE("a missed gate of lane 1 is estimated from its neighbours", "[pacing]") {
    const auto plan = plan_for(Sex::Men, 46s);
    const auto first = pacing::estimate_between(plan, {}, {m(200), 22'080ms}, m(100));
    CHECK_THAT(seconds(first.time), WithinAbs(11.48, 0.01));
    CHECK_THAT(seconds(first.plus_minus), WithinAbs(0.13, 0.01));
    // The more gates saw nothing, the less sure.
    const auto wide = pacing::estimate_between(plan, {m(100), 11'480ms}, {m(400), 46s}, m(200));
    CHECK(wide.plus_minus > first.plus_minus);
}
