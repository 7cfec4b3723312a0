// SPDX-License-Identifier: Apache-2.0
#include "gui/model/settle.hpp"

#include <algorithm>

#include "gui/model/progress.hpp"
#include "protocol/apply.hpp"

namespace qm::gui {

namespace {

Correction of(const RunState& run) { return {{}, run.run, {}, {}, {}}; }

PassageRef passage_of(const Split& split) { return {split.gate, *split.instant}; }

bool was_seen(const EntryState& entry) {
    return std::any_of(entry.splits.begin(), entry.splits.end(), [](const Split& split) {
        return split.kind != SplitKind::Missed && split.kind != SplitKind::Estimated;
    });
}

}  // namespace

const Split* doubtful_split(const EntryState& entry) {
    const auto found = std::find_if(
        entry.splits.rbegin(), entry.splits.rend(),
        [](const Split& split) { return is_doubtful(split) && split.instant.has_value(); });
    return found == entry.splits.rend() ? nullptr : &*found;
}

std::optional<Input> swap_split(const RunState& run, const EntryState& entry, const Split& split) {
    if (!split.runner_up || !split.instant) return std::nullopt;
    const auto* other = find_entry(run, *split.runner_up);
    if (other == nullptr) return std::nullopt;
    const auto* theirs = split_at(*other, split.point);
    // Where their lanes meet other gates, the same number is another place.
    const bool is_same_gate = theirs != nullptr && theirs->gate == split.gate;
    if (is_same_gate && theirs->kind == SplitKind::Measured) {
        return Swap{of(run), entry.plan.athlete, *split.runner_up, split.point};
    }
    return Assign{of(run), passage_of(split), *split.runner_up};
}

std::optional<Input> swap_doubtful(const RunState& run, const EntryState& entry) {
    const auto* split = doubtful_split(entry);
    return split == nullptr ? std::nullopt : swap_split(run, entry, *split);
}

std::optional<Input> confirm_doubtful(const RunState& run, const EntryState& entry) {
    const auto* split = doubtful_split(entry);
    if (split == nullptr) return std::nullopt;
    return Assign{of(run), passage_of(*split), entry.plan.athlete};
}

std::optional<Input> discard_doubtful(const RunState& run, const EntryState& entry) {
    const auto* split = doubtful_split(entry);
    if (split == nullptr) return std::nullopt;
    return Discard{of(run), passage_of(*split)};
}

std::optional<Input> tap(const RunState& run, const EntryState& entry) {
    const bool is_under_way =
        run.phase == RunPhase::Running && entry.standing.status == EntryStatus::Running;
    if (!is_under_way) return std::nullopt;
    return Tap{of(run), entry.plan.athlete, {}};
}

std::optional<Input> take_out(const RunState& run, const EntryState& entry) {
    if (run.phase == RunPhase::Created) return std::nullopt;
    const auto out = [&](EntryStatus status) {
        return SetStatus{of(run), entry.plan.athlete, status};
    };
    switch (entry.standing.status) {
        case EntryStatus::Running:
            return out(was_seen(entry) ? EntryStatus::Dnf : EntryStatus::Dns);
        case EntryStatus::Dns:
            return out(EntryStatus::Dnf);
        case EntryStatus::Dnf:
            return out(EntryStatus::Dns);
        case EntryStatus::Finished:
            return out(EntryStatus::Dq);
        case EntryStatus::Dq:
            break;
    }
    return std::nullopt;
}

const ActRecord* last_act(const RunState& run) {
    const auto found = std::find_if(run.acts.rbegin(), run.acts.rend(),
                                    [](const ActRecord& act) { return !act.undone; });
    return found == run.acts.rend() ? nullptr : &*found;
}

std::optional<Input> undo_last(const RunState& run) {
    const auto* act = last_act(run);
    if (act == nullptr) return std::nullopt;
    return Undo{of(run), act->number};
}

const ActRecord* act_to_redo(const RunState& run) {
    const auto* holds = last_act(run);
    const auto after = holds == nullptr ? 0 : holds - run.acts.data() + 1;
    const auto found = run.acts.begin() + after;
    return found == run.acts.end() ? nullptr : &*found;
}

std::optional<Input> redo_last(const RunState& run) {
    const auto* act = act_to_redo(run);
    if (act == nullptr) return std::nullopt;
    return Redo{of(run), act->number};
}

}  // namespace qm::gui
