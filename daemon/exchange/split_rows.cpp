// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/split_rows.hpp"

#include <array>

#include <fmt/format.h>

#include "daemon/exchange/csv.hpp"
#include "daemon/exchange/split_cells.hpp"
#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::exchange {

namespace {

/// A split and where it belongs.
struct Place {
    const SessionResults& session;
    const RunState& run;
    const EntryState& entry;
    const Split& split;
};

struct Column {
    std::string_view name;
    void (*write)(CsvRow& row, const Place& at);
};

void optional_text(CsvRow& row, const std::optional<AthleteId>& name) {
    name ? row.text(name->text()) : row.empty();
}

std::optional<std::int64_t> number_of(const std::optional<Lane>& lane) {
    if (!lane) return {};
    return to_number(*lane);
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const auto& one : sentences) text += (text.empty() ? "" : " ") + one;
    return text;
}

constexpr std::array kColumns{
    Column{"session", [](CsvRow& row, const Place& at) { row.text(at.session.id.text()); }},
    Column{"began_utc", [](CsvRow& row, const Place& at) { row.moment(at.session.began); }},
    Column{"run", [](CsvRow& row, const Place& at) { row.text(at.run.run.text()); }},
    Column{"run_distance_m", [](CsvRow& row, const Place& at) { row.metres(at.run.distance); }},
    Column{"athlete", [](CsvRow& row, const Place& at) { row.text(at.entry.plan.athlete.text()); }},
    Column{"bib", [](CsvRow& row, const Place& at) { row.text(at.entry.plan.bib); }},
    Column{"lane", [](CsvRow& row, const Place& at) { row.whole(number_of(at.entry.plan.lane)); }},
    Column{"status",
           [](CsvRow& row, const Place& at) { row.text(name_of(at.entry.standing.status)); }},
    Column{"split", [](CsvRow& row, const Place& at) { row.whole(at.split.point + 1); }},
    Column{"gate", [](CsvRow& row, const Place& at) { row.text(at.split.gate.text()); }},
    Column{"at_m", [](CsvRow& row, const Place& at) { row.metres(at.split.at); }},
    Column{"time_s",
           [](CsvRow& row, const Place& at) { write_time(row, at.split, at.split.time); }},
    Column{"kind", [](CsvRow& row, const Place& at) { row.text(name_of(at.split.kind)); }},
    Column{"certainty", [](CsvRow& row, const Place& at) { write_certainty(row, at.split); }},
    Column{"plus_minus_s", [](CsvRow& row, const Place& at) { write_plus_minus(row, at.split); }},
    Column{"segment_s", [](CsvRow& row, const Place& at) { row.seconds(at.split.segment); }},
    Column{"delta_s",
           [](CsvRow& row, const Place& at) { write_time(row, at.split, at.split.delta); }},
    Column{"counts", [](CsvRow& row, const Place& at) { row.yes_or_no(!at.split.excluded); }},
    Column{"confirmed", [](CsvRow& row, const Place& at) { row.yes_or_no(at.split.confirmed); }},
    Column{"provisional",
           [](CsvRow& row, const Place& at) { row.yes_or_no(at.split.provisional); }},
    Column{"runner_up",
           [](CsvRow& row, const Place& at) { optional_text(row, at.split.runner_up); }},
    Column{"timing", [](CsvRow& row, const Place&) { row.text("gate"); }},
    Column{"source", [](CsvRow& row, const Place& at) { row.text(at.session.source); }},
    Column{"flags", [](CsvRow& row, const Place& at) { row.text(joined(at.split.flags)); }},
};

}  // namespace

std::string split_header() {
    CsvRow row;
    for (const auto& column : kColumns) row.text(column.name);
    return row.end();
}

std::string split_rows(const SessionResults& session) {
    std::string text;
    CsvRow row;
    for (const auto& run : session.runs) {
        for (const auto& entry : run.entries) {
            for (const auto& split : entry.splits) {
                for (const auto& column : kColumns) column.write(row, {session, run, entry, split});
                text += row.end();
            }
        }
    }
    return text;
}

}  // namespace qm::exchange
