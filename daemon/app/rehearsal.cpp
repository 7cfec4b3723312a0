// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/rehearsal.hpp"

#include <chrono>
#include <cmath>
#include <string_view>

#include "daemon/app/practice.hpp"
#include "daemon/pacing/plan.hpp"
#include "daemon/track/course.hpp"
#include "hardware/staging.hpp"
#include "protocol/apply.hpp"

namespace qm::app {

namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds kToTheLine = std::chrono::seconds{5};       ///< from arming to the start gate
constexpr nanoseconds kBetweenStarts = std::chrono::seconds{10};  ///< where the gate starts each

/// FNV-1a: the same on every machine.
std::uint64_t hash(std::uint64_t seed, std::string_view text) {
    std::uint64_t value = 14695981039346656037ull ^ seed;
    for (const char c : text) {
        value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    }
    return value;
}

/// About normal, with this spread in parts per million: the sum of four even ones.
double one_plus_spread(hardware::Rng& rng, std::int64_t ppm) {
    std::int64_t sum = 0;
    for (int i = 0; i < 4; ++i) sum += rng.between(-ppm, ppm);
    return 1.0 + static_cast<double>(sum) * std::sqrt(3.0) / 2.0 / 1e6;
}

}  // namespace

void Rehearsal::follow(const std::vector<Event>& events, const SessionState& state, Instant now) {
    for (const auto& event : events) {
        const auto* change = std::get_if<PhaseChanged>(&event);
        if (change == nullptr) continue;
        const auto* run = find_run(state, change->run);
        if (run == nullptr) continue;
        const bool by_gate = run->start == StartKind::Gate;
        // Armed: perhaps called back, so that whoever is on the way turns round.
        if (change->phase != RunPhase::Running) gates_.clear();
        if (change->phase == RunPhase::Armed && by_gate) send(*run, now);
        if (change->phase == RunPhase::Running && !by_gate) send(*run, now);
    }
}

void Rehearsal::go_on(const SessionState& state, Instant now) {
    for (const auto& run : state.runs) {
        if (run.phase == RunPhase::Running) send(run, now);
    }
}

void Rehearsal::play(const RunState& run, Instant now) {
    const auto scenario =
        practice_for(*scenario_, ground_, run, hash(scenario_->seed, run.run.text()));
    if (scenario.run.entries.empty()) return;
    gates_.add(hardware::stage(scenario), run.started.value_or(now + kToTheLine), now);
}

void Rehearsal::send(const RunState& run, Instant now) {
    if (scenario_) return play(run, now);
    Instant line = run.started.value_or(now + kToTheLine);
    for (const auto& entry : run.entries) {
        const bool by_gate = run.start == StartKind::Gate;
        const Instant start = by_gate ? line : *run.started + entry.plan.delay;
        gates_.add(body_of(run, entry, start), now);
        line += kBetweenStarts;
    }
}

hardware::Body Rehearsal::body_of(const RunState& run, const EntryState& entry,
                                  Instant start) const {
    hardware::Rng rng{hash(hash(seed_, run.run.text()), entry.plan.athlete.text())};
    const pacing::Plan plan{entry.plan, entry.course.back().at};
    const double day = one_plus_spread(rng, 15'000);
    hardware::Body body;
    if (run.start == StartKind::Gate) {
        const auto course = track::Course::make(ground_, run.distance, run.stagger);
        body.passings.push_back({course->start_gates().front(), start});
    }
    double planned_before = 0;
    double passed = 0;
    Distance place{};
    for (const auto& point : entry.course) {
        const double planned = static_cast<double>(plan.expected(point.at).count());
        const double stretch = (planned - planned_before) * day * one_plus_spread(rng, 10'000);
        const double speed = (point.at - place).metres() / (stretch / 1e6);
        passed += stretch;
        // The odd nanoseconds of a real stamp.
        const nanoseconds after{std::llround(passed * 1000) + rng.between(0, 999)};
        body.passings.push_back({point.gate, start + after, speed});
        planned_before = planned;
        place = point.at;
    }
    return body;
}

}  // namespace qm::app
