// SPDX-License-Identifier: Apache-2.0
#include "hardware/body.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace qm::hardware {
namespace {

using namespace std::chrono_literals;
using Nanoseconds = std::chrono::nanoseconds;

constexpr Nanoseconds kEarliestArm = 80ms;
constexpr Nanoseconds kGap = 4ms;  ///< between two pulses, at least
constexpr Nanoseconds kBeamsApart = 3ms;

/// Times of one body's parts, all at its speed.
class Shape {
public:
    Shape(const Passing& passing, Rng& rng)
        : rng_(rng),
          mm_per_s_(std::max<std::int64_t>(1000, std::llround(passing.speed_mps * 1000.0))) {}

    [[nodiscard]] Nanoseconds width(std::int64_t from_mm, std::int64_t to_mm) {
        const auto micrometres = rng_.between(from_mm * 1000, to_mm * 1000);
        return Nanoseconds{micrometres * 1'000'000 / mm_per_s_};
    }
    [[nodiscard]] Nanoseconds between(Nanoseconds low, Nanoseconds high) {
        return Nanoseconds{rng_.between(low.count(), std::max(low, high).count())};
    }
    [[nodiscard]] bool chance(int percent) { return rng_.chance(percent); }

private:
    Rng& rng_;
    std::int64_t mm_per_s_;
};

void append(const GateId& gate, Instant from, Nanoseconds width, std::vector<Edge>& edges,
            Beam beam = Beam{0}) {
    edges.push_back({from, gate, beam, true});
    edges.push_back({from + width, gate, beam, false});
}

void append_arms(const Passing& passing, Shape& shape, std::vector<Edge>& edges) {
    const int arms = shape.chance(passing.limbs.arm_first) ? (shape.chance(30) ? 2 : 1) : 0;
    auto earliest = passing.torso - kEarliestArm;
    for (int i = 0; i < arms; ++i) {
        const auto width = shape.width(45, 90);
        const auto latest = passing.torso - kGap - width;
        if (latest < earliest) return;  // a slow body's arm took the room of the other one
        const auto from = earliest + shape.between(Nanoseconds::zero(), latest - earliest);
        append(passing.gate, from, width, edges);
        earliest = from + width + kGap;
    }
}

/// Before `earliest` stamped on boot nothing can be: a body of the first 80 ms has no arms.
bool has_room_for_arms(const Passing& passing) {
    return passing.torso.time_since_epoch() > kEarliestArm;
}

}  // namespace

std::int64_t Rng::between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    // What is left over of 2^64 would make small numbers likelier: draw again there.
    const std::uint64_t leftover = (0 - span) % span;
    std::uint64_t drawn = engine_();
    while (drawn < leftover) drawn = engine_();
    return low + static_cast<std::int64_t>(drawn % span);
}

void append_pulses(const Passing& passing, Rng& rng, std::vector<Edge>& edges) {
    Shape shape{passing, rng};
    if (has_room_for_arms(passing)) append_arms(passing, shape, edges);
    const auto torso = shape.width(250, 350);
    append(passing.gate, passing.torso, torso, edges);
    if (passing.dual) {
        const auto early = shape.between(Nanoseconds::zero(), kBeamsApart);
        append(passing.gate, passing.torso - early, torso, edges, Beam{1});
    }
    if (!shape.chance(passing.limbs.leg_after)) return;
    const auto leg_from = passing.torso + torso + shape.between(kGap, 2 * kGap);
    append(passing.gate, leg_from, shape.width(60, 180), edges);
}

std::optional<Edge> BeamShadow::pass(const Edge& edge) {
    int& inside = inside_[{edge.gate, edge.beam}];
    if (edge.broken) return ++inside == 1 ? std::optional{edge} : std::nullopt;
    return --inside == 0 ? std::optional{edge} : std::nullopt;
}

std::vector<Edge> join_bodies(std::vector<Edge> edges) {
    std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        if (a.at != b.at) return a.at < b.at;
        return a.broken && !b.broken;  // one leaves as another comes: the beam stays broken
    });
    BeamShadow shadow;
    std::vector<Edge> seen;
    for (const auto& edge : edges) {
        if (auto shown = shadow.pass(edge)) seen.push_back(std::move(*shown));
    }
    return seen;
}

}  // namespace qm::hardware
