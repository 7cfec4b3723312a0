// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/athlete_rows.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "daemon/exchange/csv.hpp"
#include "daemon/exchange/split_cells.hpp"
#include "protocol/names.hpp"

namespace qm::exchange {

namespace {

/// An athlete in a run, with the split that gave the finish time, if there is one.
struct Place {
    const SessionResults& session;
    const RunState& run;
    const EntryState& entry;
    const Split* finish;
};

struct Column {
    std::string_view name;
    void (*write)(CsvRow& row, const Place& at);
};

std::optional<std::int64_t> number_of(const std::optional<Lane>& lane) {
    if (!lane) return {};
    return to_number(*lane);
}

constexpr std::array kColumns{
    Column{"session", [](CsvRow& row, const Place& at) { row.text(at.session.id.text()); }},
    Column{"began_utc", [](CsvRow& row, const Place& at) { row.moment(at.session.began); }},
    Column{"run", [](CsvRow& row, const Place& at) { row.text(at.run.run.text()); }},
    Column{"run_distance_m", [](CsvRow& row, const Place& at) { row.metres(at.run.distance); }},
    Column{"start", [](CsvRow& row, const Place& at) { row.text(name_of(at.run.start)); }},
    Column{"athlete", [](CsvRow& row, const Place& at) { row.text(at.entry.plan.athlete.text()); }},
    Column{"bib", [](CsvRow& row, const Place& at) { row.text(at.entry.plan.bib); }},
    Column{"lane", [](CsvRow& row, const Place& at) { row.whole(number_of(at.entry.plan.lane)); }},
    Column{"sex",
           [](CsvRow& row, const Place& at) {
               at.entry.plan.sex ? row.text(name_of(*at.entry.plan.sex)) : row.empty();
           }},
    Column{"status",
           [](CsvRow& row, const Place& at) { row.text(name_of(at.entry.standing.status)); }},
    Column{"reason", [](CsvRow& row, const Place& at) { row.text(at.entry.standing.reason); }},
    Column{"official", [](CsvRow& row, const Place& at) { row.text(at.entry.standing.official); }},
    Column{"time_s", [](CsvRow& row, const Place& at) { row.seconds(at.entry.standing.time); }},
    Column{"kind",
           [](CsvRow& row, const Place& at) {
               at.finish ? row.text(name_of(at.finish->kind)) : row.empty();
           }},
    Column{"certainty",
           [](CsvRow& row, const Place& at) {
               at.finish ? write_certainty(row, *at.finish) : row.empty();
           }},
    Column{"plus_minus_s",
           [](CsvRow& row, const Place& at) {
               at.finish ? write_plus_minus(row, *at.finish) : row.empty();
           }},
    Column{"target_s", [](CsvRow& row, const Place& at) { row.seconds(at.entry.plan.target); }},
    Column{"delta_s",
           [](CsvRow& row, const Place& at) {
               at.finish ? write_time(row, *at.finish, at.finish->delta) : row.empty();
           }},
    Column{"best_s", [](CsvRow& row, const Place& at) { row.seconds(at.entry.plan.best); }},
    Column{"reaction_s",
           [](CsvRow& row, const Place& at) { row.seconds(at.entry.standing.reaction); }},
    Column{"timing", [](CsvRow& row, const Place&) { row.text("gate"); }},
    Column{"source", [](CsvRow& row, const Place& at) { row.text(at.session.source); }},
};

/// A group of these for each split.
constexpr std::array<std::string_view, 5> kSplitColumns{"at_m", "time_s", "kind", "certainty",
                                                        "plus_minus_s"};

const Split* finish_of(const EntryState& entry) {
    const auto& time = entry.standing.time;
    if (!time || entry.splits.empty() || entry.splits.back().time != time) return nullptr;
    return &entry.splits.back();
}

void write_split(CsvRow& row, const Split& split) {
    row.metres(split.at);
    // A time that does not count stays in the list of splits, where it says so.
    write_time(row, split, split.excluded ? std::nullopt : split.time);
    row.text(name_of(split.kind));
    write_certainty(row, split);
    write_plus_minus(row, split);
}

void write_splits(CsvRow& row, const EntryState& entry, std::size_t count) {
    auto next = entry.splits.begin();
    for (std::size_t point = 0; point < count; ++point) {
        if (next != entry.splits.end() && next->point == static_cast<int>(point)) {
            write_split(row, *next++);
        } else {
            for (std::size_t i = 0; i < kSplitColumns.size(); ++i) row.empty();
        }
    }
}

}  // namespace

std::size_t most_splits(const SessionResults& session) {
    std::size_t most = 0;
    for (const auto& run : session.runs) {
        for (const auto& entry : run.entries) {
            for (const auto& split : entry.splits) {
                most = std::max(most, static_cast<std::size_t>(split.point) + 1);
            }
        }
    }
    return most;
}

std::string athlete_header(std::size_t splits) {
    CsvRow row;
    for (const auto& column : kColumns) row.text(column.name);
    for (std::size_t i = 1; i <= splits; ++i) {
        for (const auto name : kSplitColumns) row.text(fmt::format("split{}_{}", i, name));
    }
    return row.end();
}

std::string athlete_rows(const SessionResults& session, std::size_t splits) {
    std::string text;
    CsvRow row;
    for (const auto& run : session.runs) {
        for (const auto& entry : run.entries) {
            const Place at{session, run, entry, finish_of(entry)};
            for (const auto& column : kColumns) column.write(row, at);
            write_splits(row, entry, splits);
            text += row.end();
        }
    }
    return text;
}

}  // namespace qm::exchange
