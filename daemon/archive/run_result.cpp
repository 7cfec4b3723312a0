// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/run_result.hpp"

#include <sstream>

#include "daemon/archive/row_reader.hpp"
#include "protocol/apply.hpp"

namespace qm::archive {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// Reads what hangs on one run.
struct RunReader {
    Database& database;
    std::int64_t session = 0;
    RunId run;

    void entries(RunState& state) const {
        auto rows = database.query(
            "SELECT athlete, lane, bib, sex, delay_us, target_us, best_us, status, start_t_ns, "
            "time_us, official, predicted_us, predicted_pm_us, next_point, next_due_us, "
            "next_due_pm_us, reaction_us, reason "
            "FROM entry WHERE session_id = ? AND run = ? ORDER BY position",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            EntryState entry;
            auto& plan = entry.plan;
            plan.athlete = row.id<AthleteId>();
            if (const auto lane = row.maybe(&RowReader::small)) {
                plan.lane = static_cast<Lane>(*lane);
            }
            plan.bib = row.text();
            plan.sex = from_name<Sex>(row.text());
            plan.delay = row.elapsed();
            plan.target = row.maybe(&RowReader::elapsed);
            plan.best = row.maybe(&RowReader::elapsed);
            entry.standing = standing(row);
            state.entries.push_back(std::move(entry));
        }
    }

    [[nodiscard]] static Standing standing(RowReader& row) {
        Standing now;
        now.status = row.word<EntryStatus>();
        now.start = row.maybe(&RowReader::instant);
        now.time = row.maybe(&RowReader::elapsed);
        now.official = row.text();
        now.predicted = row.maybe(&RowReader::elapsed);
        now.predicted_pm = row.maybe(&RowReader::elapsed);
        now.next_point = row.maybe(&RowReader::small);
        now.next_due = row.maybe(&RowReader::elapsed);
        now.next_due_pm = row.maybe(&RowReader::elapsed);
        now.reaction = row.maybe(&RowReader::elapsed);
        now.reason = row.text();
        return now;
    }

    void splits(RunState& state) const {
        auto rows = database.query(
            "SELECT athlete, point, gate, at_mm, time_us, segment_us, delta_us, kind, pm_us, "
            "certainty, runner_up, runner_up_certainty, confirmed, excluded, provisional, t_ns, "
            "passage_id, flags FROM split WHERE session_id = ? AND run = ? ORDER BY athlete, point",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            auto* entry = find_entry(state, row.id<AthleteId>());
            if (entry != nullptr) entry->splits.push_back(split(row));
        }
    }

    [[nodiscard]] static Split split(RowReader& row) {
        Split made{row.small(), row.id<GateId>(), row.distance()};
        made.time = row.maybe(&RowReader::elapsed);
        made.segment = row.maybe(&RowReader::elapsed);
        made.delta = row.maybe(&RowReader::elapsed);
        made.kind = row.word<SplitKind>();
        made.plus_minus = row.maybe(&RowReader::elapsed);
        made.certainty = row.real();
        if (const auto other = row.maybe(&RowReader::text)) made.runner_up = AthleteId{*other};
        made.runner_up_certainty = row.real();
        made.confirmed = row.yes();
        made.excluded = row.yes();
        made.provisional = row.yes();
        made.instant = row.maybe(&RowReader::instant);
        if (const auto passage = row.maybe(&RowReader::integer)) {
            made.passage = static_cast<PassageId>(*passage);
        }
        made.flags = lines_of(row.text());
        return made;
    }

    void parts(RunState& state) const {
        auto rows = database.query(
            "SELECT athlete, point, part.value ->> 0, part.value ->> 1 "
            "FROM split CROSS JOIN json_each(split.pm_parts) AS part "
            "WHERE session_id = ? AND run = ? ORDER BY athlete, point, part.key",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            auto* entry = find_entry(state, row.id<AthleteId>());
            const int point = row.small();
            if (entry == nullptr) continue;
            for (auto& one : entry->splits) {
                if (one.point == point) one.parts.push_back({row.text(), row.elapsed()});
            }
        }
    }

    void equivalents(RunState& state) const {
        auto rows = database.query(
            "SELECT athlete, at_mm, time_us, pm_us FROM equivalent "
            "WHERE session_id = ? AND run = ? ORDER BY athlete, at_mm",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            auto* entry = find_entry(state, row.id<AthleteId>());
            if (entry == nullptr) continue;
            entry->standing.equivalents.push_back({row.distance(), row.elapsed(), row.elapsed()});
        }
    }

    void unassigned(RunState& state) const {
        auto rows = database.query(
            "SELECT gate, t_ns, width_us, reason FROM unassigned "
            "WHERE session_id = ? AND run = ? ORDER BY t_ns, gate",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            state.unassigned.push_back(
                {row.id<GateId>(), row.instant(), row.elapsed(), row.text()});
        }
    }

    void acts(RunState& state) const {
        auto rows = database.query(
            "SELECT act, t_ns, what, by, why, undone FROM act "
            "WHERE session_id = ? AND run = ? ORDER BY act",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            state.acts.push_back(
                {row.small(), row.instant(), row.text(), row.text(), row.text(), row.yes()});
        }
    }

    void warnings(RunState& state) const {
        auto rows = database.query(
            "SELECT t_ns, code, sentence, gate FROM warning "
            "WHERE session_id = ? AND run = ? ORDER BY seq",
            {session, run});
        while (rows.next()) {
            RowReader row{rows};
            Warning one{row.instant(), row.text(), row.text(), run};
            if (const auto gate = row.maybe(&RowReader::text)) one.gate = GateId{*gate};
            state.warnings.push_back(std::move(one));
        }
    }
};

std::optional<RunResult> read_head(Database& database, std::int64_t session, const RunId& run) {
    auto rows = database.query(
        "SELECT wall_us, rules_version, settings, distance_mm, start, stagger, phase, start_t_ns "
        "FROM run JOIN rules USING (rules_id) WHERE session_id = ? AND run = ?",
        {session, run});
    if (!rows.next()) return std::nullopt;
    RowReader row{rows};
    RunResult found{{}, row.wall(), {row.small(), row.text()}, {}};
    found.state.run = run;
    found.state.distance = row.distance();
    found.state.start = row.word<StartKind>();
    found.state.stagger = row.word<Stagger>();
    found.state.phase = row.word<RunPhase>();
    found.state.started = row.maybe(&RowReader::instant);
    return found;
}

}  // namespace

std::optional<RunResult> read_run(Database& database, std::int64_t session, const RunId& run) {
    auto found = read_head(database, session, run);
    if (!found) return std::nullopt;
    const RunReader read{database, session, run};
    read.entries(found->state);
    read.splits(found->state);
    read.parts(found->state);
    read.equivalents(found->state);
    read.unassigned(found->state);
    read.acts(found->state);
    read.warnings(found->state);
    return found;
}

}  // namespace qm::archive
