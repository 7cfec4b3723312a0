// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/events.hpp"
#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

/// What is kept of sessions and runs: how a listener asks the archive, and what it is answered.
namespace qm::wire {

enum class Kept : std::uint8_t {
    Runs,      ///< which runs there are, newest first, a page at a time
    Run,       ///< one run as it stands
    Trace,     ///< its raw edges and the passages made of them
    Athletes,  ///< who has run
    Bests,     ///< of one athlete
    Finishes,  ///< of one athlete, newest first
    Season,    ///< each athlete over each distance, in a stretch of wall time
    File       ///< one run as a file's text
};

/// Of `File`.
enum class FileKind : std::uint8_t { Splits, Athletes, Json, Log };

/// Asks the archive. It changes nothing, so whoever may listen may ask.
struct Ask {
    CommandId id;
    Kept what = Kept::Runs;
    std::optional<SessionId> session = {};
    std::optional<RunId> run = {};
    std::optional<AthleteId> athlete = {};
    std::string search = {};  ///< `Runs`: part of an athlete's name, of a day or of a session
    std::optional<WallTime> from = {};   ///< `Season`
    std::optional<WallTime> until = {};  ///< `Season`: before it
    std::optional<Instant> from_gate =
        {};  ///< `Trace`: else 5 s before the run's first start or passage
    std::optional<Instant> until_gate = {};  ///< `Trace`: with it; else 5 s after its last passage
    std::uint32_t skip = 0;                  ///< so many lines of the list were told before
    std::uint32_t count = 0;                 ///< 0: as many as one answer may hold
    FileKind kind = FileKind::Splits;
    friend bool operator==(const Ask&, const Ask&) = default;
};

struct KeptRun {
    SessionId session;
    RunId run;
    WallTime wall{};  ///< of its start; of its creation before it was started
    Distance distance;
    StartKind start = StartKind::Gun;
    RunPhase phase = RunPhase::Created;
    std::uint32_t entries = 0;
    std::uint32_t finished = 0;
    std::optional<Elapsed> best = {};      ///< the fastest finish
    std::vector<AthleteId> athletes = {};  ///< the first of them
    friend bool operator==(const KeptRun&, const KeptRun&) = default;
};

struct KeptAthlete {
    AthleteId athlete;
    std::uint32_t runs = 0;  ///< entered in
    WallTime first{};
    WallTime last{};
    friend bool operator==(const KeptAthlete&, const KeptAthlete&) = default;
};

/// A time of an athlete where it was passed: the fastest measured one of runs over one distance with one kind of
/// start, or a finish.
struct KeptBest {
    Distance distance;  ///< of the run
    StartKind start = StartKind::Gun;
    Distance at;
    Elapsed time{};
    std::optional<Elapsed> plus_minus = {};
    SessionId session;
    RunId run;
    WallTime wall{};
    friend bool operator==(const KeptBest&, const KeptBest&) = default;
};

struct KeptSeason {
    AthleteId athlete;
    Distance distance;
    StartKind start = StartKind::Gun;
    std::uint32_t runs = 0;
    std::uint32_t finished = 0;
    std::optional<Elapsed> best = {};
    std::optional<Elapsed> average = {};
    WallTime first{};
    WallTime last{};
    friend bool operator==(const KeptSeason&, const KeptSeason&) = default;
};

/// The one answer to every `ask` that is not an error.
struct KeptMessage {
    CommandId id;
    Kept what = Kept::Runs;
    bool more = false;               ///< there is more than fits: ask again, from where this ends
    std::vector<KeptRun> runs = {};  ///< `Run`, too: the line of that run
    std::optional<RunState> state = {};
    std::vector<KeptAthlete> athletes = {};
    std::vector<KeptBest> bests = {};
    std::vector<KeptBest> finishes = {};
    std::vector<KeptSeason> seasons = {};
    std::vector<Edge> edges = {};
    std::vector<EdgesLost> lost = {};
    std::vector<PassageClosed> passages = {};
    std::string file = {};  ///< the text of the whole file
    friend bool operator==(const KeptMessage&, const KeptMessage&) = default;
};

}  // namespace qm::wire
