// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "daemon/pacing/curve.hpp"
#include "protocol/inputs.hpp"

namespace qm::pacing {

/// A finish time foreseen from what has been run.
struct Prediction {
    Elapsed finish{};
    Elapsed plus_minus{};  ///< one standard deviation
};

/// How an athlete means to run a distance: a planned time for each place on the way.
///
/// 400 m with a target follows the shares of real championship runs (shares.hpp). Other distances, and "even",
/// take the same time for every metre. Given target points are met exactly.
class Plan {
public:
    /// `total` is the true distance this athlete runs.
    Plan(const EntryPlan& entry, Distance total);

    [[nodiscard]] bool has_target() const { return has_target_; }
    [[nodiscard]] Distance total() const { return total_; }

    /// The planned time at a place; without a target, that of the personal best, or else what a middling
    /// athlete would take: good for expecting somebody, never shown as a target.
    [[nodiscard]] Elapsed expected(Distance at) const;

    /// The same in seconds, not rounded, for searches that ask often: no allocation, no errors.
    [[nodiscard]] double seconds_at(double metres) const { return curve_.seconds_at(metres); }

    /// By what share of the expected time an athlete may be off it, as one standard deviation of the
    /// logarithm: 0.02 with a target, 0.04 with a personal best, 0.12 with neither.
    [[nodiscard]] double spread() const { return spread_; }

    /// The planned time, for those who have a target.
    [[nodiscard]] std::optional<Elapsed> target(Distance at) const;

    /// The finish for somebody who took `time` to `at` and keeps the plan's shape from there. The spread is that of 72
    /// real 400 m runs foreseen like this: 2.0 % of the finish time after 100 m, 1.5 % after 200, 0.9 % after 300;
    /// before anything was run it is spread().
    [[nodiscard]] Prediction predict(Distance at, Elapsed time) const;

    /// When somebody who took `time` to `from` will be at `to`.
    [[nodiscard]] Elapsed carry_on(Distance from, Elapsed time, Distance to) const;

private:
    Curve curve_;
    Distance total_;
    bool has_target_;
    double spread_;
};

}  // namespace qm::pacing
