// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/queries.hpp"

#include <array>
#include <sstream>

#include <fmt/format.h>

#include "daemon/archive/archive_file.hpp"
#include "daemon/archive/row_reader.hpp"
#include "daemon/archive/run_result.hpp"
#include "protocol/limits.hpp"

namespace qm::archive {

namespace {

/// The page is found first, by narrow rows; what costs more is asked for its runs only. By session and position
/// and not by wall time: that clock may have been wrong.
std::string run_list_sql(bool of_session, bool in_range) {
    return fmt::format(
        "WITH page AS (SELECT session_id, run FROM run WHERE true{}{} "
        "  AND (?6 = '%%' OR strftime('%Y-%m-%d', wall_us / 1000000, 'unixepoch') LIKE ?6 ESCAPE "
        "'\\' "
        "    OR (SELECT name FROM session WHERE session.session_id = run.session_id) LIKE ?6 "
        "ESCAPE '\\' "
        "    OR EXISTS (SELECT 1 FROM entry WHERE entry.session_id = run.session_id "
        "      AND entry.run = run.run AND athlete LIKE ?6 ESCAPE '\\')) "
        "  ORDER BY session_id DESC, position DESC LIMIT ?4 OFFSET ?5) "
        "SELECT session.name, run.run, run.wall_us, distance_mm, start, phase, "
        "  (SELECT count(*) FROM entry "
        "   WHERE entry.session_id = run.session_id AND entry.run = run.run), "
        "  (SELECT count(*) FROM entry WHERE entry.session_id = run.session_id "
        "   AND entry.run = run.run AND status = 'finished'), "
        "  (SELECT min(time_us) FROM entry WHERE entry.session_id = run.session_id "
        "   AND entry.run = run.run AND status = 'finished'), "
        "  (SELECT group_concat(athlete, char(10)) FROM (SELECT athlete FROM entry "
        "   WHERE entry.session_id = run.session_id AND entry.run = run.run "
        "   ORDER BY position LIMIT {})) "
        "FROM page CROSS JOIN run USING (session_id, run) CROSS JOIN session USING (session_id) "
        "ORDER BY run.session_id DESC, run.position DESC",
        of_session ? " AND session_id = ?1" : "",
        in_range ? " AND wall_us >= ?2 AND wall_us < ?3" : "", limits::kKeptNames);
}

/// Statements are kept by their text, so each of the four is made once.
const std::string& run_list_for(const RunFilter& filter) {
    static const std::array made{run_list_sql(false, false), run_list_sql(true, false),
                                 run_list_sql(false, true), run_list_sql(true, true)};
    const std::size_t which = (filter.session ? 1u : 0u) + (filter.range ? 2u : 0u);
    return made.at(which);
}

/// From one distance passed to the next by the index, so that it does not matter how many splits there are.
constexpr std::string_view kBests =
    "WITH RECURSIVE passed (distance_mm, start, at_mm) AS ("
    "  SELECT DISTINCT distance_mm, start, 0 FROM form WHERE athlete = ?1 "
    "  UNION ALL "
    "  SELECT distance_mm, start, ("
    "    SELECT min(at_mm) FROM split WHERE split.athlete = ?1 "
    "      AND split.distance_mm = passed.distance_mm AND split.start = passed.start "
    "      AND split.at_mm > passed.at_mm "
    "      AND kind = 'measured' AND excluded = 0 AND provisional = 0) "
    "  FROM passed WHERE at_mm IS NOT NULL) "
    "SELECT passed.distance_mm, passed.start, passed.at_mm, split.time_us, split.pm_us, "
    "  split.certainty, session.name, split.run, run.wall_us "
    "FROM passed CROSS JOIN split ON (split.session_id, split.run, split.athlete, split.point) = ("
    "    SELECT session_id, run, athlete, point FROM counting_split AS one "
    "    WHERE one.athlete = ?1 AND one.distance_mm = passed.distance_mm "
    "      AND one.start = passed.start AND one.at_mm = passed.at_mm "
    "    ORDER BY one.time_us LIMIT 1) "
    "  JOIN run ON run.session_id = split.session_id AND run.run = split.run "
    "  JOIN session ON session.session_id = split.session_id "
    "ORDER BY passed.distance_mm, passed.start, passed.at_mm";

constexpr std::string_view kFinishes =
    "SELECT run.distance_mm, run.start, run.distance_mm, entry.time_us, split.pm_us, "
    "  coalesce(split.certainty, 1.0), session.name, run.run, run.wall_us "
    "FROM entry CROSS JOIN run USING (session_id, run) CROSS JOIN session USING (session_id) "
    "  LEFT JOIN split ON split.session_id = entry.session_id AND split.run = entry.run "
    "    AND split.athlete = entry.athlete AND split.at_mm = run.distance_mm "
    "WHERE entry.athlete = ? AND entry.status = 'finished' AND entry.time_us IS NOT NULL "
    "  AND entry.session_id NOT IN (SELECT session_id FROM session_list WHERE counts = 0) "
    "ORDER BY run.wall_us DESC, run.session_id DESC, run.position DESC";

constexpr std::string_view kSeason =
    "SELECT athlete, distance_mm, start, sum(runs), sum(finished), min(best_us), "
    "  sum(sum_us) / sum(finished), min(first_wall_us), max(last_wall_us) "
    "FROM form WHERE first_wall_us >= ? AND first_wall_us < ? AND runs > 0 "
    "  AND session_id NOT IN (SELECT session_id FROM session_list WHERE counts = 0) "
    "GROUP BY athlete, distance_mm, start";

constexpr std::string_view kAthletes =
    "SELECT athlete, sum(entries), min(first_wall_us), max(last_wall_us) FROM form "
    "GROUP BY athlete ORDER BY athlete";

constexpr std::string_view kEdits =
    "SELECT session.name, line ->> 'run', input.t_ns, "
    "  coalesce((SELECT pair.wall_us + (input.t_ns - clock.t_ns) / 1000 "
    "    FROM clock_pair AS pair CROSS JOIN input AS clock USING (input_id) "
    "    WHERE pair.input_id < input.input_id ORDER BY pair.input_id DESC LIMIT 1), "
    "    session.wall_us), "
    "  input.type, line ->> 'by', line ->> 'why', edit.act, act.what, act.undone "
    "FROM session CROSS JOIN input USING (session_id) CROSS JOIN command USING (input_id) "
    "  LEFT JOIN edit USING (input_id) LEFT JOIN act "
    "    ON act.session_id = edit.session_id AND act.run = edit.run AND act.act = edit.act "
    "WHERE session.session_id = ? AND input.type IN ('assign', 'swap', 'discard', 'exclude', "
    "  'restore', 'add', 'tap', 'status', 'set_start', 'recall', 'undo', 'redo') "
    "ORDER BY input.input_id";

/// No name holds the end of a line.
std::vector<AthleteId> names_in(const std::string& lines) {
    std::vector<AthleteId> names;
    std::istringstream in{lines};
    for (std::string name; std::getline(in, name);) names.emplace_back(name);
    return names;
}

RunSummary run_summary(RowReader row) {
    return {row.id<SessionId>(), row.id<RunId>(),       row.wall(),
            row.distance(),      row.word<StartKind>(), row.word<RunPhase>(),
            row.count(),         row.count(),           row.maybe(&RowReader::elapsed),
            names_in(row.text())};
}

/// For LIKE, as plain text anywhere.
std::string anywhere(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

Best best(RowReader row) {
    return {row.distance(),
            row.word<StartKind>(),
            row.distance(),
            row.elapsed(),
            row.maybe(&RowReader::elapsed),
            row.real(),
            row.id<SessionId>(),
            row.id<RunId>(),
            row.wall()};
}

SeasonRow season_row(RowReader row) {
    return {row.id<AthleteId>(),
            row.distance(),
            row.word<StartKind>(),
            row.count(),
            row.count(),
            row.maybe(&RowReader::elapsed),
            row.maybe(&RowReader::elapsed),
            row.wall(),
            row.wall()};
}

AthleteSummary athlete_summary(RowReader row) {
    return {row.id<AthleteId>(), row.count(), row.wall(), row.wall()};
}

Edit edit(RowReader row) {
    return {row.id<SessionId>(), row.id<RunId>(), row.instant(), row.wall(),
            row.text(),          row.text(),      row.text(),    row.maybe(&RowReader::small),
            row.text(),          row.yes()};
}

template <class T>
std::vector<T> all(Rows rows, T (*read)(RowReader)) {
    std::vector<T> found;
    while (rows.next()) found.push_back(read(RowReader{rows}));
    return found;
}

}  // namespace

Result<std::vector<RunSummary>> Queries::runs(const RunFilter& filter) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<std::vector<RunSummary>> {
        std::int64_t session = 0;
        if (filter.session) {
            const auto row = file.row_of(*filter.session);
            if (!row) return row.error();
            session = *row;
        }
        const auto range = filter.range.value_or(WallRange{});
        return all(file.database.query(run_list_for(filter),
                                       {session, range.from, range.until, filter.count, filter.skip,
                                        anywhere(filter.search)}),
                   run_summary);
    });
}

Result<RunResult> Queries::run(const SessionId& session, const RunId& run) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<RunResult> {
        const auto row = file.row_of(session);
        if (!row) return row.error();
        auto found = read_run(file.database, *row, run);
        if (!found) {
            return file.about({"unknown_run", fmt::format("session \"{}\" has no run \"{}\"",
                                                          session.text(), run.text())});
        }
        found->session = session;
        return std::move(*found);
    });
}

Result<std::vector<AthleteSummary>> Queries::athletes() const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<std::vector<AthleteSummary>> {
        return all(file.database.query(kAthletes), athlete_summary);
    });
}

Result<std::vector<Best>> Queries::bests(const AthleteId& athlete) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<std::vector<Best>> {
        return all(file.database.query(kBests, {athlete}), best);
    });
}

Result<std::vector<Best>> Queries::finishes(const AthleteId& athlete) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<std::vector<Best>> {
        return all(file.database.query(kFinishes, {athlete}), best);
    });
}

Result<std::vector<SeasonRow>> Queries::season(const WallRange& range) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<std::vector<SeasonRow>> {
        return all(file.database.query(kSeason, {range.from, range.until}), season_row);
    });
}

Result<std::vector<Edit>> Queries::edits(const SessionId& session) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<std::vector<Edit>> {
        const auto row = file.row_of(session);
        if (!row) return row.error();
        return all(file.database.query(kEdits, {*row}), edit);
    });
}

}  // namespace qm::archive
