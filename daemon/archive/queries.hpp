// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/archive/archive.hpp"
#include "protocol/state.hpp"

/// The usual questions to an archive, answered from its derived tables.
namespace qm::archive {

/// From `from` until before `until`, by the wall clock: a label, as good as that clock was set.
struct WallRange {
    WallTime from{};
    WallTime until{};
};

/// Which runs, newest first: those of one session, those of a time, or all; a page at a time.
struct RunFilter {
    std::optional<SessionId> session = {};
    std::optional<WallRange> range = {};
    std::size_t skip = 0;
    std::size_t count = 50;
    std::string search =
        {};  ///< part of an athlete's name, of the day (2026-11-22, UTC) or of the session's id
};

/// A line of the run list.
struct RunSummary {
    SessionId session;
    RunId run;
    WallTime wall{};  ///< of its start; of its creation before it was started
    Distance distance;
    StartKind start = StartKind::Gun;
    RunPhase phase = RunPhase::Created;
    std::size_t entries = 0;
    std::size_t finished = 0;
    std::optional<Elapsed> best = {};      ///< the fastest finish
    std::vector<AthleteId> athletes = {};  ///< the first limits::kKeptNames of them
};

/// What the gates saw of a run, as far as it was asked for.
struct Trace {
    std::vector<Edge> edges = {};
    std::vector<EdgesLost> lost = {};
    std::vector<PassageClosed> passages = {};
    bool more = false;  ///< later edges were left out, and the passages of their time
};

/// On the gate clock, both ends with it. Where an end is left open: 5 s before the first, or after the last, start,
/// split or passage of the run.
struct GateRange {
    std::optional<Instant> from = {};
    std::optional<Instant> until = {};
};

/// By which rules and settings derived rows were made.
struct Rules {
    int version = 0;
    std::string settings;  ///< one JSON object; empty where they were not recorded
};

/// One run as it stands in the archive. Of the plans, `target_cum`, `pace` and `extra` are left out, and
/// so are the courses and what only matters while a run is under way (needs).
struct RunResult {
    SessionId session;
    WallTime wall{};
    Rules rules;
    RunState state;
};

/// The fastest time of an athlete at a distance among those of the view `counting_split`: measured by gates, not
/// doubtful, and nothing else against it. A flying start (`start: gate`) is a list of its own.
struct Best {
    Distance distance;  ///< of the run
    StartKind start = StartKind::Gun;
    Distance at;  ///< where it was passed; the finish where it equals `distance`
    Elapsed time{};
    std::optional<Elapsed> plus_minus = {};
    double certainty = 0;
    SessionId session;
    RunId run;
    WallTime wall{};
};

/// An athlete over one distance in a season, without training on simulated gates and logs that were played. What was
/// run in one session belongs to the season of the first of it.
struct SeasonRow {
    AthleteId athlete;
    Distance distance;
    StartKind start = StartKind::Gun;
    std::size_t runs = 0;  ///< that the athlete started in
    std::size_t finished = 0;
    std::optional<Elapsed> best = {};     ///< as Best says; none where no finish may be one
    std::optional<Elapsed> average = {};  ///< of all finish times, whatever their kind
    WallTime first{};
    WallTime last{};
};

struct AthleteSummary {
    AthleteId athlete;
    std::size_t runs = 0;  ///< entered in
    WallTime first{};
    WallTime last{};
};

/// What a person did to a run's results: a correction, an undo or a redo.
struct Edit {
    SessionId session;
    RunId run;
    Instant at;
    WallTime wall{};
    std::string type;             ///< as in the session log: assign, discard, undo, ...
    std::string by;               ///< who; empty: not said
    std::string why;              ///< empty: not said
    std::optional<int> act = {};  ///< the correction it made, took back or gave back
    std::string what;             ///< that correction, a sentence; empty where `act` is
    bool undone = false;          ///< whether that correction is undone by now
    friend bool operator==(const Edit&, const Edit&) = default;
};

/// Asks an archive; also one opened for reading, beside a running daemon. Must not outlive it. Errors are those of
/// Archive, and "unknown_run".
class Queries {
public:
    explicit Queries(const Archive& archive) : archive_(&archive) {}

    [[nodiscard]] Result<std::vector<RunSummary>> runs(const RunFilter& filter) const;
    /// Entries in their order, splits in theirs.
    [[nodiscard]] Result<RunResult> run(const SessionId& session, const RunId& run) const;
    /// At most `count` edges, and as many gaps and passages of their time.
    [[nodiscard]] Result<Trace> trace(const SessionId& session, const RunId& run,
                                      const GateRange& range, std::size_t count) const;
    /// By name.
    [[nodiscard]] Result<std::vector<AthleteSummary>> athletes() const;
    /// By distance, start and place. Empty for an athlete nobody knows.
    [[nodiscard]] Result<std::vector<Best>> bests(const AthleteId& athlete) const;
    /// The athlete's finish times, whatever their kind, newest first; none of training on simulated gates or of logs
    /// that were played.
    [[nodiscard]] Result<std::vector<Best>> finishes(const AthleteId& athlete) const;
    /// By name, distance and start.
    [[nodiscard]] Result<std::vector<SeasonRow>> season(const WallRange& range) const;
    /// In the order they were made.
    [[nodiscard]] Result<std::vector<Edit>> edits(const SessionId& session) const;

private:
    const Archive* archive_;
};

}  // namespace qm::archive
