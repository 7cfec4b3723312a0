// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/inputs.hpp"
#include "protocol/time.hpp"

/// What a body does to beams. Pure, and the same on every machine: whole nanoseconds, no floating sums.
namespace qm::hardware {

/// Random whole numbers that a seed repeats with every standard library.
class Rng {
public:
    explicit Rng(std::uint64_t seed) : engine_(seed) {}
    /// Evenly from `low` to `high`, both included.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);
    [[nodiscard]] bool chance(int percent) { return between(1, 100) <= percent; }

private:
    std::mt19937_64 engine_;
};

/// How often, in percent, limbs break a beam that the torso breaks.
struct Limbs {
    int arm_first = 80;
    int leg_after = 60;
};

/// A body going through one gate.
struct Passing {
    GateId gate;
    Instant torso;  ///< the torso breaks the beam; both beams, of a dual gate
    double speed_mps = 8.0;
    Limbs limbs = {};
    bool dual = false;  ///< a second beam, which arms and legs do not reach
};

struct Body {
    std::vector<Passing> passings;
};

/// Appends the edges of one passing, by beam in order of time: mostly one or two arms that break the beam up to 80 ms
/// early, the torso, mostly a leg after it. Widths are body sizes at the body's speed (torso 0.25-0.35 m,
/// arm 0.045-0.09 m since it swings, leg 0.06-0.18 m); the torso's pulse begins at `torso` to the nanosecond
/// and is always the longest. Pulses of one passing never overlap. Below 1 m/s it is taken as 1 m/s. The
/// torso breaks the second of two beams up to 3 ms before the first.
void append_pulses(const Passing& passing, Rng& rng, std::vector<Edge>& edges);

/// What a beam shows of several bodies: broken with the first, restored with the last.
class BeamShadow {
public:
    /// The edges must come in order of time. Nothing, when another body is still in the beam.
    [[nodiscard]] std::optional<Edge> pass(const Edge& edge);

private:
    std::map<std::pair<GateId, Beam>, int> inside_;
};

/// Sorts the edges of several bodies by time and leaves those that a beam would show.
[[nodiscard]] std::vector<Edge> join_bodies(std::vector<Edge> edges);

}  // namespace qm::hardware
