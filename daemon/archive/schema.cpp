// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/schema.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>

#include <fmt/format.h>

namespace qm::archive::schema {

namespace {

/// "QMRK", so that the file is known for what it is.
constexpr std::int64_t kApplicationId = 0x514D524B;

constexpr const char* kRawTables = R"sql(
CREATE TABLE session (
  -- Raw. One sitting of the daemon within one boot of the machine: gate times of two boots never mix.
  session_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,          -- the id on the wire
  boot TEXT NOT NULL,                 -- the kernel's boot id
  wall_us INTEGER NOT NULL,           -- when it began: microseconds since 1970 UTC
  ground TEXT NOT NULL                -- track and gates: the first line of the session log, JSON
) STRICT;
CREATE INDEX session_by_boot ON session (boot);

CREATE TABLE session_end (
  -- Raw. A session that ended cleanly has a row here; one without it was cut off, or still runs.
  session_id INTEGER PRIMARY KEY REFERENCES session
) STRICT;

CREATE TABLE input (
  -- Raw. All that ever happened to a session, in this order. What else an input holds is in the table of
  -- its type. Everything derived can be computed anew from these.
  input_id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES session,
  t_ns INTEGER NOT NULL,              -- the gate clock: nanoseconds since boot
  type TEXT NOT NULL,                 -- as in the session log: edge, run, start, ...
  extra TEXT                          -- fields this version does not know, one JSON object
) STRICT;
CREATE INDEX input_by_session ON input (session_id, input_id);

CREATE TABLE edge (
  -- Raw. One transition of one beam, as the kernel stamped it.
  input_id INTEGER PRIMARY KEY REFERENCES input,
  gate TEXT NOT NULL,
  beam INTEGER NOT NULL,              -- 0, or 1 for the second beam of a dual gate
  broken INTEGER NOT NULL CHECK (broken IN (0, 1)),
  line_seqno INTEGER,                 -- the kernel's count on this line
  global_seqno INTEGER                -- the kernel's count over all lines
) STRICT;

CREATE TABLE edges_lost (
  -- Raw. A gap in the kernel's counts: edges nobody can tell any more.
  input_id INTEGER PRIMARY KEY REFERENCES input,
  gate TEXT NOT NULL,
  count INTEGER NOT NULL
) STRICT;

CREATE TABLE clock_pair (
  -- Raw. Wall time beside gate time.
  input_id INTEGER PRIMARY KEY REFERENCES input,
  wall_us INTEGER NOT NULL,           -- microseconds since 1970 UTC
  boot TEXT NOT NULL
) STRICT;

CREATE TABLE command (
  -- Raw. What a person did, as the line of the session log: run, arm, start, assign, undo, ...
  input_id INTEGER PRIMARY KEY REFERENCES input,
  line TEXT NOT NULL
) STRICT;
)sql";

constexpr const char* kDerivedTables = R"sql(
CREATE TABLE run (
  -- Derived. One timed effort from one start.
  session_id INTEGER NOT NULL REFERENCES session,
  run TEXT NOT NULL,
  distance_mm INTEGER NOT NULL,
  start TEXT NOT NULL,                -- gun, hand or gate
  stagger TEXT NOT NULL,              -- none, one or break
  phase TEXT NOT NULL,                -- created, armed, running or ended
  start_t_ns INTEGER,                 -- the start on the gate clock
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  -- Derived. An athlete in a run: as entered, and how he or she stands.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  athlete TEXT NOT NULL,
  position INTEGER NOT NULL,          -- in the list of entries, from 0
  lane INTEGER,
  bib TEXT,
  sex TEXT,                           -- men or women
  delay_us INTEGER NOT NULL,          -- sets off this much after the start
  target_us INTEGER,                  -- for the whole distance
  best_us INTEGER,                    -- personal best over the distance
  status TEXT NOT NULL,               -- running, finished, dnf, dns or dq
  start_t_ns INTEGER,                 -- the athlete's own start on the gate clock
  time_us INTEGER,                    -- the finish time
  official TEXT,                      -- the same, rounded up to 0.01 s
  predicted_us INTEGER,               -- finish time foreseen at the last split
  predicted_pm_us INTEGER,            -- one standard deviation of it
  next_point INTEGER,                 -- the point of the course due next
  next_due_us INTEGER,                -- and when
  next_due_pm_us INTEGER,             -- one standard deviation of it
  reaction_us INTEGER,                -- from the starting block's switch
  reason TEXT,                        -- why dns, dnf or dq, as a person gave it
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, athlete),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (
  -- Derived. One athlete going through one gate, or what looked like it.
  session_id INTEGER NOT NULL REFERENCES session,
  passage_id INTEGER NOT NULL,        -- counted within the session
  gate TEXT NOT NULL,
  t_ns INTEGER NOT NULL,              -- leading edge of the longest pulse
  width_us INTEGER NOT NULL,          -- of that pulse
  pulse_count INTEGER NOT NULL,
  run TEXT,
  athlete TEXT,                       -- whose; NULL: nobody's
  verdict TEXT,                       -- why, in a sentence
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, passage_id),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE pulse (
  -- Derived. A beam broken and restored, within a passage: the first of them where there were many.
  session_id INTEGER NOT NULL,
  passage_id INTEGER NOT NULL,
  position INTEGER NOT NULL,          -- within the passage, from 0
  t_ns INTEGER NOT NULL,
  width_us INTEGER NOT NULL,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, passage_id, position),
  FOREIGN KEY (session_id, passage_id) REFERENCES passage
) STRICT, WITHOUT ROWID;

CREATE TABLE split (
  -- Derived. Elapsed time from an athlete's own start to one point of the course, as it stands now.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  athlete TEXT NOT NULL,
  point INTEGER NOT NULL,             -- of the athlete's course, from 0
  gate TEXT NOT NULL,
  at_mm INTEGER NOT NULL,             -- the true distance run there
  time_us INTEGER,                    -- NULL: missed
  segment_us INTEGER,                 -- since the point before, both ends measured
  delta_us INTEGER,                   -- minus the target; positive is slower
  pm_us INTEGER,                      -- one standard deviation of the time
  kind TEXT NOT NULL,                 -- measured, hand, estimated, edited or missed
  certainty REAL NOT NULL,            -- that this passage was this athlete's, 0 to 1
  runner_up TEXT,                     -- who else it may have been; NULL: nobody
  runner_up_certainty REAL NOT NULL,  -- how likely the next best explanation is
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),     -- a person said so
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),       -- happened, does not count
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
  t_ns INTEGER,                       -- the raw edge the time was measured at
  passage_id INTEGER,                 -- no reference: a provisional split comes before its passage
  flags TEXT NOT NULL,                -- what is doubtful and why: sentences, one a line
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, athlete, point),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE unassigned (
  -- Derived. A passage that was given to nobody, and why.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  gate TEXT NOT NULL,
  t_ns INTEGER NOT NULL,
  width_us INTEGER NOT NULL,
  reason TEXT NOT NULL,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, gate, t_ns),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;

CREATE TABLE act (
  -- Derived. A correction that a person made, the undone ones too.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  act INTEGER NOT NULL,               -- number within the run, from 1
  t_ns INTEGER NOT NULL,
  what TEXT NOT NULL,                 -- a sentence
  by TEXT,                            -- who made it
  why TEXT,
  undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, act),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;

CREATE TABLE warning (
  -- Derived. What the coach was warned of.
  session_id INTEGER NOT NULL REFERENCES session,
  seq INTEGER NOT NULL,               -- number of its event within the session
  t_ns INTEGER NOT NULL,
  code TEXT NOT NULL,
  sentence TEXT NOT NULL,
  run TEXT,
  gate TEXT,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, seq)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array kRawTableNames{"session",    "session_end", "input",  "edge",
                                    "edges_lost", "clock_pair",  "command"};

/// What was stamped stays as it was stamped.
std::string append_only_rules() {
    std::string sql;
    for (const auto* table : kRawTableNames) {
        for (const auto* act : {"UPDATE", "DELETE"}) {
            sql += fmt::format(
                "CREATE TRIGGER {0}_refuses_{1} BEFORE {1} ON {0} BEGIN\n"
                "  SELECT RAISE(ABORT, 'raw rows are for good: {0} takes no {1}');\nEND;\n",
                table, act);
        }
    }
    return sql;
}

void create_first_version(Database& database) {
    database.script(fmt::format("PRAGMA application_id = {}", kApplicationId));
    database.script(kRawTables);
    database.script(append_only_rules());
    database.script(kDerivedTables);
}

/// Element n brings version n to n + 1.
constexpr std::array kMigrations{&create_first_version};

/// "split.kind": every column of every table there is.
std::set<std::string> columns_of(Database& database) {
    std::set<std::string> columns;
    auto rows = database.query(
        "SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table'");
    while (rows.next()) columns.insert(rows.text(0));
    return columns;
}

/// Until the first release the layout may change under its number.
bool has_todays_columns(Database& database) {
    Database fresh{":memory:", Database::Access::ReadWrite};
    for (const auto& step : kMigrations) step(fresh);
    const auto wanted = columns_of(fresh);
    const auto found = columns_of(database);
    return std::includes(found.begin(), found.end(), wanted.begin(), wanted.end());
}

Refused foreign() {
    return Refused(Error{"archive_foreign",
                         "this is an SQLite database, but not a Quartermark "
                         "archive: give another path"},
                   false);
}

}  // namespace

int version() { return static_cast<int>(kMigrations.size()); }

void check(Database& database, bool may_migrate) {
    const auto found = database.number("PRAGMA user_version");
    const bool is_ours = database.number("PRAGMA application_id") == kApplicationId;
    const bool is_empty = database.number("SELECT count(*) FROM sqlite_master") == 0;
    if (!is_ours && !(is_empty && found == 0 && may_migrate)) throw foreign();
    if (found > version()) {
        throw Refused(
            Error{"archive_newer",
                  fmt::format("the archive is of version {}, this program knows {}: use the newer "
                              "Quartermark that wrote it; nothing was changed",
                              found, version())},
            false);
    }
    if (found < version() && !may_migrate) {
        throw Refused(
            Error{"archive_older",
                  fmt::format("the archive is of version {}, this program reads {}: start "
                              "quartermarkd once to bring it up to date",
                              found, version())},
            false);
    }
    if (found > 0 && found == version() && !has_todays_columns(database)) {
        throw Refused(Error{"archive_older",
                            "the archive is of a layout from before the first release, which this "
                            "program cannot read: export its sessions with the program that wrote "
                            "it and give another path; nothing was changed"},
                      false);
    }
}

void migrate(Database& database) {
    for (auto next = database.number("PRAGMA user_version"); next < version(); ++next) {
        Transaction transaction{database};
        kMigrations.at(static_cast<std::size_t>(next))(database);
        database.script(fmt::format("PRAGMA user_version = {}", next + 1));
        transaction.commit();
    }
}

}  // namespace qm::archive::schema
