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
        auto run = (ground.gates[i].at.mm() - start_.mm() + lap) % lap;
        if (run == 0) {
            start_gates_.push_back(ground.gates[i].id);
            run = lap;
        }
        for (; run <= distance.mm(); run += lap) lines[Distance::from_mm(run)].push_back(i);
    }
    for (auto& [run, gates] : lines) lines_.push_back({run, std::move(gates)});
}

std::vector<CoursePoint> Course::columns() const { return points(kLane1); }

std::vector<CoursePoint> Course::points(Lane lane) const {
    std::vector<CoursePoint> points;
    points.reserve(lines_.size());
    for (const auto& line : lines_) {
        const auto seeing = std::find_if(line.gates.begin(), line.gates.end(), [&](std::size_t i) {
            return sees(ground_.gates[i], lane);
        });
        const auto gate = seeing == line.gates.end() ? line.gates.front() : *seeing;
        points.push_back({ground_.gates[gate].id, true_distance(lane, line.run), {}});
    }
    return points;
}

Distance Course::true_distance(Lane lane, Distance run) const {
    if (lane == kLane1) return run;
    const Lanes lanes{ground_.track};
    const Distance place = start_ + run;
    const Distance finish = start_ + distance_;
    switch (stagger_) {
        case Stagger::None:
            return run + Distance::from_metres(lanes.longer_by(lane, start_, place));
        case Stagger::One:
            return run - Distance::from_metres(lanes.longer_by(lane, place, finish));
        case Stagger::Break: {
            const auto lap = lanes.lap().mm();
            auto line = lanes.break_line();
            while (line <= start_) line = line + Distance::from_mm(lap);
            if (place <= line) {
                return run - Distance::from_metres(lanes.longer_by(lane, place, line) +
                                                   lanes.diagonal(lane));
            }
            const double crossed =
                (place - line).metres() / std::max(lanes.straight().metres(), 1.0);
            return run - Distance::from_metres(lanes.diagonal(lane) * std::max(0.0, 1 - crossed));
        }
    }
    return run;
}

}  // namespace qm::track
