// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/speed_curve.hpp"

#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/pacing/real_runs.hpp"

using namespace qm;
using Catch::Matchers::WithinAbs;
using pacing::SpeedCurve;

TEST_CASE("a speed curve for a time runs 400 m in it", "[pacing]") {
    const double seconds = GENERATE(43.0, 45.0, 50.0, 58.0, 75.0, 100.0);
    const auto curve = SpeedCurve::for_time(seconds);
    CHECK_THAT(curve.seconds_at(400), WithinAbs(seconds, 0.001));
    CHECK_THAT(curve.distance_at(seconds), WithinAbs(400, 0.01));
}

TEST_CASE("a speed curve at 45 s has the top speed of finalists, early", "[pacing]") {
    const auto curve = SpeedCurve::for_time(45);
    CHECK(curve.top_speed() > 9.8);
    CHECK(curve.top_speed() < 10.9);
    CHECK(curve.peak_at() > 5.5);
    CHECK(curve.peak_at() < 6.7);
    CHECK(curve.speed_at(curve.peak_at()) >= curve.speed_at(curve.peak_at() - 0.1));
    CHECK(curve.speed_at(curve.peak_at()) >= curve.speed_at(curve.peak_at() + 0.1));
}

TEST_CASE("speed is how fast the distance of a speed curve grows", "[pacing]") {
    const auto curve = SpeedCurve::for_time(52);
    for (double t = 0.5; t < 60; t += 0.7) {
        const double grown = (curve.distance_at(t + 1e-4) - curve.distance_at(t - 1e-4)) / 2e-4;
        REQUIRE_THAT(curve.speed_at(t), WithinAbs(grown, 1e-5));
    }
    CHECK(curve.distance_at(0.1) == 0);
    CHECK(curve.speed_at(0.1) == 0);
}

TEST_CASE("time and distance of a speed curve undo each other, as far as it goes", "[pacing]") {
    const auto curve = SpeedCurve::for_time(GENERATE(44.0, 60.0));
    for (double metres = 0.5; metres <= 800; metres += 0.5) {
        REQUIRE_THAT(curve.distance_at(curve.seconds_at(metres)), WithinAbs(metres, 1e-5));
    }
    CHECK(curve.seconds_at(0) == SpeedCurve::kReaction);
    CHECK(std::isinf(curve.seconds_at(5000)));
    CHECK_THAT(curve.speed_at(curve.stop_at() - 1e-6), WithinAbs(0, 1e-3));
    CHECK(curve.distance_at(1e6) == curve.distance_at(curve.stop_at()));
}

TEST_CASE("a speed curve fits real finals timed every 50 m to a few hundredths", "[pacing]") {
    int within = 0;
    const auto runs = test::runs_by_50();
    for (const auto& real : runs) {
        const auto curve = test::fitted(real);
        double squares = 0;
        for (std::size_t i = 0; i < real.cum.size(); ++i) {
            const double off = curve.seconds_at(50.0 * static_cast<double>(i + 1)) - real.cum[i];
            squares += off * off;
        }
        const double rms = std::sqrt(squares / static_cast<double>(real.cum.size()));
        INFO(real.athlete);
        CHECK(rms < 0.11);
        within += rms < 0.05 ? 1 : 0;
    }
    REQUIRE(runs.size() == 16);
    CHECK(within >= 11);
}

TEST_CASE("the curve for a time is the mean of the finals it was fitted to", "[pacing]") {
    const auto runs = test::runs_by_50();
    for (std::size_t i = 0; i < 8; ++i) {
        double share = 0;
        for (std::size_t r = 0; r < 11; ++r) share += runs[r].cum[i] / runs[r].cum[7] / 11;
        const double metres = 50.0 * static_cast<double>(i + 1);
        CHECK_THAT(SpeedCurve::for_time(45).seconds_at(metres), WithinAbs(45 * share, 0.03));
    }
}
