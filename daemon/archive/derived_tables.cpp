// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/derived_tables.hpp"

#include <fmt/format.h>

#include "daemon/archive/archive.hpp"

namespace qm::archive {

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string>{text};
}

/// Sentences hold no control character (protocol/limits.hpp), so a newline parts them.
std::string one_a_line(const std::vector<std::string>& sentences) {
    return fmt::format("{}", fmt::join(sentences, "\n"));
}

struct WriteDerived {
    Database& database;
    std::int64_t session;
    Seq seq;

    // What came from outside is raw; it stands in `input`.
    void operator()(const Edge&) const {}
    void operator()(const EdgesLost&) const {}
    void operator()(const Restart&) const {}

    void operator()(const RunCreated& event) const {
        const auto& run = event.state;
        database.execute(
            "INSERT OR REPLACE INTO run (session_id, run, distance_mm, start, stagger, phase, "
            "start_t_ns, rules_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            {session, run.run, run.distance, run.start, run.stagger, run.phase, run.started,
             kRulesVersion});
        int position = 0;
        for (const auto& entry : run.entries) write_entry(run.run, entry, position++);
    }

    void write_entry(const RunId& run, const EntryState& entry, int position) const {
        const auto& plan = entry.plan;
        database.execute(
            "INSERT OR REPLACE INTO entry (session_id, run, athlete, position, lane, bib, sex, "
            "delay_us, target_us, best_us, status, rules_version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {session, run, plan.athlete, position, plan.lane, unless_empty(plan.bib), plan.sex,
             plan.delay, plan.target, plan.best, entry.standing.status, kRulesVersion});
        write_standing(run, plan.athlete, entry.standing);
        for (const auto& split : entry.splits) (*this)(SplitGiven{run, plan.athlete, split});
    }

    void operator()(const StandingChanged& event) const {
        write_standing(event.run, event.athlete, event.standing);
    }

    void write_standing(const RunId& run, const AthleteId& athlete, const Standing& now) const {
        database.execute(
            "UPDATE entry SET status = ?, start_t_ns = ?, time_us = ?, official = ?, "
            "predicted_us = ?, predicted_pm_us = ?, next_point = ?, next_due_us = ?, "
            "next_due_pm_us = ?, reaction_us = ?, reason = ?, "
            "rules_version = ? WHERE session_id = ? AND run = ? AND athlete = ?",
            {now.status, now.start, now.time, unless_empty(now.official), now.predicted,
             now.predicted_pm, now.next_point, now.next_due, now.next_due_pm, now.reaction,
             unless_empty(now.reason), kRulesVersion, session, run, athlete});
    }

    void operator()(const PhaseChanged& event) const {
        database.execute(
            "UPDATE run SET phase = ?, start_t_ns = ?, rules_version = ? "
            "WHERE session_id = ? AND run = ?",
            {event.phase, event.started, kRulesVersion, session, event.run});
    }

    void operator()(const SplitGiven& event) const {
        const auto& split = event.split;
        database.execute(
            "INSERT OR REPLACE INTO split (session_id, run, athlete, point, gate, at_mm, time_us, "
            "segment_us, delta_us, pm_us, kind, certainty, runner_up, runner_up_certainty, "
            "confirmed, excluded, provisional, t_ns, passage_id, flags, rules_version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {session,           event.run,
             event.athlete,     split.point,
             split.gate,        split.at,
             split.time,        split.segment,
             split.delta,       split.plus_minus,
             split.kind,        split.certainty,
             split.runner_up,   split.runner_up_certainty,
             split.confirmed,   split.excluded,
             split.provisional, split.instant,
             split.passage,     one_a_line(split.flags),
             kRulesVersion});
    }

    void operator()(const SplitWithdrawn& event) const {
        database.execute(
            "DELETE FROM split WHERE session_id = ? AND run = ? AND athlete = ? AND point = ?",
            {session, event.run, event.athlete, event.point});
    }

    void operator()(const UnassignedPassage& event) const {
        database.execute(
            "INSERT OR REPLACE INTO unassigned (session_id, run, gate, t_ns, width_us, reason, "
            "rules_version) VALUES (?, ?, ?, ?, ?, ?, ?)",
            {session, event.run, event.passage.gate, event.passage.at, event.passage.width,
             event.passage.reason, kRulesVersion});
    }

    void operator()(const UnassignedWithdrawn& event) const {
        database.execute(
            "DELETE FROM unassigned WHERE session_id = ? AND run = ? AND gate = ? AND t_ns = ?",
            {session, event.run, event.gate, event.at});
    }

    void operator()(const ActRecorded& event) const {
        const auto& act = event.act;
        database.execute(
            "INSERT OR REPLACE INTO act (session_id, run, act, t_ns, what, by, why, undone, "
            "rules_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {session, event.run, act.number, act.at, act.what, unless_empty(act.by),
             unless_empty(act.why), act.undone, kRulesVersion});
    }

    void operator()(const PassageClosed& event) const {
        database.execute("DELETE FROM pulse WHERE session_id = ? AND passage_id = ?",
                         {session, event.passage});
        database.execute(
            "INSERT OR REPLACE INTO passage (session_id, passage_id, gate, t_ns, width_us, "
            "pulse_count, run, athlete, verdict, rules_version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {session, event.passage, event.gate, event.at, event.width, event.pulse_count,
             event.run, event.athlete, unless_empty(event.verdict), kRulesVersion});
        int position = 0;
        for (const auto& pulse : event.pulses) {
            database.execute(
                "INSERT INTO pulse (session_id, passage_id, position, t_ns, width_us, "
                "rules_version) VALUES (?, ?, ?, ?, ?, ?)",
                {session, event.passage, position++, pulse.at, pulse.width, kRulesVersion});
        }
    }

    void operator()(const Warning& event) const {
        database.execute(
            "INSERT OR REPLACE INTO warning (session_id, seq, t_ns, code, sentence, run, gate, "
            "rules_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            {session, seq, event.at, event.code, event.sentence, event.run, event.gate,
             kRulesVersion});
    }
};

}  // namespace

void write_derived(Database& database, std::int64_t session, Seq seq, const Event& event) {
    const WriteDerived write{database, session, seq};
    try {
        std::visit(write, event);
    } catch (const Refused& refused) {
        if (!refused.is_misfit()) throw;
        write(Warning{Instant{}, "archive_misfit",
                      fmt::format("event {} could not be kept in the derived tables ({}); the "
                                  "inputs are whole, and it can be computed anew",
                                  to_number(seq), refused.what())});
    }
}

}  // namespace qm::archive
