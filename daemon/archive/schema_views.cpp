// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <utility>

#include "daemon/archive/schema_text.hpp"

namespace qm::archive::schema {

namespace {

constexpr const char* kSessionList = R"sql(
CREATE VIEW session_list AS
  -- View. The sessions, oldest first, and where their edges came from.
  SELECT
    session_id,                                  -- in the order they began
    name AS session,                             -- the id on the wire
    datetime(wall_us / 1000000, 'unixepoch') AS utc,  -- when it began: date and time
    source,                                      -- gpiod: gates; simulated: training; replay: a log was played; unknown: not recorded
    boot LIKE 'imported %' AS imported,          -- 1: taken in from a session log, which tells the source
    source NOT IN ('simulated', 'replay') AS counts  -- 1: its times may be bests, its runs are in the season
  FROM (SELECT *, coalesce(CASE WHEN json_valid(ground) THEN ground ->> 'source' END, 'unknown') AS source
    FROM session);
)sql";

/// The one rule of what may be a best.
constexpr const char* kCountingSplit = R"sql(
CREATE VIEW counting_split AS
  -- View. The splits that may be an athlete's best: measured, of a session that counts, not doubtful unless a person confirmed it,
  -- none that does not count, none of a disqualification, no finish of one who did not finish.
  SELECT
    split.session_id AS session_id,              -- in which
    split.run AS run,                            -- in which
    split.athlete AS athlete,                    -- whose
    split.point AS point,                        -- of the athlete's course, from 0
    split.distance_mm AS distance_mm,            -- of the run
    split.start AS start,                        -- of the run: gun, hand or gate
    split.at_mm AS at_mm,                        -- the true distance run there
    split.time_us AS time_us                     -- the time
  FROM split CROSS JOIN entry USING (session_id, run, athlete)
    CROSS JOIN session_list USING (session_id)
  WHERE split.kind = 'measured' AND split.excluded = 0 AND split.provisional = 0
    AND (split.flags = '' OR split.confirmed = 1)
    AND (entry.status = 'finished' OR (entry.status <> 'dq' AND split.at_mm < split.distance_mm))
    AND session_list.counts = 1;
)sql";

constexpr const char* kRunList = R"sql(
CREATE VIEW run_list AS
  -- View. The runs, oldest session first, in their order.
  SELECT
    session.name AS session,                     -- the id on the wire
    run.run AS run,                              -- its id within the session
    {when} AS utc,                               -- when it was started, or created: date and time
    run.distance_mm / 1000.0 AS distance_m,      -- to be run
    run.start AS start,                          -- gun, hand or gate
    run.phase AS phase,                          -- created, armed, running or ended
    (SELECT count(*) FROM entry WHERE entry.session_id = run.session_id AND entry.run = run.run)
      AS entries,                                -- how many athletes were entered
    (SELECT count(*) FROM entry WHERE entry.session_id = run.session_id AND entry.run = run.run
      AND entry.status = 'finished') AS finished,  -- how many of them have finished
    (SELECT min(time_us) FROM entry WHERE entry.session_id = run.session_id
      AND entry.run = run.run AND entry.status = 'finished') AS best_us,  -- the fastest finish
    session_list.source AS source,               -- of the session's edges
    rules.rules_version AS rules_version         -- what made it
  FROM run JOIN session USING (session_id) JOIN session_list USING (session_id) JOIN rules USING (rules_id)
  ORDER BY run.session_id, run.position;
)sql";

constexpr const char* kRunSplit = R"sql(
CREATE VIEW run_split AS
  -- View. The splits of each run: by entry, in the order they were run.
  SELECT
    session.name AS session,                     -- the id on the wire
    split.run AS run,                            -- its id within the session
    split.athlete AS athlete,                    -- whose
    entry.status AS status,                      -- of the athlete: running, finished, dnf, dns or dq
    split.gate AS gate,                          -- as named in the session's ground
    split.at_mm / 1000.0 AS at_m,                -- the true distance run there
    {official} AS official,                      -- the time, rounded up to 0.01 s; gate times are no photo-finish times
    split.time_us AS time_us,                    -- the time; NULL: missed
    split.segment_us AS segment_us,              -- since the point before, both ends measured
    split.delta_us AS delta_us,                  -- minus the target; positive is slower
    split.pm_us AS pm_us,                        -- one standard deviation of the time
    split.kind AS kind,                          -- measured, hand, estimated, edited or missed
    split.certainty AS certainty,                -- that this passage was this athlete's, 0 to 1
    split.runner_up AS runner_up,                -- who else it may have been
    split.confirmed AS confirmed,                -- 1: a person said so
    split.excluded AS excluded,                  -- 1: happened, does not count
    split.flags AS flags,                        -- what is doubtful and why: sentences, one a line
    rules.rules_version AS rules_version,        -- what made it
    rules.settings AS settings                   -- and with which settings
  FROM split JOIN session USING (session_id) JOIN rules USING (rules_id)
    JOIN run USING (session_id, run) JOIN entry USING (session_id, run, athlete)
  ORDER BY split.session_id, run.position, entry.position, split.point;
)sql";

constexpr const char* kSplitPart = R"sql(
CREATE VIEW split_part AS
  -- View. What the plus-minus of a split is made of; parts add as squares.
  SELECT
    session.name AS session,                     -- the id on the wire
    split.run AS run,                            -- its id within the session
    split.athlete AS athlete,                    -- whose
    split.point AS point,                        -- of the athlete's course, from 0
    part.value ->> 0 AS what,                    -- a few words
    part.value ->> 1 AS pm_us                    -- one standard deviation
  FROM split JOIN session USING (session_id), json_each(split.pm_parts) AS part;
)sql";

constexpr const char* kAthlete = R"sql(
CREATE VIEW athlete AS
  -- View. Everyone who was ever entered, by name.
  SELECT
    athlete,                                     -- the name
    sum(entries) AS entries,                     -- in so many runs
    sum(runs) AS runs,                           -- that the athlete started in
    min(first_wall_us) AS first_wall_us,         -- the first of them
    max(last_wall_us) AS last_wall_us            -- the last of them
  FROM form GROUP BY athlete;
)sql";

constexpr const char* kAthleteBest = R"sql(
CREATE VIEW athlete_best AS
  -- View. An athlete's fastest time at each distance, of those in counting_split.
  WITH RECURSIVE passed (athlete, distance_mm, start, at_mm) AS (
    SELECT DISTINCT athlete, distance_mm, start, 0 FROM form
    UNION ALL
    SELECT athlete, distance_mm, start, (
      SELECT min(at_mm) FROM split WHERE split.athlete = passed.athlete
        AND split.distance_mm = passed.distance_mm AND split.start = passed.start
        AND split.at_mm > passed.at_mm AND kind = 'measured' AND excluded = 0 AND provisional = 0)
    FROM passed WHERE at_mm IS NOT NULL)
  SELECT
    passed.athlete AS athlete,                   -- whose
    passed.distance_mm / 1000.0 AS distance_m,   -- of the run
    passed.start AS start,                       -- gun, hand or gate: a flying start is no other's equal
    passed.at_mm / 1000.0 AS at_m,               -- where it was passed
    {official} AS official,                      -- the time, rounded up to 0.01 s
    split.time_us AS time_us,                    -- the time
    split.pm_us AS pm_us,                        -- one standard deviation of it
    split.certainty AS certainty,                -- that this passage was this athlete's, 0 to 1
    session.name AS session,                     -- in which
    split.run AS run,                            -- in which
    {when} AS utc                                -- when: date and time
  FROM passed JOIN split ON (split.session_id, split.run, split.athlete, split.point) = (
      SELECT one.session_id, one.run, one.athlete, one.point FROM counting_split AS one
      WHERE one.athlete = passed.athlete AND one.distance_mm = passed.distance_mm
        AND one.start = passed.start AND one.at_mm = passed.at_mm
      ORDER BY one.time_us LIMIT 1)
    JOIN run ON run.session_id = split.session_id AND run.run = split.run
    JOIN session ON session.session_id = split.session_id;
)sql";

constexpr const char* kSeason = R"sql(
CREATE VIEW season AS
  -- View. Each athlete over each distance, year by year, in the sessions that count.
  SELECT
    year,                                        -- of the session's first run, UTC
    athlete,                                     -- whose
    distance_mm / 1000.0 AS distance_m,          -- of the runs
    start,                                       -- gun, hand or gate
    runs,                                        -- that the athlete started in
    finished,                                    -- so many of them
    {best} AS official,                          -- the best, rounded up to 0.01 s
    best_us,                                     -- of those finish times that are in counting_split, as in athlete_best
    average_us                                   -- of all finish times, whatever their kind and certainty
  FROM (
    SELECT strftime('%Y', first_wall_us / 1000000, 'unixepoch') AS year, athlete, distance_mm, start,
      sum(runs) AS runs, sum(finished) AS finished, min(best_us) AS best_us,
      sum(sum_us) / sum(finished) AS average_us
    FROM form
    WHERE form.runs > 0 AND session_id NOT IN (SELECT session_id FROM session_list WHERE counts = 0)
    GROUP BY 1, 2, 3, 4);
)sql";

constexpr const char* kEditHistory = R"sql(
CREATE VIEW edit_history AS
  -- View. Who corrected what, when and why, in the order it was done; what was undone is seen as such.
  SELECT
    session.name AS session,                     -- the id on the wire
    command.line ->> 'run' AS run,               -- its id within the session
    {edit_when} AS utc,                          -- date and time, by the pair of clocks before it
    input.t_ns AS t_ns,                          -- the same on the gate clock
    input.type AS type,                          -- assign, swap, discard, ..., undo or redo
    command.line ->> 'by' AS by,                 -- who; NULL: not said
    command.line ->> 'why' AS why,               -- NULL: not said
    edit.act AS act,                             -- the correction it made, took back or gave back
    act.what AS what,                            -- that correction, a sentence
    act.undone AS undone,                        -- 1: that correction is undone by now
    command.line AS line                         -- all a person said, JSON
  FROM input JOIN session USING (session_id) JOIN command USING (input_id)
    LEFT JOIN edit USING (input_id)
    LEFT JOIN act ON act.session_id = edit.session_id AND act.run = edit.run AND act.act = edit.act
  WHERE input.type IN ('assign', 'swap', 'discard', 'exclude', 'restore', 'add', 'tap', 'status',
    'set_start', 'recall', 'undo', 'redo')
  ORDER BY input.input_id;
)sql";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), with);
        at += with.size();
    }
    return text;
}

/// As print_official(): rounded up to 0.01 s. `{us}` is the time.
constexpr const char* kOfficial =
    "CASE\n"
    "      WHEN ({us} + 9999) / 10000 < 6000 THEN\n"
    "        printf('%d.%02d', ({us} + 9999) / 1000000,\n"
    "          ({us} + 9999) / 10000 % 100)\n"
    "      WHEN ({us} + 9999) / 10000 < 360000 THEN\n"
    "        printf('%d:%02d.%02d', ({us} + 9999) / 60000000,\n"
    "          ({us} + 9999) / 1000000 % 60, ({us} + 9999) / 10000 % 100)\n"
    "      WHEN {us} IS NOT NULL THEN\n"
    "        printf('%d:%02d:%02d.%02d', ({us} + 9999) / 3600000000,\n"
    "          ({us} + 9999) / 60000000 % 60,\n"
    "          ({us} + 9999) / 1000000 % 60, ({us} + 9999) / 10000 % 100)\n"
    "    END";

constexpr const char* kWhen = "datetime(run.wall_us / 1000000, 'unixepoch')";

constexpr const char* kEditWhen =
    "(SELECT datetime((pair.wall_us + (input.t_ns - clock.t_ns) / 1000) / 1000000, "
    "'unixepoch')\n"
    "      FROM clock_pair AS pair JOIN input AS clock USING (input_id)\n"
    "      WHERE pair.input_id < input.input_id ORDER BY pair.input_id DESC LIMIT 1)";

/// Without what stands around a statement in a script.
std::string as_kept(const std::string& text) {
    const auto first = text.find("CREATE");
    return text.substr(first, text.rfind(';') - first);
}

std::string name_in(const std::string& sql) {
    const auto at = std::string_view{"CREATE VIEW "}.size();
    return sql.substr(at, sql.find(' ', at) - at);
}

}  // namespace

std::vector<View> views() {
    std::vector<View> all;
    for (const auto* text : {kSessionList, kCountingSplit, kRunList, kRunSplit, kSplitPart,
                             kAthlete, kAthleteBest, kSeason, kEditHistory}) {
        std::string sql = as_kept(text);
        sql = replaced(sql, "{when}", kWhen);
        sql = replaced(sql, "{edit_when}", kEditWhen);
        sql = replaced(sql, "{official}", replaced(kOfficial, "{us}", "split.time_us"));
        sql = replaced(sql, "{best}", replaced(kOfficial, "{us}", "best_us"));
        all.push_back({name_in(sql), std::move(sql)});
    }
    return all;
}

}  // namespace qm::archive::schema
