// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/derived_tables.hpp"

#include <fmt/format.h>

#include "daemon/archive/archive.hpp"
#include "daemon/archive/schema.hpp"

namespace qm::archive {

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string>{text};
}

/// Sentences hold no control character (protocol/limits.hpp), so a newline parts them.
std::string one_a_line(const std::vector<std::string>& sentences) {
    return fmt::format("{}", fmt::join(sentences, "\n"));
}

/// [["body in beam",15000],["gate to 5 cm",6250]]; nothing where there is nothing to tell.
std::optional<std::string> in_json(const std::vector<UncertaintyPart>& parts) {
    if (parts.empty()) return std::nullopt;
    std::string json;
    for (const auto& part : parts) {
        json += json.empty() ? "[[\"" : ",[\"";
        for (const char c : part.what) {
            if (c == '"' || c == '\\') json += '\\';
            json += c;
        }
        json += fmt::format("\",{}]", part.plus_minus.count());
    }
    return json + "]";
}

}  // namespace

// What came from outside is raw; it stands in `input`.
void DerivedWriter::put(Seq /*seq*/, const Edge& /*event*/) {}
void DerivedWriter::put(Seq /*seq*/, const EdgesLost& /*event*/) {}
void DerivedWriter::put(Seq /*seq*/, const Restart& /*event*/) {}

void DerivedWriter::put(Seq /*seq*/, const RunCreated& event) {
    const auto& run = event.state;
    database_.execute(
        "INSERT OR REPLACE INTO run (session_id, run, wall_us, distance_mm, start, stagger, phase, "
        "start_t_ns, rules_id, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "coalesce((SELECT position FROM run WHERE session_id = ?1 AND run = ?2), "
        "(SELECT max(position) + 1 FROM run WHERE session_id = ?1), 1))",
        {session_, run.run, wall_of(run.started.value_or(last_input_)), run.distance, run.start,
         run.stagger, run.phase, run.started, rules_});
    int position = 0;
    for (const auto& entry : run.entries) put_entry(run.run, entry, position++);
}

void DerivedWriter::put_entry(const RunId& run, const EntryState& entry, int position) {
    const auto& plan = entry.plan;
    database_.execute(
        "INSERT OR REPLACE INTO entry (session_id, run, athlete, position, lane, bib, sex, "
        "delay_us, target_us, best_us, status, rules_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {session_, run, plan.athlete, position, plan.lane, unless_empty(plan.bib), plan.sex,
         plan.delay, plan.target, plan.best, entry.standing.status, rules_});
    put_standing(run, plan.athlete, entry.standing);
    with_new_results_.insert(plan.athlete);
    for (const auto& split : entry.splits) {
        put(Seq{}, SplitGiven{run, plan.athlete, split});
    }
}

void DerivedWriter::put(Seq /*seq*/, const StandingChanged& event) {
    put_standing(event.run, event.athlete, event.standing);
}

bool DerivedWriter::changes_form(const RunId& run, const AthleteId& athlete, const Standing& now) {
    return database_.number(
               "SELECT count(*) FROM entry WHERE session_id = ? AND run = ? AND athlete = ? "
               "AND status = ? AND time_us IS ? AND start_t_ns IS ?",
               {session_, run, athlete, now.status, now.time, now.start}) == 0;
}

void DerivedWriter::put_standing(const RunId& run, const AthleteId& athlete, const Standing& now) {
    if (changes_form(run, athlete, now)) with_new_results_.insert(athlete);
    database_.execute(
        "UPDATE entry SET status = ?, start_t_ns = ?, time_us = ?, official = ?, "
        "predicted_us = ?, predicted_pm_us = ?, next_point = ?, next_due_us = ?, "
        "next_due_pm_us = ?, reaction_us = ?, reason = ?, "
        "rules_id = ? WHERE session_id = ? AND run = ? AND athlete = ?",
        {now.status, now.start, now.time, unless_empty(now.official), now.predicted,
         now.predicted_pm, now.next_point, now.next_due, now.next_due_pm, now.reaction,
         unless_empty(now.reason), rules_, session_, run, athlete});
    put_equivalents(run, athlete, now);
}

void DerivedWriter::put_equivalents(const RunId& run, const AthleteId& athlete,
                                    const Standing& now) {
    database_.execute("DELETE FROM equivalent WHERE session_id = ? AND run = ? AND athlete = ?",
                      {session_, run, athlete});
    for (const auto& one : now.equivalents) {
        database_.execute(
            "INSERT INTO equivalent (session_id, run, athlete, at_mm, time_us, pm_us, rules_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            {session_, run, athlete, one.at, one.time, one.plus_minus, rules_});
    }
}

void DerivedWriter::put(Seq /*seq*/, const PhaseChanged& event) {
    auto rows = database_.query("SELECT athlete FROM entry WHERE session_id = ? AND run = ?",
                                {session_, event.run});
    while (rows.next()) with_new_results_.emplace(rows.text(0));
    // A run that starts at a gate has no start of its own: its label is when it got under way.
    std::optional<WallTime> wall;
    if (event.phase == RunPhase::Running) wall = wall_of(event.started.value_or(event.at));
    database_.execute(
        "UPDATE run SET phase = ?, start_t_ns = ?, wall_us = coalesce(?, wall_us), rules_id = ? "
        "WHERE session_id = ? AND run = ?",
        {event.phase, event.started, wall, rules_, session_, event.run});
}

void DerivedWriter::put(Seq /*seq*/, const SplitGiven& event) {
    const auto& split = event.split;
    with_new_results_.insert(event.athlete);
    database_.execute(
        "INSERT OR REPLACE INTO split (session_id, run, athlete, point, gate, at_mm, time_us, "
        "segment_us, delta_us, pm_us, pm_parts, kind, certainty, runner_up, runner_up_certainty, "
        "confirmed, excluded, provisional, t_ns, passage_id, flags, rules_id, distance_mm, start) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
        "?19, ?20, ?21, ?22, (SELECT distance_mm FROM run WHERE session_id = ?1 AND run = ?2), "
        "(SELECT start FROM run WHERE session_id = ?1 AND run = ?2))",
        {session_,
         event.run,
         event.athlete,
         split.point,
         split.gate,
         split.at,
         split.time,
         split.segment,
         split.delta,
         split.plus_minus,
         in_json(split.parts),
         split.kind,
         split.certainty,
         split.runner_up,
         split.runner_up_certainty,
         split.confirmed,
         split.excluded,
         split.provisional,
         split.instant,
         split.passage,
         one_a_line(split.flags),
         rules_});
}

void DerivedWriter::put(Seq /*seq*/, const SplitWithdrawn& event) {
    with_new_results_.insert(event.athlete);
    database_.execute(
        "DELETE FROM split WHERE session_id = ? AND run = ? AND athlete = ? AND point = ?",
        {session_, event.run, event.athlete, event.point});
}

void DerivedWriter::put(Seq /*seq*/, const UnassignedPassage& event) {
    database_.execute(
        "INSERT OR REPLACE INTO unassigned (session_id, run, gate, t_ns, width_us, reason, "
        "rules_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        {session_, event.run, event.passage.gate, event.passage.at, event.passage.width,
         event.passage.reason, rules_});
}

void DerivedWriter::put(Seq /*seq*/, const UnassignedWithdrawn& event) {
    database_.execute(
        "DELETE FROM unassigned WHERE session_id = ? AND run = ? AND gate = ? AND t_ns = ?",
        {session_, event.run, event.gate, event.at});
}

void DerivedWriter::put(Seq /*seq*/, const ActRecorded& event) {
    const auto& act = event.act;
    database_.execute(
        "INSERT OR REPLACE INTO act (session_id, run, act, t_ns, what, by, why, undone, "
        "rules_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {session_, event.run, act.number, act.at, act.what, unless_empty(act.by),
         unless_empty(act.why), act.undone, rules_});
    if (!input_) return;
    database_.execute(
        "INSERT OR IGNORE INTO edit (session_id, run, act, input_id, rules_id) VALUES (?, ?, ?, ?, "
        "?)",
        {session_, event.run, act.number, *input_, rules_});
}

void DerivedWriter::put(Seq /*seq*/, const PassageClosed& event) {
    database_.execute("DELETE FROM pulse WHERE session_id = ? AND passage_id = ?",
                      {session_, event.passage});
    database_.execute(
        "INSERT OR REPLACE INTO passage (session_id, passage_id, gate, t_ns, width_us, "
        "pulse_count, run, athlete, verdict, rules_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {session_, event.passage, event.gate, event.at, event.width, event.pulse_count, event.run,
         event.athlete, unless_empty(event.verdict), rules_});
    int position = 0;
    for (const auto& pulse : event.pulses) {
        database_.execute(
            "INSERT INTO pulse (session_id, passage_id, position, t_ns, width_us, "
            "rules_id) VALUES (?, ?, ?, ?, ?, ?)",
            {session_, event.passage, position++, pulse.at, pulse.width, rules_});
    }
}

void DerivedWriter::put(Seq seq, const Warning& event) {
    database_.execute(
        "INSERT OR REPLACE INTO warning (session_id, seq, t_ns, code, sentence, run, gate, "
        "rules_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {session_, seq, event.at, event.code, event.sentence, event.run, event.gate, rules_});
}

const ClockPair& DerivedWriter::clock() {
    if (!clock_) {
        // The latest pair of the archive is one of its latest session: walked from the end, it comes first.
        auto rows = database_.query(
            "SELECT t_ns, wall_us FROM clock_pair CROSS JOIN input USING (input_id) "
            "WHERE session_id = ? ORDER BY clock_pair.input_id DESC LIMIT 1",
            {session_});
        clock_.emplace();
        if (rows.next()) {
            clock_->at = instant_from_ns(rows.integer(0));
            clock_->wall = static_cast<WallTime>(rows.integer(1));
        }
    }
    return *clock_;
}

WallTime DerivedWriter::wall_of(Instant at) {
    const auto& pair = clock();
    return static_cast<WallTime>(static_cast<std::int64_t>(pair.wall) +
                                 elapsed_between(pair.at, at).count());
}

void DerivedWriter::follow(std::optional<std::int64_t> id, const Input& input) {
    input_ = id;
    last_input_ = instant_of(input);
    if (const auto* pair = std::get_if<ClockPair>(&input)) clock_ = *pair;
}

void DerivedWriter::write(Seq seq, const Event& event) {
    try {
        std::visit([&](const auto& one) { put(seq, one); }, event);
    } catch (const Refused& refused) {
        if (!refused.is_misfit()) throw;
        put(seq, Warning{last_input_, "archive_misfit",
                         fmt::format("event {} could not be kept in the derived tables ({}); the "
                                     "inputs are whole, and it can be computed anew",
                                     to_number(seq), refused.what())});
    }
}

void DerivedWriter::finish() {
    static const std::string insert = fmt::format(
        "INSERT INTO form (athlete, distance_mm, start, session_id, entries, runs, finished, "
        "best_us, sum_us, first_wall_us, last_wall_us, rules_id) "
        "SELECT entry.athlete, distance_mm, start, run.session_id, {}, "
        "  min(wall_us), max(wall_us), ?3 "
        "FROM entry CROSS JOIN run USING (session_id, run) "
        "WHERE entry.athlete = ?2 AND entry.session_id = ?1 GROUP BY distance_mm, start",
        schema::sums());
    for (const auto& athlete : with_new_results_) {
        database_.execute("DELETE FROM form WHERE session_id = ? AND athlete = ?",
                          {session_, athlete});
        database_.execute(insert, {session_, athlete, rules_});
    }
    with_new_results_.clear();
}

std::int64_t sessions_with_wrong_sums(Database& database) {
    static const std::string wrong = fmt::format(
        "WITH summed AS ("
        "  SELECT athlete, distance_mm, start, session_id, entries, runs, finished, best_us, "
        "sum_us "
        "  FROM form), "
        "results AS ("
        "  SELECT athlete, distance_mm, start, session_id, {} "
        "  FROM entry JOIN run USING (session_id, run) GROUP BY 1, 2, 3, 4) "
        "SELECT count(DISTINCT session_id) FROM ("
        "  SELECT * FROM (SELECT * FROM summed EXCEPT SELECT * FROM results) "
        "  UNION ALL SELECT * FROM (SELECT * FROM results EXCEPT SELECT * FROM summed))",
        schema::sums());
    return database.number(wrong);
}

std::vector<SessionId> sessions_without_runs(Database& database) {
    // In this order: a session with results is passed over after a look at one row.
    auto rows = database.query(
        "SELECT name FROM session s "
        "WHERE NOT EXISTS (SELECT 1 FROM run r WHERE r.session_id = s.session_id) "
        "AND EXISTS (SELECT 1 FROM input i WHERE i.session_id = s.session_id "
        "AND i.type = 'run') ORDER BY session_id DESC");
    std::vector<SessionId> found;
    while (rows.next()) found.emplace_back(rows.text(0));
    return found;
}

void remove_derived(Database& database, std::int64_t session) {
    // Children first; `warning` stands alone.
    database.execute("DELETE FROM edit WHERE session_id = ?", {session});
    database.execute("DELETE FROM act WHERE session_id = ?", {session});
    database.execute("DELETE FROM unassigned WHERE session_id = ?", {session});
    database.execute("DELETE FROM equivalent WHERE session_id = ?", {session});
    database.execute("DELETE FROM form WHERE session_id = ?", {session});
    database.execute("DELETE FROM split WHERE session_id = ?", {session});
    database.execute("DELETE FROM pulse WHERE session_id = ?", {session});
    database.execute("DELETE FROM passage WHERE session_id = ?", {session});
    database.execute("DELETE FROM entry WHERE session_id = ?", {session});
    database.execute("DELETE FROM run WHERE session_id = ?", {session});
    database.execute("DELETE FROM warning WHERE session_id = ?", {session});
}

}  // namespace qm::archive
