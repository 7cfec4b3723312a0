// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/schema_text.hpp"

namespace qm::archive::schema {

namespace {

constexpr const char* kDerivedTables = R"sql(
CREATE TABLE run (
  -- Derived. One timed effort from one start.
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  run TEXT NOT NULL,                  -- its id, one of a kind within the session
  position INTEGER NOT NULL,          -- in the session, from 1
  wall_us INTEGER NOT NULL,           -- of its start, or before that of its creation: a label
  distance_mm INTEGER NOT NULL,       -- to be run
  start TEXT NOT NULL,                -- gun, hand or gate
  stagger TEXT NOT NULL,              -- none, one or break
  phase TEXT NOT NULL,                -- created, armed, running or ended
  start_t_ns INTEGER,                 -- the start on the gate clock
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX run_by_position ON run (session_id, position);
CREATE INDEX run_by_wall ON run (wall_us);

CREATE TABLE entry (
  -- Derived. An athlete in a run: as entered, and how he or she stands.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- in which
  athlete TEXT NOT NULL,              -- the name; one of a name in a run
  position INTEGER NOT NULL,          -- in the list of entries, from 0
  lane INTEGER,                       -- 1 is the innermost
  bib TEXT,                           -- the number worn
  sex TEXT,                           -- men or women
  delay_us INTEGER NOT NULL,          -- sets off this much after the start
  target_us INTEGER,                  -- for the whole distance
  best_us INTEGER,                    -- personal best over the distance, as entered
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
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, athlete),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_athlete ON entry (athlete);

CREATE TABLE passage (
  -- Derived. One athlete going through one gate, or what looked like it.
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  passage_id INTEGER NOT NULL,        -- counted within the session
  gate TEXT NOT NULL,                 -- as named in the session's ground
  t_ns INTEGER NOT NULL,              -- leading edge of the longest pulse, on the gate clock
  width_us INTEGER NOT NULL,          -- of that pulse
  pulse_count INTEGER NOT NULL,       -- of how many pulses it is made
  run TEXT,                           -- in which; NULL: none had the gates
  athlete TEXT,                       -- whose; NULL: nobody's
  verdict TEXT,                       -- why, in a sentence
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, passage_id),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE pulse (
  -- Derived. A beam broken and restored, within a passage: the first of them where there were many.
  session_id INTEGER NOT NULL,        -- of the passage
  passage_id INTEGER NOT NULL,        -- of which it is a part
  position INTEGER NOT NULL,          -- within the passage, from 0
  t_ns INTEGER NOT NULL,              -- broken at, on the gate clock
  width_us INTEGER NOT NULL,          -- until it was restored
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, passage_id, position),
  FOREIGN KEY (session_id, passage_id) REFERENCES passage
) STRICT, WITHOUT ROWID;

CREATE TABLE split (
  -- Derived. Elapsed time from an athlete's own start to one point of the course, as it stands now.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- in which
  athlete TEXT NOT NULL,              -- whose
  point INTEGER NOT NULL,             -- of the athlete's course, from 0
  gate TEXT NOT NULL,                 -- as named in the session's ground
  at_mm INTEGER NOT NULL,             -- the true distance run there
  time_us INTEGER,                    -- NULL: missed
  segment_us INTEGER,                 -- since the point before, both ends measured
  delta_us INTEGER,                   -- minus the target; positive is slower
  pm_us INTEGER,                      -- one standard deviation of the time
  pm_parts TEXT,                      -- what that is made of: [["body in beam",15000], ...], in microseconds
  kind TEXT NOT NULL,                 -- measured, hand, estimated, edited or missed
  certainty REAL NOT NULL,            -- that this passage was this athlete's, 0 to 1
  runner_up TEXT,                     -- who else it may have been; NULL: nobody
  runner_up_certainty REAL NOT NULL,  -- how likely the next best explanation is
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),      -- 1: a person said so
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),        -- 1: happened, does not count
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),  -- 1: the passage was still open
  t_ns INTEGER,                       -- when the athlete was there, on the gate clock: a raw edge, or worked out (see above)
  passage_id INTEGER,                 -- no reference: a provisional split comes before its passage
  flags TEXT NOT NULL,                -- what is doubtful and why: sentences, one a line
  distance_mm INTEGER NOT NULL,       -- of the run, for the index of bests
  start TEXT NOT NULL,                -- of the run, for the index of bests
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, athlete, point),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX split_by_time ON split (athlete, distance_mm, start, at_mm, time_us)
  WHERE kind = 'measured' AND excluded = 0 AND provisional = 0;

CREATE TABLE form (
  -- Derived. How an athlete's runs over one distance went in one session: what a season's table is summed up from.
  athlete TEXT NOT NULL,              -- whose
  distance_mm INTEGER NOT NULL,       -- of the runs
  start TEXT NOT NULL,                -- of the runs: gun, hand or gate
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  entries INTEGER NOT NULL,           -- in so many runs
  runs INTEGER NOT NULL,              -- that the athlete started in
  finished INTEGER NOT NULL,          -- so many of them
  best_us INTEGER,                    -- of those finish times that are in counting_split
  sum_us INTEGER,                     -- of all finish times, for their average
  first_wall_us INTEGER NOT NULL,     -- of the first of these entries' runs: a label
  last_wall_us INTEGER NOT NULL,      -- of the last of them
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (athlete, distance_mm, start, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_by_session ON form (session_id, athlete);

CREATE TABLE equivalent (
  -- Derived. What an athlete's time at a round distance would be where no gate stood for this lane. Always estimated.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- in which
  athlete TEXT NOT NULL,              -- whose
  at_mm INTEGER NOT NULL,             -- the round distance
  time_us INTEGER NOT NULL,           -- converted from the splits beside it
  pm_us INTEGER NOT NULL,             -- one standard deviation of it
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, athlete, at_mm),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE unassigned (
  -- Derived. A passage that was given to nobody, and why.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- which had the gates
  gate TEXT NOT NULL,                 -- as named in the session's ground
  t_ns INTEGER NOT NULL,              -- leading edge of the longest pulse, on the gate clock
  width_us INTEGER NOT NULL,          -- of that pulse
  reason TEXT NOT NULL,               -- a sentence
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, gate, t_ns),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;

CREATE TABLE act (
  -- Derived. A correction that a person made, the undone ones too.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- which it corrects
  act INTEGER NOT NULL,               -- number within the run, from 1
  t_ns INTEGER NOT NULL,              -- when, on the gate clock
  what TEXT NOT NULL,                 -- a sentence
  by TEXT,                            -- who made it; NULL: not said
  why TEXT,                           -- NULL: not said
  undone INTEGER NOT NULL CHECK (undone IN (0, 1)),  -- 1: it was taken back
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, act),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;

CREATE TABLE edit (
  -- Derived. Which input made a correction, took it back or gave it back. With `command` it is the edit history.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- which was corrected
  act INTEGER NOT NULL,               -- the correction
  input_id INTEGER NOT NULL REFERENCES input,  -- what a person did
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, act, input_id),
  FOREIGN KEY (session_id, run, act) REFERENCES act
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_by_input ON edit (input_id);

CREATE TABLE warning (
  -- Derived. What the coach was warned of.
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  seq INTEGER NOT NULL,               -- in the order they were given: the number of the event within the session
  t_ns INTEGER NOT NULL,              -- when, on the gate clock
  code TEXT NOT NULL,                 -- of what kind: a stable word
  sentence TEXT NOT NULL,             -- as the coach read it
  run TEXT,                           -- which it is about; NULL: none
  gate TEXT,                          -- which it is about; NULL: none
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, seq)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

std::string create_derived_tables() { return kDerivedTables; }

}  // namespace qm::archive::schema
