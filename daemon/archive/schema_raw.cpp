// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include <fmt/format.h>

#include "daemon/archive/schema_text.hpp"

namespace qm::archive::schema {

namespace {

constexpr const char* kRawTables = R"sql(
CREATE TABLE session (
  -- Raw. One sitting of the daemon within one boot of the machine: gate times of two boots never mix.
  session_id INTEGER PRIMARY KEY,     -- in the order they began
  name TEXT NOT NULL UNIQUE,          -- the id on the wire
  boot TEXT NOT NULL,                 -- the kernel's boot id
  wall_us INTEGER NOT NULL,           -- when it began: microseconds since 1970 UTC
  ground TEXT NOT NULL                -- track, gates and source: the first line of the session log, JSON
) STRICT;
CREATE INDEX session_by_boot ON session (boot);

CREATE TABLE session_end (
  -- Raw. A session that ended cleanly has a row here; one without it was cut off, or still runs.
  session_id INTEGER PRIMARY KEY REFERENCES session  -- which
) STRICT;

CREATE TABLE input (
  -- Raw. All that ever happened to a session, in this order. What else an input holds is in the table of its type.
  -- Everything derived can be computed anew from these.
  input_id INTEGER PRIMARY KEY,       -- in the order they were taken
  session_id INTEGER NOT NULL REFERENCES session,  -- to which it happened
  t_ns INTEGER NOT NULL,              -- the gate clock: nanoseconds since boot
  type TEXT NOT NULL,                 -- as in the session log: edge, run, start, ...
  extra TEXT                          -- fields this version does not know, one JSON object
) STRICT;
CREATE INDEX input_by_session ON input (session_id, input_id);

CREATE TABLE edge (
  -- Raw. One transition of one beam, as the kernel stamped it.
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it
  gate TEXT NOT NULL,                 -- as named in the session's ground
  beam INTEGER NOT NULL,              -- 0, or 1 for the second beam of a dual gate
  broken INTEGER NOT NULL CHECK (broken IN (0, 1)),  -- 1 broken, 0 restored
  line_seqno INTEGER,                 -- the kernel's count on this line
  global_seqno INTEGER                -- the kernel's count over all lines
) STRICT;

CREATE TABLE edges_lost (
  -- Raw. A gap in the kernel's counts: edges nobody can tell any more.
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it
  gate TEXT NOT NULL,                 -- as named in the session's ground
  count INTEGER NOT NULL              -- how many
) STRICT;

CREATE TABLE clock_pair (
  -- Raw. Wall time beside gate time, taken at the start, every minute and at the end.
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it, with the gate time
  wall_us INTEGER NOT NULL,           -- microseconds since 1970 UTC
  boot TEXT NOT NULL                  -- the kernel's boot id
) STRICT;

CREATE TABLE command (
  -- Raw. What a person did: run, arm, start, assign, undo, ...
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it
  line TEXT NOT NULL                  -- all of it, as the line of the session log, JSON
) STRICT;
)sql";

/// New in version 2.
constexpr const char* kRules = R"sql(
CREATE TABLE rules (
  -- Raw. By which rules and settings derived rows were made.
  rules_id INTEGER PRIMARY KEY,       -- each derived row names its own
  rules_version INTEGER NOT NULL,     -- raised when the same inputs begin to give other answers
  settings TEXT,                      -- of timing, one JSON object; NULL: not recorded
  UNIQUE (rules_version, settings)
) STRICT;
)sql";

/// What was stamped stays as it was stamped.
std::string append_only(const std::string& table) {
    std::string sql;
    for (const auto* act : {"UPDATE", "DELETE"}) {
        sql += fmt::format(
            "CREATE TRIGGER {0}_refuses_{1} BEFORE {1} ON {0} BEGIN\n"
            "  SELECT RAISE(ABORT, 'raw rows are for good: {0} takes no {1}');\nEND;\n",
            table, act);
    }
    return sql;
}

}  // namespace

std::string create_raw_tables() {
    std::string sql = kRawTables;
    for (const auto* table :
         {"session", "session_end", "input", "edge", "edges_lost", "clock_pair", "command"}) {
        sql += append_only(table);
    }
    return sql;
}

std::string refuse_replacing() {
    struct Key {
        const char* table;
        const char* is_taken;
    };
    constexpr std::array kKeys{Key{"session", "session_id = NEW.session_id OR name = NEW.name"},
                               Key{"session_end", "session_id = NEW.session_id"},
                               Key{"input", "input_id = NEW.input_id"},
                               Key{"edge", "input_id = NEW.input_id"},
                               Key{"edges_lost", "input_id = NEW.input_id"},
                               Key{"clock_pair", "input_id = NEW.input_id"},
                               Key{"command", "input_id = NEW.input_id"},
                               Key{"rules",
                                   "rules_id = NEW.rules_id OR (rules_version = NEW.rules_version "
                                   "AND settings = NEW.settings)"}};
    std::string sql;
    for (const auto& [table, is_taken] : kKeys) {
        sql += fmt::format(
            "CREATE TRIGGER IF NOT EXISTS {0}_refuses_REPLACE BEFORE INSERT ON {0}\n"
            "WHEN EXISTS (SELECT 1 FROM {0} WHERE {1}) BEGIN\n"
            "  SELECT RAISE(ABORT, 'raw rows are for good: {0} has this row');\nEND;\n",
            table, is_taken);
    }
    return sql;
}

std::string create_rules() { return kRules + append_only("rules"); }

}  // namespace qm::archive::schema
