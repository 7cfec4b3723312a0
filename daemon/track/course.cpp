// SPDX-License-Identifier: Apache-2.0
#include "daemon/track/course.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "daemon/track/lanes.hpp"
#include "protocol/limits.hpp"

namespace qm::track {

namespace {

constexpr Lane kLane1{1};

}  // namespace

bool sees(const GatePlace& gate, Lane lane) {
    return gate.lanes.empty() ||
           std::find(gate.lanes.begin(), gate.lanes.end(), lane) != gate.lanes.end();
}

Result<Course> Course::make(const LogHeader& ground, Distance distance, Stagger stagger) {
    if (distance.metres() < limits::kMinRunMetres || distance.metres() > limits::kMaxRunMetres) {
        return Error{"bad_field",
                     fmt::format("is {}; a run must be {} to {} metres", distance.metres(),
                                 limits::kMinRunMetres, limits::kMaxRunMetres),
                     "distance_m"};
    }
    Course course{ground, distance, stagger};
    if (course.lines_.size() > limits::kCoursePoints) {
        return Error{"bad_field",
                     fmt::format("is {}: that passes {} gate lines; at most {} can be timed",
                                 distance.metres(), course.lines_.size(), limits::kCoursePoints),
                     "distance_m"};
    }
    return course;
}

Course::Course(const LogHeader& ground, Distance distance, Stagger stagger)
    : ground_(ground), distance_(distance), stagger_(stagger) {
    const auto lap = ground.track.lap.mm();
    start_ = Distance::from_mm((lap - distance.mm() % lap) % lap);
    std::map<Distance, std::vector<std::size_t>> lines;
    for (std::size_t i = 0; i < ground.gates.size(); ++i) {
        if (ground.gates[i].role != GateRole::Beam) continue;
        auto run = (ground.gates[i].at.mm() - start_.mm() + lap) % lap;
        if (run == 0) {
            start_gates_.push_back(ground.gates[i].id);
            run = lap;
        }
        for (; run <= distance.mm(); run += lap) lines[Distance::from_mm(run)].push_back(i);
    }
    for (auto& [run, gates] : lines) lines_.push_back({run, std::move(gates)});
}

std::vector<CoursePoint> Course::columns() const {
    std::vector<CoursePoint> columns;
    columns.reserve(lines_.size());
    for (const auto& line : lines_) {
        columns.push_back({ground_.gates[line.gates.front()].id, line.run, {}});
    }
    return columns;
}

std::vector<CoursePoint> Course::points(Lane lane) const {
    std::vector<CoursePoint> points;
    points.reserve(lines_.size());
    for (const auto& line : lines_) {
        const auto seeing = std::find_if(line.gates.begin(), line.gates.end(), [&](std::size_t i) {
            return sees(ground_.gates[i], lane);
        });
        const auto at = true_distance(lane, line.run);
        if (seeing == line.gates.end() || at <= Distance{}) continue;
        points.push_back({ground_.gates[*seeing].id, at, {}});
    }
    return points;
}

Distance Course::true_distance(Lane lane, Distance run) const {
    if (lane == kLane1) return run;
    switch (stagger_) {
        case Stagger::None: {
            const Lanes lanes{ground_.track};
            return run + Distance::from_metres(lanes.longer_by(lane, start_, start_ + run));
        }
        case Stagger::One:
            return in_lanes_to(start_ + distance_, lane, run);
        case Stagger::Break:
            return with_break(lane, run);
    }
    return run;
}

/// Where all lanes are level at `end`, a lane that still has longer bends before it has run so much less.
Distance Course::in_lanes_to(Distance end, Lane lane, Distance run) const {
    const Lanes lanes{ground_.track};
    return run - Distance::from_metres(lanes.longer_by(lane, start_ + run, end));
}

Distance Course::with_break(Lane lane, Distance run) const {
    const Lanes lanes{ground_.track};
    auto line = lanes.break_line();
    while (line <= start_) line = line + lanes.lap();
    if (line >= start_ + distance_) return in_lanes_to(start_ + distance_, lane, run);
    const auto diagonal = lanes.diagonal(lane);
    if (start_ + run <= line) {
        return in_lanes_to(line, lane, run) - Distance::from_metres(diagonal);
    }
    const double crossed =
        (start_ + run - line).metres() / std::max(lanes.straight().metres(), 1.0);
    return run - Distance::from_metres(diagonal * std::max(0.0, 1 - crossed));
}

}  // namespace qm::track
