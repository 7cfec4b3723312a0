// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/changes_text.hpp"

#include <fmt/format.h>

#include "daemon/app/results_text.hpp"
#include "protocol/names.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/race_time.hpp"

namespace qm::app {

namespace {

std::string text_of(const std::optional<archive::Outcome>& outcome) {
    if (!outcome) return "not there";
    if (outcome->status == EntryStatus::Finished) return outcome->official;
    return std::string(name_of(outcome->status));
}

/// "11.01 ±0.02 measured, certain 0.998", "22.4 ±0.3 estimated, certain 0.998".
std::string text_of(const std::optional<archive::TimeAt>& at) {
    if (!at) return "no split";
    auto text = at->time ? time_text(*at->time, at->kind) : std::string("–");
    if (at->plus_minus) {
        text += at->kind == SplitKind::Estimated ? " " + print_plus_minus(*at->plus_minus)
                                                 : " ±" + print_official(*at->plus_minus);
    }
    text += fmt::format(" {}", name_of(at->kind));
    if (at->time) text += fmt::format(", certain {:.3f}", at->certainty);
    if (at->excluded) text += ", does not count";
    return text;
}

/// "Hall", or "Hall, now Mara" where it changed hands.
std::string whose(const archive::SplitChange& change) {
    if (!change.before) return change.after->athlete.text();
    const auto& name = change.before->athlete.text();
    if (!change.after || change.after->athlete == change.before->athlete) return name;
    return name + ", now " + change.after->athlete.text();
}

}  // namespace

std::string changes_text(const archive::Recomputed& found) {
    const auto head = fmt::format("Session {}: {}, {}", found.session.text(),
                                  counted(found.inputs, "input"), counted(found.runs, "run"));
    if (found.changes_nothing()) return head + "; nothing changes.\n";
    auto text =
        fmt::format("{}; {} and {} of {} change", head, counted(found.outcomes.size(), "result"),
                    found.splits_changed.size(), counted(found.splits, "split"));
    if (found.sums > 0) text += fmt::format(", and {} for the season", counted(found.sums, "sum"));
    text += ".\n";
    for (const auto& one : found.outcomes) {
        text += fmt::format("  {:<10} {:>8}  {:<24} {}  →  {}\n", one.run.text(), "result",
                            one.athlete.text(), text_of(one.before), text_of(one.after));
    }
    for (const auto& one : found.splits_changed) {
        text +=
            fmt::format("  {:<10} {:>6} m  {:<24} {}  →  {}\n", one.run.text(),
                        print_metres(one.at), whose(one), text_of(one.before), text_of(one.after));
    }
    for (const auto& one : found.refusals) {
        text += fmt::format("  no longer possible: {}\n    {}\n", one.sentence, one.line);
    }
    return text;
}

}  // namespace qm::app
