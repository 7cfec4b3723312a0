// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_control.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace qm::gui {

std::optional<Input> arm_or_disarm(const RunState& run) {
    if (run.phase == RunPhase::Created) return Arm{{}, run.run, {}};
    if (run.phase == RunPhase::Armed) return Disarm{{}, run.run, {}};
    return std::nullopt;
}

std::optional<Input> start_by_hand(const RunState& run) {
    if (run.phase != RunPhase::Armed || run.start == StartKind::Gate) return std::nullopt;
    return Start{{}, run.run, StartKind::Hand, {}};
}

std::optional<Input> end_run(const RunState& run) {
    if (run.phase != RunPhase::Running) return std::nullopt;
    return End{{}, run.run, {}};
}

std::optional<Input> call_back(const RunState& run) {
    if (run.phase != RunPhase::Running) return std::nullopt;
    Recall recall;
    recall.run = run.run;
    return recall;
}

std::optional<Input> run_again(const RunState& run, RunId id) {
    if (run.phase != RunPhase::Ended || run.entries.empty()) return std::nullopt;
    CreateRun again;
    again.run = std::move(id);
    again.distance = run.distance;
    again.start = run.start;
    again.stagger = run.stagger;
    for (const auto& entry : run.entries) again.entries.push_back(entry.plan);
    return again;
}

RunId new_run_id(const SessionState& session) {
    unsigned highest = 0;
    for (const auto& run : session.runs) {
        const auto& text = run.run.text();
        unsigned number = 0;
        if (!text.starts_with('r')) continue;
        const auto* last = text.data() + text.size();
        const auto [end, failed] = std::from_chars(text.data() + 1, last, number);
        if (failed == std::errc{} && end == last) highest = std::max(highest, number);
    }
    return RunId{fmt::format("r{}", highest + 1)};
}

}  // namespace qm::gui
