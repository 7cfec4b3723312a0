// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

/// The events: what timing answers to inputs, numbered and sent to every listener.
namespace qm {

/// A run was created: all of it, nothing has happened in it yet.
struct RunCreated {
    RunState state;
    friend bool operator==(const RunCreated&, const RunCreated&) = default;
};

struct PhaseChanged {
    RunId run;
    RunPhase phase = RunPhase::Created;
    Instant at;
    std::optional<Instant> started = {};
    friend bool operator==(const PhaseChanged&, const PhaseChanged&) = default;
};

/// An athlete's standing is now this.
struct StandingChanged {
    RunId run;
    AthleteId athlete;
    Standing standing;
    friend bool operator==(const StandingChanged&, const StandingChanged&) = default;
};

/// A split appeared, or replaces the one at the same point.
struct SplitGiven {
    RunId run;
    AthleteId athlete;
    Split split;
    friend bool operator==(const SplitGiven&, const SplitGiven&) = default;
};

/// A split turned out not to be this athlete's.
struct SplitWithdrawn {
    RunId run;
    AthleteId athlete;
    int point = 0;
    std::string reason;
    friend bool operator==(const SplitWithdrawn&, const SplitWithdrawn&) = default;
};

struct UnassignedPassage {
    RunId run;
    Unassigned passage;
    friend bool operator==(const UnassignedPassage&, const UnassignedPassage&) = default;
};

/// A passage that was nobody's is somebody's after all: it leaves the list.
struct UnassignedWithdrawn {
    RunId run;
    GateId gate;
    Instant at;
    friend bool operator==(const UnassignedWithdrawn&, const UnassignedWithdrawn&) = default;
};

/// A correction was made, undone or redone; it replaces the record of the same number.
struct ActRecorded {
    RunId run;
    ActRecord act;
    friend bool operator==(const ActRecorded&, const ActRecorded&) = default;
};

/// A beam broken and restored (both beams, of a dual gate).
struct Pulse {
    Instant at;
    Elapsed width{};
    friend bool operator==(const Pulse&, const Pulse&) = default;
};

/// A passage closed: its pulses, the one that gave the Instant, and whose it is. It comes again, under the
/// same number, when that is revised.
struct PassageClosed {
    PassageId passage{};
    GateId gate;
    Instant at;                      ///< leading edge of the longest pulse
    Elapsed width{};                 ///< of that pulse
    std::vector<Pulse> pulses = {};  ///< the first limits::kPulses of them
    std::uint32_t pulse_count = 0;
    std::optional<RunId> run = {};
    std::optional<AthleteId> athlete = {};
    std::string verdict = {};  ///< a sentence: whose, or why nobody's
    friend bool operator==(const PassageClosed&, const PassageClosed&) = default;
};

/// An input that is also shown as it came: edges for the gate lamps and the review, gaps, restarts.
using Event = std::variant<Edge, EdgesLost, Restart, RunCreated, PhaseChanged, StandingChanged,
                           SplitGiven, SplitWithdrawn, UnassignedPassage, UnassignedWithdrawn,
                           PassageClosed, ActRecorded, Warning>;

}  // namespace qm
