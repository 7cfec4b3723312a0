// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/results_text.hpp"

#include <fmt/format.h>

#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::app {

std::string delta_text(Elapsed delta, int decimals) {
    const auto number = print_delta(delta, decimals);
    const bool is_even = number == print_delta(Elapsed{}, decimals);
    const char* shape = is_even ? "■" : delta > Elapsed{} ? "▼" : "▲";
    return fmt::format("{} {}", shape, number);
}

std::string time_text(Elapsed time, SplitKind kind) {
    return kind == SplitKind::Estimated ? print_tenth(time) : print_official(time);
}

std::string split_text(const Split& split) {
    const bool is_estimated = split.kind == SplitKind::Estimated;
    std::string text = fmt::format("{:>5} m  {:>9}", print_metres(split.at),
                                   split.time ? time_text(*split.time, split.kind) : "–");
    if (is_estimated && split.plus_minus) text += " " + print_plus_minus(*split.plus_minus);
    if (split.delta) text += "  " + delta_text(*split.delta, is_estimated ? 1 : 2);
    if (split.kind != SplitKind::Measured) text += fmt::format("  {}", name_of(split.kind));
    if (split.excluded) text += "  does not count";
    for (const auto& flag : split.flags) text += "  " + flag;
    return text;
}

std::string standing_text(const Standing& standing) {
    if (standing.status == EntryStatus::Running) return "running";
    std::string text = standing.status == EntryStatus::Finished
                           ? "finished " + standing.official
                           : std::string(status_words(standing.status));
    if (!standing.reason.empty()) text += ": " + standing.reason;
    if (standing.reaction) text += ", reaction " + print_reaction(*standing.reaction);
    return text;
}

namespace {

/// A time at the finish is no better known than whose it is.
bool finish_in_doubt(const EntryState& entry) {
    if (entry.standing.status != EntryStatus::Finished || entry.splits.empty()) return false;
    return is_doubtful(entry.splits.back());
}

std::string nobodys_text(const RunState& run, const Unassigned& one) {
    std::string when;
    if (run.started && one.at >= *run.started) {
        const auto since = elapsed_between(*run.started, one.at);
        when = fmt::format(", {} after the start", print_official(since));
    }
    return fmt::format("  nobody's, at {}{}: {}\n", one.gate.text(), when, one.reason);
}

}  // namespace

std::string act_text(const ActRecord& act) {
    auto text = act.undone ? "Undone: " + act.what : act.what;
    if (!act.by.empty()) text += " By " + act.by + ".";
    if (!act.why.empty()) text += " Why: " + act.why;
    return text;
}

std::string results_text(const SessionState& state) {
    std::string text;
    for (const auto& run : state.runs) {
        text += fmt::format("Run {}, {} m, {} (gate times, not photo finish)\n", run.run.text(),
                            print_metres(run.distance), name_of(run.phase));
        for (const auto& entry : run.entries) {
            text += fmt::format("  {}: {}{}\n", entry.plan.athlete.text(),
                                standing_text(entry.standing),
                                finish_in_doubt(entry) ? ", in doubt" : "");
            for (const auto& split : entry.splits) text += "    " + split_text(split) + "\n";
        }
        for (const auto& one : run.unassigned) {
            text += nobodys_text(run, one);
        }
        for (const auto& act : run.acts) text += fmt::format("  {}\n", act_text(act));
        for (const auto& one : run.warnings) text += fmt::format("  warning: {}\n", one.sentence);
    }
    return text;
}

}  // namespace qm::app
