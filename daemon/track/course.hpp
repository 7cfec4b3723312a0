// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/result.hpp"
#include "protocol/state.hpp"

namespace qm::track {

/// Where a run goes: its start, and every gate line it passes, in order.
///
/// A run of D metres ends at the finish line, so it starts D before it: 400 and 800 m on the line itself,
/// 300 and 1500 m at the 100 m gate, 600 m at the 200 m gate.
class Course {
public:
    /// Errors: a distance outside the limits, or more gate lines than limits::kCoursePoints.
    [[nodiscard]] static Result<Course> make(const LogHeader& ground, Distance distance,
                                             Stagger stagger);

    /// The gate lines with lane 1's distances: the columns of the board.
    [[nodiscard]] std::vector<CoursePoint> columns() const;

    /// The same lines as an athlete in this lane meets them: the gate whose beam sees the lane there, and
    /// the true distance run. As many points as columns(), in the same order.
    [[nodiscard]] std::vector<CoursePoint> points(Lane lane) const;

    /// The gates that stand on the start line, if any.
    [[nodiscard]] const std::vector<GateId>& start_gates() const { return start_gates_; }

private:
    /// A line across the track with the gates (by index) that stand on it.
    struct Line {
        Distance run;  ///< lane 1's distance from the start
        std::vector<std::size_t> gates;
    };

    Course(const LogHeader& ground, Distance distance, Stagger stagger);
    [[nodiscard]] Distance true_distance(Lane lane, Distance run) const;

    LogHeader ground_;
    Distance distance_;
    Stagger stagger_;
    Distance
        start_;  ///< place of the start line along lane 1, from the finish line, less than a lap
    std::vector<Line> lines_;
    std::vector<GateId> start_gates_;
};

/// Whether the gate's beam sees this lane.
[[nodiscard]] bool sees(const GatePlace& gate, Lane lane);

}  // namespace qm::track
