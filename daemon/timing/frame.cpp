// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/frame.hpp"

#include <algorithm>

namespace qm::timing {

namespace {

constexpr double kAround = 2.0;  ///< metres, over which a planned speed is taken

double planned_speed(const pacing::Plan& pace, double metres) {
    const double seconds = pace.seconds_at(metres) - pace.seconds_at(metres - kAround);
    return kAround / seconds;
}

naming::Participant participant(const Frame& frame, const std::vector<CoursePoint>& course,
                                const pacing::Plan& pace) {
    naming::Participant who;
    who.spread = pace.spread();
    who.marks.reserve(course.size());
    for (const auto& point : course) {
        const double metres = point.at.metres();
        who.marks.push_back({static_cast<int>(frame.gate_index(point.gate)), metres,
                             pace.seconds_at(metres), planned_speed(pace, metres)});
    }
    return who;
}

}  // namespace

std::optional<std::size_t> Frame::find(const AthleteId& athlete) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entered& entry) {
        return entry.plan.athlete == athlete;
    });
    if (found == entries.end()) return std::nullopt;
    return static_cast<std::size_t>(found - entries.begin());
}

std::size_t Frame::gate_index(const GateId& gate) const {
    const auto found = std::find_if(ground.gates.begin(), ground.gates.end(),
                                    [&](const GatePlace& place) { return place.id == gate; });
    return static_cast<std::size_t>(found - ground.gates.begin());
}

bool Frame::is_start_gate(std::size_t gate) const {
    const auto& gates = course.start_gates();
    return std::find(gates.begin(), gates.end(), ground.gates[gate].id) != gates.end();
}

Frame make_frame(const LogHeader& ground, const Settings& settings, const CreateRun& run,
                 track::Course course) {
    Frame frame{ground, settings, run, std::move(course), {}};
    for (const auto& plan : run.entries) {
        const Lane lane = plan.lane.value_or(Lane{1});
        auto points = frame.course.points(lane);
        pacing::Plan pace{plan, frame.course.total(lane)};
        for (auto& point : points) point.target = pace.target(point.at);
        auto who = participant(frame, points, pace);
        frame.entries.push_back({plan, std::move(points), std::move(pace), std::move(who)});
    }
    return frame;
}

}  // namespace qm::timing
