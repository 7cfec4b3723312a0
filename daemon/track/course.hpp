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
/// 300 and 1500 m at the 100 m gate, 600 m at the 200 m gate. Only beams are gates of a course: a gun or a
/// starting block stands on no line.
///
/// The stagger: `one` is the whole run in lanes, each lane's start moved ahead by what its bends are longer;
/// `break` is in lanes to the end of the first bend 1 after the start, then straight over to lane 1 along the back
/// straight, or the whole way in lanes where the finish comes before; `none` is from one line, each in its
/// own lane to the end.
class Course {
public:
    /// Errors: a distance outside the limits, or more gate lines than limits::kCoursePoints.
    [[nodiscard]] static Result<Course> make(const LogHeader& ground, Distance distance,
                                             Stagger stagger);

    /// The gate lines with lane 1's distances: the columns of the board.
    [[nodiscard]] std::vector<CoursePoint> columns() const;

    /// The lines an athlete in this lane meets: the gate whose beam sees the lane there, and the true distance
    /// run. In the order of columns(), without the lines where no beam sees the lane and those that lie
    /// behind the lane's own staggered start. May be empty.
    [[nodiscard]] std::vector<CoursePoint> points(Lane lane) const;

    /// What an athlete in this lane has truly run where lane 1's has run `run`; not above 0 where the lane's own
    /// start lies ahead of there.
    [[nodiscard]] Distance true_distance(Lane lane, Distance run) const;

    /// The true distance of the whole run in this lane: more than the run's own where there is no stagger.
    [[nodiscard]] Distance total(Lane lane) const { return true_distance(lane, distance_); }

    /// The gates that stand on the start line, if any.
    [[nodiscard]] const std::vector<GateId>& start_gates() const { return start_gates_; }

private:
    /// A line across the track with the gates (by index) that stand on it.
    struct Line {
        Distance run;  ///< lane 1's distance from the start
        std::vector<std::size_t> gates;
    };

    Course(const LogHeader& ground, Distance distance, Stagger stagger);
    [[nodiscard]] Distance in_lanes_to(Distance end, Lane lane, Distance run) const;
    [[nodiscard]] Distance with_break(Lane lane, Distance run) const;

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
