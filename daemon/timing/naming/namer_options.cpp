// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "daemon/timing/naming/namer.hpp"

/// What a passage may be: whose next step, from where, or nobody's, each with its odds.
namespace qm::timing::naming {

namespace {

constexpr double kNotWorthIt =
    1e-5;  ///< options this much less likely than the likeliest are left out
constexpr double kPairNotWorthIt = 1e-4;
constexpr double kLost = 1e-5;  ///< missed by any number of gates in a row: the track was lost
constexpr double kRoomForTwo = 0.02;  ///< less room than this is none
constexpr double kSaidLogOdds = -35;  ///< what a person said, however unlikely
constexpr double kStartSpeed = 3.0;   ///< over a start gate, m/s
constexpr double kNever = std::numeric_limits<double>::infinity();

double log_of(double odds) { return odds > 0 ? std::log(odds) : -kNever; }

}  // namespace

double Namer::log_false(const Sighting& sighting) const {
    const auto gate = static_cast<std::size_t>(sighting.gate);
    double rate = field_.gates[gate].false_rate + sighting.other_rate;
    if (field_.start_gates[gate]) {
        for (const auto& start : starts_) {
            if (start) rate += milling_rate(sighting.time - *start);
        }
    }
    return std::log(rate * clutter_density(sighting.width));
}

void Namer::collect_start(int entry, const Explanations::Member::State& state,
                          const Sighting& sighting, std::vector<Candidate>& out) const {
    const bool here = field_.start_gates[static_cast<std::size_t>(sighting.gate)];
    if (!field_.started_by_gate || !here || field_.taken.contains({entry, kAtStart})) return;
    out.push_back({entry, state.step, kAtStart, std::log(kStartRate), kStartSpeed, state.weight});
}

/// `so_far` costs much and is seldom asked for: below 0 it is not known yet.
void Namer::collect_at(int entry, const Explanations::Member::State& state, int point,
                       double missed, const Sighting& sighting, double& so_far,
                       std::vector<Candidate>& out) const {
    const auto& progress = state.step->progress;
    const auto& who = field_.participants[static_cast<std::size_t>(entry)];
    const auto& odds = field_.gates[static_cast<std::size_t>(sighting.gate)];
    const auto arrival = expect(who, progress, point, field_.top_speed);
    const double density =
        (1 - kGivesUp) * missed * (1 - odds.missed) * arrival_density(arrival, sighting.time);
    if (density <= 0) return;
    if (so_far < 0) so_far = unseen(entry, progress, sighting.time);
    const double speed = speed_at(who, progress, point, sighting.time);
    out.push_back({entry, state.step, point, std::log(density), speed,
                   state.weight * density / so_far, so_far});
}

void Namer::collect(int entry, const Explanations::Member::State& state, const Sighting& sighting,
                    std::vector<Candidate>& out) const {
    const auto& progress = state.step->progress;
    if (progress.point == kNotStarted) return collect_start(entry, state, sighting, out);
    if (sighting.time <= progress.time) return;
    const auto& who = field_.participants[static_cast<std::size_t>(entry)];
    double so_far = -1;
    double missed = 1;
    const int count = static_cast<int>(who.marks.size());
    for (int point = progress.point + 1; point < count; ++point) {
        const int gate = who.marks[static_cast<std::size_t>(point)].gate;
        if (gate == sighting.gate && !field_.taken.contains({entry, point})) {
            // Too soon here is even more so further on.
            if (sighting.time < earliest(who, progress, point, field_.top_speed)) return;
            collect_at(entry, state, point, missed, sighting, so_far, out);
        }
        missed = std::max(missed * field_.gates[static_cast<std::size_t>(gate)].missed, kLost);
    }
}

std::vector<Namer::Candidate> Namer::candidates(const Sighting& sighting) const {
    std::vector<Candidate> all;
    all.reserve(field_.participants.size());
    for (const auto& group : groups_) {
        for (const auto& member : group.members()) {
            if (sighting.time > gone_[static_cast<std::size_t>(member.entry)]) continue;
            for (const auto& state : member.states) collect(member.entry, state, sighting, all);
        }
    }
    double likeliest = std::exp(log_false(sighting));
    for (auto& one : all) {
        one.torso = torso_density(sighting.width, one.speed);
        one.chance *= one.torso;
        likeliest = std::max(likeliest, one.chance);
    }
    const double floor = likeliest * kNotWorthIt;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [floor](const Candidate& one) { return one.chance < floor; }),
              all.end());
    return all;
}

std::vector<Namer::Candidate> Namer::as_said(const Say& say, const Sighting& sighting) const {
    std::vector<Candidate> all;
    const auto& who = field_.participants[static_cast<std::size_t>(say.entry)];
    const auto& states = group_of(say.entry).find(say.entry)->states;
    for (const auto& state : states) {
        const auto& progress = state.step->progress;
        const bool ahead = say.point == kAtStart
                               ? progress.point == kNotStarted
                               : progress.point < say.point && progress.point != kNotStarted &&
                                     sighting.time > progress.time;
        if (!ahead) continue;
        Candidate one{say.entry, state.step, say.point, kSaidLogOdds, kStartSpeed, state.weight};
        if (say.point != kAtStart) {
            const auto arrival = expect(who, progress, say.point, field_.top_speed);
            one.log_base = std::max(kSaidLogOdds, log_of(arrival_density(arrival, sighting.time)));
            one.speed = speed_at(who, progress, say.point, sighting.time);
        }
        one.torso = torso_density(sighting.width, one.speed);
        all.push_back(one);
    }
    return all;
}

/// A move of a state that joining groups has dropped has no index that any explanation is in.
Option::Move Namer::move_to(const Candidate& to, double time, bool shared,
                            const Explanations& group) const {
    const auto& who = field_.participants[static_cast<std::size_t>(to.entry)];
    const auto& states = group.find(to.entry)->states;
    const auto from = std::find_if(states.begin(), states.end(),
                                   [&](const auto& state) { return state.step == to.from; });
    auto step = std::make_shared<Step>();
    step->before = to.from;
    step->sighting = sightings_ - 1;
    step->shared = shared;
    step->depth = to.from->depth + 1;
    step->progress = to.point == kAtStart ? at_start(who, time)
                                          : advance(who, to.from->progress, to.point, time);
    return {to.entry, static_cast<std::size_t>(from - states.begin()), std::move(step), 0};
}

std::vector<Option> Namer::options(const std::vector<Candidate>& candidates,
                                   const Sighting& sighting, const Explanations& group) const {
    std::vector<Option> options;
    options.reserve(candidates.size());
    for (const auto& one : candidates) {
        options.push_back(
            {{move_to(one, sighting.time, false, group)}, one.log_base + log_of(one.torso)});
    }
    add_pairs(candidates, sighting, group, options);
    add_beside_nobody(candidates, sighting, group, options);
    return options;
}

/// Somebody who counts for nobody was in the beam already: the athlete's torso is the end of the pulse.
void Namer::add_beside_nobody(const std::vector<Candidate>& candidates, const Sighting& sighting,
                              const Explanations& group, std::vector<Option>& options) const {
    const double log_rate = log_false({sighting.gate, sighting.time, 0, 0});
    for (const auto& one : candidates) {
        const double room = room_for_two(sighting.width, one.speed);
        if (room < kRoomForTwo || one.point == kAtStart) continue;
        const double time = sighting.time + sighting.width - torso_seconds(one.speed);
        if (time <= sighting.time) continue;
        options.push_back(
            {{move_to(one, time, true, group)}, one.log_base + log_rate + std::log(room)});
    }
}

void Namer::add_pairs(const std::vector<Candidate>& candidates, const Sighting& sighting,
                      const Explanations& group, std::vector<Option>& options) const {
    double likeliest = std::exp(log_false(sighting));
    for (const auto& one : candidates) likeliest = std::max(likeliest, one.chance);
    for (const auto& first : candidates) {
        const double room = room_for_two(sighting.width, first.speed);
        if (first.point == kAtStart || room < kRoomForTwo) continue;
        const double alone = first.chance / first.torso;
        for (const auto& second : candidates) {
            if (second.entry == first.entry || second.point == kAtStart) continue;
            const double with = second.chance / second.torso;
            if (alone * with * room < likeliest * kPairNotWorthIt) continue;
            add_pair(first, second, sighting, group, options);
        }
    }
}

void Namer::add_pair(const Candidate& first, const Candidate& second, const Sighting& sighting,
                     const Explanations& group, std::vector<Option>& options) const {
    const auto& who = field_.participants[static_cast<std::size_t>(second.entry)];
    const double time = sighting.time + std::max(0.0, sighting.width - torso_seconds(second.speed));
    const auto arrival = expect(who, second.from->progress, second.point, field_.top_speed);
    const double now = arrival_density(arrival, sighting.time);
    const double log_second =
        second.log_base + log_of(now > 0 ? arrival_density(arrival, time) / now : 0);
    const double log_odds =
        first.log_base + log_second + std::log(room_for_two(sighting.width, first.speed));
    if (!std::isfinite(log_odds)) return;
    options.push_back(
        {{move_to(first, sighting.time, false, group), move_to(second, time, true, group)},
         log_odds});
}

}  // namespace qm::timing::naming
