// SPDX-License-Identifier: Apache-2.0
#include "gui/model/columns.hpp"

#include <algorithm>
#include <cstdint>

namespace qm::gui {

namespace {

/// Two gates of one line: a gate of its own for each lane stands at the same place.
bool is_same_line(const SessionState& session, const GateId& one, const GateId& other) {
    if (one == other) return true;
    const auto place = [&session](const GateId& id) {
        return std::find_if(session.gates.begin(), session.gates.end(),
                            [&id](const GateState& gate) { return gate.place.id == id; });
    };
    const auto here = place(one);
    const auto there = place(other);
    return here != session.gates.end() && there != session.gates.end() &&
           here->place.at == there->place.at;
}

}  // namespace

std::vector<std::optional<int>> points_by_column(const SessionState& session, const RunState& run,
                                                 const EntryState& entry) {
    std::vector<std::optional<int>> points(run.course.size());
    auto point = entry.course.size();
    for (auto column = run.course.size(); column > 0 && point > 0; --column) {
        if (!is_same_line(session, run.course[column - 1].gate, entry.course[point - 1].gate)) {
            continue;
        }
        points[column - 1] = static_cast<int>(--point);
    }
    return points;
}

std::vector<std::size_t> lap_columns(const SessionState& session, const RunState& run) {
    constexpr std::int64_t near_mm = 500;
    std::vector<std::size_t> columns;
    const auto lap = session.track.lap.mm();
    if (lap <= 0) return columns;
    for (std::size_t i = 0; i < run.course.size(); ++i) {
        const auto left = (run.distance.mm() - run.course[i].at.mm()) % lap;
        if (left < near_mm || left > lap - near_mm) columns.push_back(i);
    }
    return columns;
}

}  // namespace qm::gui
