// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/format.h>

#include "daemon/archive/schema_text.hpp"

namespace qm::archive::schema {

namespace {

/// Parents before their children.
constexpr std::array kDerived{"run",   "entry",      "passage", "pulse",
                              "split", "unassigned", "act",     "warning"};

/// Version 1 was laid out in two ways; the older one had no corrections and less to say of a split.
struct Addition {
    const char* table;
    const char* column;
    const char* type;
};
constexpr std::array kAdditions{Addition{"entry", "best_us", "INTEGER"},
                                Addition{"entry", "next_due_pm_us", "INTEGER"},
                                Addition{"entry", "reaction_us", "INTEGER"},
                                Addition{"entry", "reason", "TEXT"},
                                Addition{"split", "pm_us", "INTEGER"},
                                Addition{"split", "runner_up", "TEXT"},
                                Addition{"split", "runner_up_certainty", "REAL NOT NULL DEFAULT 0"},
                                Addition{"split", "confirmed", "INTEGER NOT NULL DEFAULT 0"},
                                Addition{"split", "excluded", "INTEGER NOT NULL DEFAULT 0"}};
constexpr const char* kNoActs =
    "CREATE TABLE IF NOT EXISTS act (session_id INTEGER, run TEXT, act INTEGER, t_ns INTEGER, "
    "what TEXT, by TEXT, why TEXT, undone INTEGER, rules_version INTEGER);";

constexpr const char* kCopy = R"sql(
INSERT INTO rules (rules_id, rules_version, settings) VALUES (1, 1, NULL);

WITH created AS (
  SELECT session_id, line ->> 'run' AS run, min(input_id) AS input_id
  FROM command CROSS JOIN input USING (input_id) WHERE type = 'run' GROUP BY 1, 2)
INSERT INTO run (session_id, run, position, wall_us, distance_mm, start, stagger, phase, start_t_ns, rules_id)
SELECT old.session_id, old.run,
  row_number() OVER (PARTITION BY old.session_id ORDER BY created.input_id, old.run),
  coalesce(
    (SELECT pair.wall_us + (old.start_t_ns - clock.t_ns) / 1000
     FROM clock_pair AS pair CROSS JOIN input AS clock USING (input_id)
     WHERE clock.session_id = old.session_id AND clock.t_ns <= old.start_t_ns
     ORDER BY pair.input_id DESC LIMIT 1),
    session.wall_us),
  distance_mm, start, stagger, phase, start_t_ns, 1
FROM old_run AS old JOIN session USING (session_id) LEFT JOIN created USING (session_id, run);

INSERT INTO entry (session_id, run, athlete, position, lane, bib, sex, delay_us, target_us, best_us, status,
  start_t_ns, time_us, official, predicted_us, predicted_pm_us, next_point, next_due_us, next_due_pm_us,
  reaction_us, reason, rules_id)
SELECT session_id, run, athlete, position, lane, bib, sex, delay_us, target_us, best_us, status,
  start_t_ns, time_us, official, predicted_us, predicted_pm_us, next_point, next_due_us, next_due_pm_us,
  reaction_us, reason, 1
FROM old_entry;

INSERT INTO form (athlete, distance_mm, start, session_id, entries, runs, finished, best_us, sum_us,
  first_wall_us, last_wall_us, rules_id)
SELECT athlete, distance_mm, start, session_id, count(*),
  count(*) FILTER (WHERE entry.start_t_ns IS NOT NULL AND status <> 'dns'),
  count(*) FILTER (WHERE status = 'finished'), min(time_us) FILTER (WHERE status = 'finished'),
  sum(time_us) FILTER (WHERE status = 'finished'), min(wall_us), max(wall_us), 1
FROM entry JOIN run USING (session_id, run) GROUP BY athlete, distance_mm, start, session_id;

INSERT INTO passage (session_id, passage_id, gate, t_ns, width_us, pulse_count, run, athlete, verdict, rules_id)
SELECT session_id, passage_id, gate, t_ns, width_us, pulse_count, run, athlete, verdict, 1 FROM old_passage;

INSERT INTO pulse (session_id, passage_id, position, t_ns, width_us, rules_id)
SELECT session_id, passage_id, position, t_ns, width_us, 1 FROM old_pulse;

INSERT INTO split (session_id, run, athlete, point, gate, at_mm, time_us, segment_us, delta_us, pm_us, kind,
  certainty, runner_up, runner_up_certainty, confirmed, excluded, provisional, t_ns, passage_id, flags,
  distance_mm, start, rules_id)
SELECT session_id, run, athlete, point, gate, at_mm, time_us, segment_us, delta_us, pm_us, kind,
  certainty, runner_up, runner_up_certainty, confirmed, excluded, provisional, old.t_ns, passage_id, flags,
  run.distance_mm, run.start, 1
FROM old_split AS old JOIN run USING (session_id, run);

INSERT INTO unassigned (session_id, run, gate, t_ns, width_us, reason, rules_id)
SELECT session_id, run, gate, t_ns, width_us, reason, 1 FROM old_unassigned;

INSERT INTO act (session_id, run, act, t_ns, what, by, why, undone, rules_id)
SELECT session_id, run, act, t_ns, what, by, why, undone, 1 FROM old_act;

INSERT INTO edit (session_id, run, act, input_id, rules_id)
SELECT act.session_id, act.run, act.act, input_id, 1
FROM command CROSS JOIN input USING (input_id) CROSS JOIN act
  ON act.session_id = input.session_id AND act.run = line ->> 'run' AND act.t_ns = input.t_ns
WHERE type NOT IN ('undo', 'redo');

INSERT INTO warning (session_id, seq, t_ns, code, sentence, run, gate, rules_id)
SELECT session_id, seq, t_ns, code, sentence, run, gate, 1 FROM old_warning;
)sql";

void add_what_is_missing(Database& database) {
    database.script(kNoActs);
    for (const auto& [table, column, type] : kAdditions) {
        const bool is_there =
            database.number("SELECT count(*) FROM pragma_table_info(?) WHERE name = ?",
                            {std::string(table), std::string(column)}) != 0;
        if (!is_there) {
            database.script(fmt::format("ALTER TABLE {} ADD COLUMN {} {}", table, column, type));
        }
    }
}

}  // namespace

/// The raw tables stay as they are; the derived ones are laid out anew and their rows carried over, as the rules of
/// their time made them.
void bring_from_1_to_2(Database& database) {
    add_what_is_missing(database);
    for (const auto* table : kDerived) {
        database.script(fmt::format("ALTER TABLE {0} RENAME TO old_{0}", table));
    }
    database.script(create_rules() + create_derived_tables() + kCopy);
    for (auto table = kDerived.rbegin(); table != kDerived.rend(); ++table) {
        database.script(fmt::format("DROP TABLE old_{}", *table));
    }
}

}  // namespace qm::archive::schema
