// SPDX-License-Identifier: Apache-2.0
#include "gui/model/focus.hpp"

#include <fmt/format.h>

#include "gui/model/progress.hpp"
#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

constexpr std::size_t kStretches = 4;

std::string place_words(const RunState& run, const EntryState& entry,
                        std::optional<Elapsed> running) {
    const auto status = status_words(entry.standing.status);
    const auto& reason = entry.standing.reason;
    if (!status.empty()) return std::string(status) + (reason.empty() ? "" : ": " + reason);
    if (entry.standing.status == EntryStatus::Finished) return "finished";
    if (const auto* last = last_split(entry)) return print_place(last->at);
    if (running && *running < Elapsed{}) return "sets off in " + print_seconds(-*running);
    if (running && run.phase == RunPhase::Running) return "on the way";
    return print_place(run.distance);
}

void state_of(const RunState& run, FocusView& view) {
    if (run.phase == RunPhase::Created) {
        view.state = "not armed";
        view.state_tone = Tone::Behind;
        view.state_mark = Shape::Square;
    } else if (run.phase == RunPhase::Armed) {
        view.state = "armed";
        view.state_tone = Tone::Ready;
        view.state_mark = Shape::Dot;
    }
}

/// What the daemon says the stretches ahead must take.
void needs_of(const Standing& standing, FocusView& view) {
    for (const auto& need : standing.needs) {
        if (view.still.size() == kStretches) break;
        view.still.push_back(print_tenth(need.time));
    }
    view.still_goes_on = standing.needs.size() > kStretches;
}

/// What is left of the target, shared over the stretches still to run as the plan shares it.
void still_to_run(const EntryState& entry, FocusView& view) {
    const auto target = target_of(entry);
    const auto* last = last_split(entry);
    if (!target || entry.standing.status != EntryStatus::Running) return;
    if (!entry.standing.needs.empty()) {
        view.still_title = fmt::format("for {} still to run", print_official(*target));
        return needs_of(entry.standing, view);
    }
    if (last == nullptr) return;
    const auto size = entry.course.size();
    const auto from = static_cast<std::size_t>(last->point);
    if (from + 1 >= size || !entry.course[from].target || !entry.course.back().target) return;
    const auto planned = *entry.course.back().target - *entry.course[from].target;
    const auto left = *target - *last->time;
    if (planned <= Elapsed{} || left <= Elapsed{}) return;
    view.still_title = fmt::format("for {} still to run", print_official(*target));
    const double share = static_cast<double>(left.count()) / static_cast<double>(planned.count());
    for (std::size_t i = from + 1; i < size && view.still.size() < kStretches; ++i) {
        const auto& before = entry.course[i - 1].target;
        const auto& after = entry.course[i].target;
        if (!before || !after) return;
        const auto us = static_cast<double>((*after - *before).count()) * share;
        view.still.push_back(print_tenth(Elapsed{static_cast<std::int64_t>(us)}));
    }
    view.still_goes_on = size - from - 1 > kStretches;
}

/// The latest split there is something to compare with: where that is not the last one, the words say where.
void compare(const Model& model, const RunState& run, const EntryState& entry, FocusView& view) {
    const auto reference = model.reference(run, entry);
    const bool by_plan = model.against() == Against::Target;
    if (!by_plan) view.against = reference.words;
    const auto* last = last_split(entry);
    for (auto split = entry.splits.rbegin(); split != entry.splits.rend(); ++split) {
        if (!split->time || split->excluded) continue;
        const auto delta = delta_against(reference, *split, model.against());
        if (!delta && by_plan) return;
        if (!delta) continue;
        view.delta = delta_view(*delta, 1);
        if (&*split != last) view.against += ", at " + print_place(split->at);
        if (split->kind == SplitKind::Estimated) {
            view.delta->tone = Tone::Empty;
            view.delta->shape = Shape::Diamond;
        }
        return;
    }
}

std::string clock_words(const EntryState& entry, std::optional<Elapsed> running,
                        const RunState& run) {
    if (!entry.standing.official.empty()) return entry.standing.official;
    if (entry.standing.status != EntryStatus::Running) return "";
    if (!running || *running < Elapsed{} || run.phase != RunPhase::Running) return "0.0";
    return print_clock(*running);
}

}  // namespace

NoFocusView no_focus_view(const Model& model, LocalTime now) {
    if (!model.feed().has_session())
        return {"Waiting for the daemon", connection_words(model, now)};
    return {"No run yet", "N makes one."};
}

std::optional<FocusView> focus_view(const Model& model, LocalTime now) {
    const auto* run = model.run();
    const auto* entry = model.athlete();
    if (run == nullptr || entry == nullptr) return std::nullopt;
    const auto running = running_time(*run, *entry, model.feed().clock().gate_time(now));
    FocusView view;
    view.name = entry->plan.athlete.text();
    view.place = place_words(*run, *entry, running);
    view.clock = clock_words(*entry, running, *run);
    compare(model, *run, *entry, view);
    if (last_split(*entry) == nullptr) state_of(*run, view);
    if (!view.state.empty()) view.gates = readiness(model, now);
    still_to_run(*entry, view);
    const auto& standing = entry->standing;
    if (standing.reaction) view.reaction = "reaction " + print_reaction(*standing.reaction);
    if (standing.predicted && standing.status == EntryStatus::Running) {
        view.finish = print_tenth(*standing.predicted);
        if (standing.predicted_pm) view.finish_band = print_plus_minus(*standing.predicted_pm);
    }
    return view;
}

}  // namespace qm::gui
