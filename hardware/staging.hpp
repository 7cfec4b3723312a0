// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hardware/body.hpp"
#include "protocol/inputs.hpp"
#include "protocol/scenario.hpp"

/// A scenario played out: the edges the gates would give, and beside them what really happened. Pure, no
/// clock; the same scenario always gives the same edges.
namespace qm::hardware {

using namespace scene;  // the words a scenario is told in

/// What a beam knows of a torso.
enum class Sight : std::uint8_t {
    Seen,    ///< an edge of the log is its Instant
    Merged,  ///< the beam was broken already, by another body or by noise
    Missed,  ///< the beam did not see it
    Lost,    ///< nobody listened
};

struct TruePoint {
    GateId gate;  ///< where it was; under crossed wires the log names the other one
    Distance at;
    Instant torso;
    Sight sight = Sight::Seen;
    friend bool operator==(const TruePoint&, const TruePoint&) = default;
};

struct TrueEntry {
    AthleteId athlete;
    Instant start;                       ///< the athlete's own
    std::vector<TruePoint> points = {};  ///< as many of the course as were run
    friend bool operator==(const TrueEntry&, const TrueEntry&) = default;
};

struct FalsePassage {
    GateId gate;
    Instant at;  ///< leading edge of its longest pulse
    FalseKind kind = FalseKind::Other;
    friend bool operator==(const FalsePassage&, const FalsePassage&) = default;
};

struct Staged {
    LogHeader header;
    std::vector<Input> inputs;                 ///< run, arm, start, edges, end, in order of time
    std::vector<TrueEntry> truth;              ///< by entry
    std::vector<FalsePassage> false_passages;  ///< by time
    Instant start;
};

/// Athletes and dirt draw their chances apart: more dirt leaves the athletes' times as they were.
/// The scenario must make sense, as config::check_scenario() has it: gates and athletes that it names exist,
/// every athlete has a target or a time.
[[nodiscard]] Staged stage(const Scenario& scenario);

/// A group of 2 to 8 on an anonymous 400 m: targets of 48 to 66 s that come close to each other, one gun or
/// starts 10 to 30 s apart, times off the target by 1 % SD and stretches by 2 % SD, limbs, departures, 1 %
/// missed beams and 2 % false passages.
[[nodiscard]] Scenario random_group(Rng& rng);

}  // namespace qm::hardware
