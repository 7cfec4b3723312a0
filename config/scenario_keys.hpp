// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/limits.hpp"
#include "protocol/names.hpp"
#include "protocol/scenario.hpp"

namespace qm {

template <>
inline constexpr std::array kNames<scene::FalseKind>{
    std::pair{scene::FalseKind::Volunteer, std::string_view{"volunteer"}},
    std::pair{scene::FalseKind::Bird, std::string_view{"bird"}},
    std::pair{scene::FalseKind::Other, std::string_view{"other"}},
    std::pair{scene::FalseKind::Departure, std::string_view{"departure"}},
    std::pair{scene::FalseKind::Milling, std::string_view{"milling"}},
    std::pair{scene::FalseKind::Double, std::string_view{"double"}}};

}  // namespace qm

/// The lists of keys of a scenario file, in the manner of keys.hpp. A visitor has besides:
///   seconds(key, value, low, high)
///   numbers(key, values, low, high, most)
///   maybe(key, optional, read)         a key that may be left out
namespace qm::config {

/// The largest whole number that every JSON and TOML reader keeps.
inline constexpr std::int64_t kMostSeed = 9'007'199'254'740'992;
/// Dirt lasts and comes within a day; factors are those of bodies that still run.
inline constexpr double kLowFactor = 0.5;
inline constexpr double kHighFactor = 2.0;

/// An [[athlete]]: what is planned, and how it really goes.
struct ScenarioAthlete {
    EntryPlan plan = {};
    scene::Performance how = {};
};

/// A scenario file as it stands.
struct ScenarioFile {
    std::string title = {};
    std::uint64_t seed = 1;
    CreateRun run = {};
    std::vector<ScenarioAthlete> athletes = {};
    scene::Dirt dirt = {};
};

template <class V>
void keys(V& v, CreateRun& m) {
    v.text("id", m.run);
    v.metres("distance_m", m.distance, limits::kMinRunMetres, limits::kMaxRunMetres);
    v.choice("start", m.start);
}

template <class V>
void keys(V& v, ScenarioAthlete& m) {
    v.text("name", m.plan.athlete);
    v.maybe("sex", m.plan.sex, [&v](Sex& one) { v.choice("sex", one); });
    v.seconds("delay_s", m.plan.delay, 0, limits::kMaxSeconds);
    v.maybe("target_s", m.plan.target,
            [&v](Elapsed& one) { v.seconds("target_s", one, 0.1, limits::kMaxSeconds); });
    v.maybe("time_s", m.how.time,
            [&v](Elapsed& one) { v.seconds("time_s", one, 0.1, limits::kMaxSeconds); });
    v.number("off_target", m.how.off_target, kLowFactor, kHighFactor);
    v.number("share_spread", m.how.share_spread, 0, 0.05);
    v.numbers("stretches", m.how.stretches, kLowFactor, kHighFactor, limits::kCoursePoints);
    v.maybe("stops_after", m.how.stops_after,
            [&v](int& one) { v.whole("stops_after", one, 0, limits::kCoursePoints); });
}

template <class V>
void keys(V& v, scene::AthleteAtGate& m) {
    v.text("athlete", m.athlete);
    v.text("gate", m.gate);
}

template <class V>
void keys(V& v, scene::FalseAt& m) {
    v.text("gate", m.gate);
    v.seconds("after_s", m.after, 0, limits::kMaxSeconds);
    v.choice("kind", m.kind);
}

template <class V>
void keys(V& v, scene::Abreast& m) {
    v.text("athlete", m.athlete);
    v.text("with", m.with);
    v.maybe("gate", m.gate, [&v](GateId& one) { v.text("gate", one); });
    v.milliseconds("gap_ms", m.gap, 0, 1'000);
}

template <class V>
void keys(V& v, scene::ComesBack& m) {
    keys(v, m.where);
    v.seconds("after_s", m.after, 0.5, limits::kMaxSeconds);
}

template <class V>
void keys(V& v, scene::Span& m) {
    v.seconds("from_s", m.from, 0, limits::kMaxSeconds);
    v.seconds("for_s", m.length, 0, 600);
}

template <class V>
void keys(V& v, scene::Flicker& m) {
    v.text("gate", m.gate);
    keys(v, m.span);
    v.number("hz", m.hz, 0.1, 10'000);
}

template <class V>
void keys(V& v, scene::Cut& m) {
    v.maybe("gate", m.gate, [&v](GateId& one) { v.text("gate", one); });
    keys(v, m.span);
}

template <class V>
void keys(V& v, scene::Wires& m) {
    v.text("one", m.one);
    v.text("other", m.other);
}

template <class V>
void keys(V& v, scene::Dirt& m) {
    v.number("arm_first", m.arm_first, 0, 1);
    v.number("leg_after", m.leg_after, 0, 1);
    v.number("missed", m.missed, 0, 1);
    v.number("false_passages", m.false_passages, 0, 1);
    v.number("departures", m.departures, 0, 1);
    v.number("milling_per_min", m.milling_per_min, 0, 60);
    v.flag("dual_beams", m.dual_beams);
    v.each("miss", m.misses);
    v.each("false_passage", m.falses);
    v.each("abreast", m.abreast);
    v.each("double", m.doubles);
    v.each("flicker", m.flickers);
    v.each("cut", m.cuts);
    v.each("crossed", m.crossed);
}

template <class V>
void keys(V& v, ScenarioFile& m) {
    v.text("title", m.title);
    v.whole("seed", m.seed, 0, kMostSeed);
    v.section("run", m.run);
    v.each("athlete", m.athletes);
    v.section("dirt", m.dirt);
}

/// Every key of a scenario file: "dirt.miss.gate".
[[nodiscard]] std::vector<std::string> known_scenario_keys();

}  // namespace qm::config
