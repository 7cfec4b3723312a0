// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/plan.hpp"

#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/pacing/real_runs.hpp"

using namespace qm;
using namespace std::chrono_literals;
using Catch::Matchers::WithinAbs;

namespace {

constexpr Distance m(int metres) { return Distance::from_mm(metres * 1000); }
double seconds(Elapsed time) { return static_cast<double>(time.count()) / 1e6; }

EntryPlan with_target(Elapsed target, std::optional<Sex> sex) {
    EntryPlan entry;
    entry.target = target;
    entry.sex = sex;
    return entry;
}

}  // namespace

TEST_CASE("a 400 m target is shared out as championship finals are run", "[pacing]") {
    struct Row {
        Sex sex;
        int target;
        double at100, at200, at300;  // published table of cumulative targets, to 0.01 s
    };
    const auto row = GENERATE(
        Row{Sex::Men, 44, 10.98, 21.12, 31.98}, Row{Sex::Men, 52, 12.98, 24.97, 37.80},
        Row{Sex::Women, 50, 12.28, 23.88, 36.31}, Row{Sex::Women, 58, 14.24, 27.71, 42.13});
    const pacing::Plan plan{with_target(std::chrono::seconds{row.target}, row.sex), m(400)};
    CHECK_THAT(seconds(*plan.target(m(100))), WithinAbs(row.at100, 0.0101));
    CHECK_THAT(seconds(*plan.target(m(200))), WithinAbs(row.at200, 0.0101));
    CHECK_THAT(seconds(*plan.target(m(300))), WithinAbs(row.at300, 0.0101));
    CHECK(*plan.target(m(400)) == std::chrono::seconds{row.target});
}

TEST_CASE("even pace takes the same time for every metre", "[pacing]") {
    auto entry = with_target(50s, Sex::Men);
    entry.pace = PaceModel::Even;
    const pacing::Plan plan{entry, m(400)};
    CHECK(*plan.target(m(100)) == 12'500ms);
    CHECK(*plan.target(m(300)) == 37'500ms);
}

TEST_CASE("given target points are met exactly and the target ends them", "[pacing]") {
    EntryPlan entry;
    entry.target_cum = {{m(200), 24s}, {m(300), 36'500ms}};
    entry.target = 50s;
    const pacing::Plan plan{entry, m(400)};
    CHECK(*plan.target(m(200)) == 24s);
    CHECK(*plan.target(m(300)) == 36'500ms);
    CHECK(*plan.target(m(400)) == 50s);
}

TEST_CASE("without a target nothing is shown as one", "[pacing]") {
    const pacing::Plan plan{EntryPlan{}, m(400)};
    CHECK_FALSE(plan.target(m(100)).has_value());
    CHECK(plan.expected(m(400)) > 40s);
}

TEST_CASE("a personal best is expected where there is no target, and never shown as one",
          "[pacing]") {
    EntryPlan entry;
    entry.best = 52s;
    entry.sex = Sex::Men;
    const pacing::Plan plan{entry, m(400)};
    CHECK(plan.expected(m(400)) == 52s);
    CHECK_THAT(plan.seconds_at(200), WithinAbs(24.97, 0.0101));
    CHECK_FALSE(plan.target(m(200)).has_value());
    CHECK(plan.spread() == 0.04);
    entry.target = 51s;
    CHECK(pacing::Plan{entry, m(400)}.expected(m(400)) == 51s);
}

TEST_CASE("the less is known of an athlete, the wider the spread", "[pacing]") {
    EntryPlan by_points;
    by_points.target_cum = {{m(200), 24s}};
    CHECK(pacing::Plan{with_target(50s, {}), m(400)}.spread() == 0.02);
    CHECK(pacing::Plan{by_points, m(400)}.spread() == 0.02);
    CHECK(pacing::Plan{EntryPlan{}, m(400)}.spread() == 0.12);
}

TEST_CASE("a plan rises all the way", "[pacing]") {
    const pacing::Plan plan{with_target(48s, std::nullopt), m(400)};
    for (int metre = 1; metre <= 460; ++metre) {
        REQUIRE(plan.expected(m(metre)) > plan.expected(m(metre - 1)));
    }
}

TEST_CASE("a prediction keeps the plan's shape and narrows on the way", "[pacing]") {
    const pacing::Plan plan{with_target(50s, Sex::Men), m(400)};
    const auto at200 = plan.predict(m(200), 24'500ms);
    CHECK_THAT(seconds(at200.finish), WithinAbs(24.5 / 0.4801, 0.001));
    const auto at300 = plan.predict(m(300), 36'345ms);
    CHECK_THAT(seconds(at300.finish), WithinAbs(50.0, 0.001));
    CHECK_THAT(seconds(at300.plus_minus), WithinAbs(0.45, 0.01));
    CHECK(at300.plus_minus < at200.plus_minus);
}

TEST_CASE("a predicted finish is as far off in real runs as its band says", "[pacing]") {
    const auto runs = test::runs_by_100();
    for (std::size_t i = 0; i < 3; ++i) {
        const auto at = m(100 * static_cast<int>(i + 1));
        double squares = 0;
        double bands = 0;
        for (const auto& real : runs) {
            const pacing::Plan plan{with_target(50s, real.sex), m(400)};
            const auto found = plan.predict(at, Elapsed{std::llround(real.cum[i] * 1e6)});
            squares += std::pow(seconds(found.finish) / real.cum[3] - 1, 2) / 72;
            bands += seconds(found.plus_minus) / real.cum[3] / 72;
        }
        INFO("after " << 100 * (i + 1) << " m");
        CHECK_THAT(bands / std::sqrt(squares), WithinAbs(1, 0.06));
    }
}

TEST_CASE("before anything is run the finish is as unsure as the plan", "[pacing]") {
    EntryPlan entry;
    entry.best = 50s;
    const auto found = pacing::Plan{entry, m(400)}.predict(m(0), 0s);
    CHECK(found.finish == 50s);
    CHECK(found.plus_minus == 2s);
}

TEST_CASE("an athlete gets going in the first 100 m as finalists did", "[pacing]") {
    const pacing::Plan plan{with_target(45s, Sex::Men), m(400)};
    const auto curve = pacing::SpeedCurve::for_time(45);
    for (const double metres : {5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 69.9, 80.0, 90.0, 100.0}) {
        INFO(metres << " m");
        CHECK_THAT(plan.seconds_at(metres), WithinAbs(curve.seconds_at(metres), 0.12));
    }
    const auto part = [](const auto& of) {
        return (of.seconds_at(69.9) - of.seconds_at(50)) / (of.seconds_at(100) - of.seconds_at(50));
    };
    CHECK_THAT(part(plan), WithinAbs(part(curve), 0.001));
}

TEST_CASE("a 400 m from a common line in lane 8 is shared out like any other", "[pacing]") {
    const pacing::Plan plan{with_target(57s, Sex::Men), Distance::from_mm(453'031)};
    CHECK(*plan.target(Distance::from_mm(453'031)) == 57s);
    CHECK_THAT(plan.seconds_at(453.031 / 2), WithinAbs(57 * 0.4801, 0.001));
}
