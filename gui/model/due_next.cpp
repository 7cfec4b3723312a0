// SPDX-License-Identifier: Apache-2.0
#include "gui/model/due_next.hpp"

#include <algorithm>

#include "gui/model/progress.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

namespace {

/// Within it nobody is called late: the prediction is no better.
constexpr Elapsed kOnTime{1'000'000};

struct Due {
    const EntryState* entry = nullptr;
    Elapsed in{};
    std::string place;
};

std::optional<Due> due_of(const RunState& run, const EntryState& entry,
                          std::optional<Instant> gate_now) {
    const auto& standing = entry.standing;
    const auto running = running_time(run, entry, gate_now);
    if (standing.status != EntryStatus::Running || !running) return std::nullopt;
    if (*running < Elapsed{}) return Due{&entry, -*running, "start"};
    const auto next = standing.next_point.value_or(-1);
    if (!standing.next_due || next < 0 || next >= static_cast<int>(entry.course.size())) {
        return std::nullopt;
    }
    return Due{&entry, *standing.next_due - *running,
               print_place(entry.course[static_cast<std::size_t>(next)].at)};
}

std::string name_in(const RunState& run, const std::string& name) {
    const auto first = first_name(name);
    const auto same = std::count_if(run.entries.begin(), run.entries.end(), [&](const auto& one) {
        return first_name(one.plan.athlete.text()) == first;
    });
    return same > 1 ? name : first;
}

std::string when_words(Elapsed in) {
    if (in < -kOnTime) return print_seconds(-in) + " late";
    return in < kOnTime ? "now" : "in " + print_seconds(in);
}

}  // namespace

std::vector<DueRow> due_next(const Model& model, LocalTime now, std::size_t most) {
    const auto* run = model.run();
    if (run == nullptr || run->phase != RunPhase::Running) return {};
    const auto gate_now = model.feed().clock().gate_time(now);
    std::vector<Due> all;
    for (const auto& entry : run->entries) {
        if (auto due = due_of(*run, entry, gate_now)) all.push_back(std::move(*due));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Due& one, const Due& other) { return one.in < other.in; });
    if (all.size() > most) all.resize(most);
    std::vector<DueRow> rows;
    for (const auto& due : all) {
        const auto& athlete = due.entry->plan.athlete;
        rows.push_back({athlete, name_in(*run, athlete.text()), due.place, when_words(due.in),
                        due.in < -kOnTime, model.is_in_focus(*due.entry)});
    }
    return rows;
}

}  // namespace qm::gui
