// SPDX-License-Identifier: Apache-2.0
#include "gui/model/result_sheet.hpp"

#include <fmt/format.h>

#include "gui/model/shelf_view.hpp"
#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

constexpr int kNameColumns = 60;

/// What is to be known of a split beside its time; nothing for one that was measured and is not in doubt.
std::string remark_on(const Split& split) {
    std::string remark = split.kind == SplitKind::Measured ? "" : std::string(name_of(split.kind));
    const auto add = [&remark](std::string_view words) {
        if (!remark.empty()) remark += ", ";
        remark += words;
    };
    if (split.confirmed) add("confirmed");
    if (split.excluded) add("does not count");
    if (is_doubtful(split)) add(fmt::format("{}", fmt::join(split.flags, " ")));
    return remark;
}

std::string split_line(const Split& split, Distance whole) {
    return fmt::format("  {:>9} {:>10} {:>6} {:>9}   {}", place_words(split.at, whole),
                       split.time ? time_words(split) : "–",
                       split.plus_minus ? print_plus_minus(*split.plus_minus) : "",
                       split.segment ? print_tenth(*split.segment) : "", remark_on(split));
}

void add_line(std::string& sheet, std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    sheet += line + "\n";
}

void add_entry(std::string& sheet, const EntryState& entry, Distance whole) {
    auto name = entry.plan.athlete.text();
    if (entry.plan.lane) name += fmt::format(", lane {}", to_number(*entry.plan.lane));
    add_line(sheet, fmt::format("{:<{}} {:>10}  {}", name, kNameColumns, result_of(entry),
                                entry.standing.reason));
    for (const auto& split : entry.splits) add_line(sheet, split_line(split, whole));
    sheet += "\n";
}

void add_acts(std::string& sheet, const RunState& run) {
    if (run.acts.empty()) return;
    sheet += "What was said of it\n";
    for (const auto& act : run.acts) {
        auto line = "  " + act.what;
        if (!act.by.empty()) line += fmt::format(" By {}.", act.by);
        if (!act.why.empty()) line += fmt::format(" Why: {}", act.why);
        if (act.undone) line += " (taken back)";
        add_line(sheet, std::move(line));
    }
    sheet += "\n";
}

}  // namespace

std::string result_sheet(const KeptEffort& effort) {
    const auto& line = effort.line;
    std::string sheet = fmt::format("{}   {}\n{}\n\n", what_of(line.distance, line.start),
                                    line.run.text(), when_words(line));
    add_line(sheet, fmt::format("  {:>9} {:>10} {:>6} {:>9}", "at", "time", "±", "segment"));
    for (const auto& entry : effort.state.entries) add_entry(sheet, entry, line.distance);
    add_acts(sheet, effort.state);
    return sheet +
           "Seconds. ± is one standard deviation. What was not measured by a gate says so.\n";
}

}  // namespace qm::gui
