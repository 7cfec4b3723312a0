// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/distance.hpp"
#include "protocol/ids.hpp"
#include "protocol/inputs.hpp"
#include "protocol/state.hpp"
#include "protocol/time.hpp"

/// What is to happen on a simulated track: who runs how fast, and the dirt a real evening adds. Plain values:
/// config reads them from files, hardware makes edges of them.
namespace qm::scene {

/// How an athlete really runs, which the plan only guesses at.
struct Performance {
    std::optional<Elapsed> time = {};  ///< for the distance; empty: the target times `off_target`
    double off_target = 1.0;
    double share_spread = 0.0;           ///< one SD of each stretch between gates; the time stays
    std::vector<double> stretches = {};  ///< factors of the stretches, before the time is kept
    /// So many points of the course are run; 0: never sets off. Empty: all of them.
    std::optional<int> stops_after = {};
    /// Where the gates really are for this athlete (a lane of a staggered run); empty: lane 1's.
    std::vector<CoursePoint> course = {};
    friend bool operator==(const Performance&, const Performance&) = default;
};

/// A time after the start of the run, and a length.
struct Span {
    Elapsed from{};
    Elapsed length{};
    friend bool operator==(const Span&, const Span&) = default;
};

/// One athlete at one gate (each time the course comes by there).
struct AthleteAtGate {
    AthleteId athlete;
    GateId gate;
    friend bool operator==(const AthleteAtGate&, const AthleteAtGate&) = default;
};

/// What breaks a beam and is no athlete's split.
enum class FalseKind : std::uint8_t {
    Volunteer,  ///< walks through at 1.0 to 1.6 m/s
    Bird,       ///< or an insect: 0.2 to 12 ms
    Other,      ///< 3 to 300 ms, evenly on a logarithmic scale
    Departure,  ///< an athlete sets off over the start line
    Milling,    ///< those who wait walk over the start line
    Double,     ///< an athlete comes back through
};

struct FalseAt {
    GateId gate;
    Elapsed after{};  ///< the start
    FalseKind kind = FalseKind::Volunteer;
    friend bool operator==(const FalseAt&, const FalseAt&) = default;
};

struct Abreast {
    AthleteId athlete;
    AthleteId with;                   ///< passes `gap` after `athlete`
    std::optional<GateId> gate = {};  ///< empty: at every gate
    Elapsed gap{15'000};              ///< a torso takes 25 to 58 ms
    friend bool operator==(const Abreast&, const Abreast&) = default;
};

struct ComesBack {
    AthleteAtGate where;
    Elapsed after{8'000'000};  ///< since this athlete's passage there
    friend bool operator==(const ComesBack&, const ComesBack&) = default;
};

/// The low sun blinds a receiver now and then.
struct Flicker {
    GateId gate;
    Span span;
    double hz = 20;
    friend bool operator==(const Flicker&, const Flicker&) = default;
};

/// Nothing is recorded during `span`. With a gate: that gate's edges are lost, and counted when it comes
/// back. Without: the daemon was away and came back within the boot.
struct Cut {
    Span span;
    std::optional<GateId> gate = {};
    friend bool operator==(const Cut&, const Cut&) = default;
};

struct Wires {
    GateId one;
    GateId other;
    friend bool operator==(const Wires&, const Wires&) = default;
};

/// All that makes an evening real. By default nothing: torsos only.
struct Dirt {
    double arm_first = 0;        ///< how likely an arm breaks the beam before the torso
    double leg_after = 0;        ///< and a leg after it
    double missed = 0;           ///< how likely the beam misses a passage
    double false_passages = 0;   ///< how many there are for each true one
    double departures = 0;       ///< how likely setting off breaks the start gate's beam
    double milling_per_min = 0;  ///< at the start gate, while somebody is still to set off
    bool dual_beams = false;     ///< arms and legs break the first one only
    std::vector<AthleteAtGate> misses = {};
    std::vector<FalseAt> falses = {};
    std::vector<Abreast> abreast = {};
    std::vector<ComesBack> doubles = {};
    std::vector<Flicker> flickers = {};
    std::vector<Cut> cuts = {};
    std::vector<Wires> crossed = {};
    friend bool operator==(const Dirt&, const Dirt&) = default;
};

/// Four gates at the quarter marks of a 400 m track: finish, g100, g200, g300.
[[nodiscard]] inline LogHeader four_gates() {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance::from_mm(0)},
                    {GateId{"g100"}, Distance::from_mm(100'000)},
                    {GateId{"g200"}, Distance::from_mm(200'000)},
                    {GateId{"g300"}, Distance::from_mm(300'000)}};
    return ground;
}

struct Scenario {
    std::string title = {};  ///< what it shows, for people
    std::uint64_t seed = 1;
    LogHeader ground = four_gates();
    CreateRun run = {};  ///< `at` is chosen by the seed
    /// By entry; those left out run their target. With `start` gate, an entry's delay is when the athlete
    /// crosses the start line, after the first could have.
    std::vector<Performance> performances = {};
    Dirt dirt = {};
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace qm::scene
