// SPDX-License-Identifier: Apache-2.0
#include "hardware/dirt.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>

namespace qm::hardware {

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr Elapsed kReaction = 300ms;  ///< from the gun to the torso over the line, at least
constexpr double kSettingOff = 3.0;   ///< metres per second, over the line

bool is_walker(FalseKind kind) {
    return kind == FalseKind::Volunteer || kind == FalseKind::Milling || kind == FalseKind::Double;
}

double walking(Chances& chances) {
    return static_cast<double>(chances.between(1'000'000us, 1'600'000us).count()) / 1e6;
}

}  // namespace

bool Chances::happens(double probability) {
    // Nothing is drawn for what never happens: a clean scenario costs nothing.
    return probability > 0 && rng_.between(0, 999'999) < std::llround(probability * 1e6);
}

double Chances::normal() {
    std::int64_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += rng_.between(-500'000, 500'000);
    return static_cast<double>(sum) / 1e6;
}

Elapsed Chances::between(Elapsed low, Elapsed high) {
    return Elapsed{rng_.between(low.count(), std::max(low, high).count())};
}

std::size_t Chances::below(std::size_t count) {
    return static_cast<std::size_t>(rng_.between(0, static_cast<std::int64_t>(count) - 1));
}

Instant stamped(Instant at, Chances& chances) {
    return at + nanoseconds{chances.rng().between(-499, 499)};
}

Elapsed Visitors::short_width(FalseKind kind) {
    if (kind == FalseKind::Bird) return chances_.between(200us, 12'000us);
    const double even = static_cast<double>(chances_.between(0us, 1'000'000us).count()) / 1e6;
    return Elapsed{std::llround(3'000.0 * std::pow(100.0, even))};
}

void Visitors::add(const GateId& gate, Instant at, FalseKind kind) {
    const bool dual = scenario_.dirt.dual_beams;
    const Instant odd = stamped(at, chances_);
    truth_.push_back({gate, odd, kind});
    if (is_walker(kind) || kind == FalseKind::Departure) {
        const double speed = kind == FalseKind::Departure ? kSettingOff : walking(chances_);
        append_pulses({gate, odd, speed, {}, dual}, chances_.rng(), edges_);
        return;
    }
    const auto width = short_width(kind);
    for (int beam = 0; beam < (dual && kind == FalseKind::Other ? 2 : 1); ++beam) {
        edges_.push_back({odd, gate, static_cast<Beam>(beam), true});
        edges_.push_back({odd + width, gate, static_cast<Beam>(beam), false});
    }
}

void Visitors::add_by_chance(std::size_t true_passages) {
    constexpr std::array kKinds{FalseKind::Volunteer, FalseKind::Bird, FalseKind::Other};
    std::vector<const GateId*> gates;
    for (const auto& place : scenario_.ground.gates) {
        if (place.role == GateRole::Beam) gates.push_back(&place.id);
    }
    const auto whole = elapsed_between(evening_.start, evening_.last_torso);
    for (std::size_t i = 0; i < true_passages; ++i) {
        if (!chances_.happens(scenario_.dirt.false_passages)) continue;
        const auto& gate = *gates[chances_.below(gates.size())];
        const auto at = evening_.start + chances_.between(0us, whole);
        add(gate, at, kKinds.at(chances_.below(kKinds.size())));
    }
}

void Visitors::add_named() {
    for (const auto& one : scenario_.dirt.falses) {
        add(one.gate, evening_.start + one.after, one.kind);
    }
}

void Visitors::add_milling(const GateId& gate) {
    const double per_min = scenario_.dirt.milling_per_min;
    const auto whole = elapsed_between(evening_.armed, evening_.last_start);
    const double expected = per_min * static_cast<double>(whole.count()) / 60e6;
    // As many chances as there are seconds: close to Poisson, from whole numbers.
    const auto seconds = std::max<std::int64_t>(1, whole / 1s);
    for (std::int64_t i = 0; i < seconds; ++i) {
        if (!chances_.happens(expected / static_cast<double>(seconds))) continue;
        add(gate, evening_.armed + chances_.between(0us, whole), FalseKind::Milling);
    }
}

void Visitors::add_at_start(const GateId& gate, const std::vector<TrueEntry>& entries) {
    add_milling(gate);
    if (scenario_.run.start == StartKind::Gate) return;  // there setting off is the start itself
    for (const auto& entry : entries) {
        if (entry.points.empty() || !chances_.happens(scenario_.dirt.departures)) continue;
        add(gate, entry.start + chances_.between(kReaction, 2 * kReaction), FalseKind::Departure);
    }
}

void Visitors::add_doubles(const std::vector<TrueEntry>& entries) {
    for (const auto& one : scenario_.dirt.doubles) {
        for (const auto& entry : entries) {
            if (entry.athlete != one.where.athlete) continue;
            for (const auto& point : entry.points) {
                if (point.gate != one.where.gate) continue;
                add(point.gate, point.torso + one.after, FalseKind::Double);
            }
        }
    }
}

void Visitors::add_flickers() {
    for (const auto& flicker : scenario_.dirt.flickers) {
        const Elapsed period{std::llround(1e6 / flicker.hz)};
        const auto until = evening_.start + flicker.span.from + flicker.span.length;
        for (auto at = evening_.start + flicker.span.from; at < until; at += period) {
            const auto from = stamped(at + chances_.between(0us, period / 5), chances_);
            const auto width = chances_.between(period / 5, period * 7 / 10);
            for (int beam = 0; beam < (scenario_.dirt.dual_beams ? 2 : 1); ++beam) {
                edges_.push_back({from, flicker.gate, static_cast<Beam>(beam), true});
                edges_.push_back({from + width, flicker.gate, static_cast<Beam>(beam), false});
            }
        }
    }
}

void cross_wires(const std::vector<Wires>& crossed, std::vector<Edge>& edges) {
    for (const auto& wires : crossed) {
        for (auto& edge : edges) {
            if (edge.gate == wires.one) {
                edge.gate = wires.other;
            } else if (edge.gate == wires.other) {
                edge.gate = wires.one;
            }
        }
    }
}

bool is_cut(const std::vector<Cut>& cuts, Instant start, const GateId& gate, Instant at) {
    return std::any_of(cuts.begin(), cuts.end(), [&](const Cut& cut) {
        const Instant from = start + cut.span.from;
        return (!cut.gate || *cut.gate == gate) && at >= from && at < from + cut.span.length;
    });
}

void cut_power(const std::vector<Cut>& cuts, Instant start, std::vector<Edge>& edges,
               std::vector<Input>& inputs) {
    for (const auto& cut : cuts) {
        const std::vector one{cut};
        const auto lost = [&](const Edge& edge) { return is_cut(one, start, edge.gate, edge.at); };
        const auto count =
            static_cast<std::uint64_t>(std::count_if(edges.begin(), edges.end(), lost));
        std::erase_if(edges, lost);
        const Instant back = start + cut.span.from + cut.span.length;
        if (!cut.gate) inputs.emplace_back(Restart{back});
        if (cut.gate && count > 0) inputs.emplace_back(EdgesLost{back, *cut.gate, count});
    }
}

}  // namespace qm::hardware
