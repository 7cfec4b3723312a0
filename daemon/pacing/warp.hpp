// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "daemon/pacing/plan.hpp"
#include "protocol/state.hpp"

/// Times where nothing was measured, from those that were: the plan's curve is stretched so that it goes through the
/// measured times (a template warp). All of them are estimates, with a plus-minus of one standard deviation
/// that holds the estimating alone; what the measured times are off comes on top.
///
/// The plus-minus is 2.4 % of tl tr / (tl + tr), where tl and tr are the times to the measured places before and after;
/// less, in proportion, where these are closer together than 200 m. From real runs: where the 100, 200 or 300 m
/// split of 72 complete ones (46 men, 26 women) is left out and rebuilt from its neighbours, 2.3 % (0.12 s at
/// 46 s). For 100 m times from gates in a staggered lane it makes 0.005 / 0.014 / 0.022 / 0.028 s at 100 m in lanes 2 /
/// 4 / 6 / 8, against 0.002 / 0.010 / 0.020 / 0.028 s found in sixteen finals timed every 50 m, at worst 0.004 /
/// 0.019 / 0.036 / 0.050 s.
namespace qm::pacing {

/// A measured time at a true distance.
struct Knot {
    Distance at;
    Elapsed time{};
};

struct Estimate {
    Elapsed time{};
    Elapsed plus_minus{};
};

/// One athlete's measured times as a curve over the distance.
///
/// With P the plan's curve and rho = time / P at each knot, the time at d is rho(d) P(d): rho is a piecewise cubic
/// through the knots with the slopes of parabolas through three of them (a straight line through two), and
/// constant before the first. Where that would leave the times of the two knots around d, the plan's own rise
/// between them is stretched instead.
class Warp {
public:
    /// Knots rise strictly in both distance and time, above 0; the plan is copied from, not kept.
    Warp(const Plan& plan, const std::vector<Knot>& knots);

    /// Empty beyond the last knot, where nothing is known yet, and at or before the start.
    [[nodiscard]] std::optional<Estimate> at(Distance place) const;

private:
    struct Pin {
        double metres;
        double seconds;
        double rho;
        double slope;  ///< of rho, a metre
    };
    [[nodiscard]] double seconds_between(const Pin& before, const Pin& after, double metres) const;

    Plan plan_;
    std::vector<Pin> pins_;
};

/// The time at a place of which the gate saw nothing, from the measured ones before and after it; before the
/// first, (0, 0) is the one before. `at` lies between them.
[[nodiscard]] Estimate estimate_between(const Plan& plan, const Knot& before, const Knot& after,
                                        Distance at);

/// What the time was at each 100 m that no point of the course marks, as far as there are measured times.
[[nodiscard]] std::vector<Equivalent> equivalents(const Plan& plan,
                                                  const std::vector<CoursePoint>& course,
                                                  const std::vector<Knot>& measured);

}  // namespace qm::pacing
