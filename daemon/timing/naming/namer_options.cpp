// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "daemon/timing/naming/namer.hpp"

/// What a passage may be: whose next step, from where, or nobody's, each with its odds.
namespace qm::timing::naming {

namespace {

constexpr double kNotWorthIt =
    1e-5;  ///< options this much less likely than the likeliest are left out
constexpr double kPairNotWorthIt = 1e-4;
constexpr std::ptrdiff_t kMostPairs = 512;
constexpr double kLost = 1e-5;  ///< missed by any number of gates in a row: the track was lost
constexpr double kRoomForTwo = 0.02;  ///< less room than this is none
constexpr double kSaidLogOdds = -35;  ///< what a person said, however unlikely
constexpr double kStartSpeed = 3.0;   ///< over a start gate, m/s
constexpr double kNever = std::numeric_limits<double>::infinity();

/// When the second of two in a pulse was there: their torso is its end.
double second_time(const Sighting& seen, double speed) {
    return seen.time + std::max(0.0, seen.width - torso_seconds(speed));
}

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
    all.reserve(field_.participants.size() + 3);
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
        one.chance = one.chance * std::exp(one.log_base) * one.torso;
        all.push_back(one);
    }
    return all;
}

/// Who is said to have been there may have been there with somebody, as the first of the two: that is not taken
/// back by saying it.
void Namer::add_company(const Sighting& sighting, std::vector<Candidate>& said) const {
    const bool room = std::any_of(said.begin(), said.end(), [&](const Candidate& one) {
        return room_for_two(sighting.width, one.speed) >= kRoomForTwo;
    });
    if (!room) return;
    const int entry = said.front().entry;
    for (auto& one : candidates(sighting)) {
        if (one.entry == entry) continue;
        one.company = true;
        said.push_back(std::move(one));
    }
}

/// Finds each candidate's state in the group; those whose state was dropped when groups were joined go. Both
/// stand in the same order.
void Namer::place(std::vector<Candidate>& candidates, const Explanations& group) {
    std::size_t state = 0;
    const Explanations::Member* last = nullptr;
    const auto lost = [&](Candidate& one) {
        const auto* member = group.find(one.entry);
        if (member != last) state = 0;
        last = member;
        const auto& states = member->states;
        const auto begin = states.begin() + static_cast<std::ptrdiff_t>(state);
        const auto found = std::find_if(begin, states.end(),
                                        [&](const auto& other) { return other.step == one.from; });
        if (found == states.end()) return true;
        state = static_cast<std::size_t>(found - states.begin());
        one.member = static_cast<std::size_t>(member - group.members().data());
        one.state = state;
        return false;
    };
    candidates.erase(std::remove_if(candidates.begin(), candidates.end(), lost), candidates.end());
}

/// Where the candidate goes, as the first or only one in the pulse or as the second.
std::size_t Namer::goal(Options& options, std::size_t candidate, bool shared) const {
    auto& to = options.candidates[candidate];
    auto& made = shared ? to.shared : to.alone;
    if (made >= 0) return static_cast<std::size_t>(made);
    const auto& who = field_.participants[static_cast<std::size_t>(to.entry)];
    const auto& seen = options.sighting;
    const double time = shared ? second_time(seen, to.speed) : seen.time;
    made = static_cast<int>(options.goals.size());
    options.goals.push_back({to.member, to.state, shared,
                             to.point == kAtStart
                                 ? at_start(who, time)
                                 : advance(who, to.from->progress, to.point, time)});
    return static_cast<std::size_t>(made);
}

Namer::Options Namer::options(std::vector<Candidate>& candidates, const Sighting& sighting) const {
    for (auto& one : candidates) one.room = room_for_two(sighting.width, one.speed);
    Options options{candidates, sighting, {}, {}};
    options.all.reserve(candidates.size() * 2);
    options.goals.reserve(candidates.size() * 2);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& one = candidates[i];
        if (one.company) continue;
        options.all.push_back({goal(options, i, false), -1, one.log_base + log_of(one.torso)});
        add_beside_nobody(i, options);
    }
    const auto both = pairs(options);
    if (both.empty()) return options;
    for (auto& one : candidates) one.log_later = log_later(one, sighting);
    for (const auto& [first, second, chance] : both) add_pair(first, second, options);
    return options;
}

/// Somebody who counts for nobody was in the beam already: the athlete's torso is the end of the pulse.
void Namer::add_beside_nobody(std::size_t candidate, Options& options) const {
    const auto& one = options.candidates[candidate];
    const auto& seen = options.sighting;
    if (one.room < kRoomForTwo || one.point == kAtStart) return;
    if (second_time(seen, one.speed) <= seen.time) return;
    const double log_rate = log_false({seen.gate, seen.time, 0, 0});
    options.all.push_back(
        {goal(options, candidate, true), -1, one.log_base + log_rate + std::log(one.room)});
}

/// The likeliest pairs; of a crowd in one pulse there are hundreds.
std::vector<Namer::Pair> Namer::pairs(const Options& options) const {
    const auto& candidates = options.candidates;
    const auto& seen = options.sighting;
    double likeliest = std::exp(log_false(seen));
    for (const auto& one : candidates) likeliest = std::max(likeliest, one.chance);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& first = candidates[i];
        if (first.point == kAtStart || first.company || first.room < kRoomForTwo) continue;
        const double alone = first.chance / first.torso * first.room;
        for (std::size_t j = 0; j < candidates.size(); ++j) {
            const auto& second = candidates[j];
            if (second.entry == first.entry || second.point == kAtStart) continue;
            const double chance = alone * second.chance / second.torso;
            if (chance >= likeliest * kPairNotWorthIt) pairs.push_back({i, j, chance});
        }
    }
    if (pairs.size() <= static_cast<std::size_t>(kMostPairs)) return pairs;
    std::nth_element(
        pairs.begin(), pairs.begin() + kMostPairs, pairs.end(), [](const Pair& a, const Pair& b) {
            return std::tie(b.chance, a.first, a.second) < std::tie(a.chance, b.first, b.second);
        });
    pairs.erase(pairs.begin() + kMostPairs, pairs.end());
    return pairs;
}

double Namer::log_later(const Candidate& candidate, const Sighting& seen) const {
    if (candidate.point == kAtStart) return 0;
    const auto& who = field_.participants[static_cast<std::size_t>(candidate.entry)];
    const auto arrival = expect(who, candidate.from->progress, candidate.point, field_.top_speed);
    const double now = arrival_density(arrival, seen.time);
    const double then = arrival_density(arrival, second_time(seen, candidate.speed));
    return log_of(now > 0 ? then / now : 0);
}

void Namer::add_pair(std::size_t first, std::size_t second, Options& options) const {
    const auto& one = options.candidates[first];
    const auto& other = options.candidates[second];
    const double log_odds = one.log_base + other.log_base + other.log_later + std::log(one.room);
    if (!std::isfinite(log_odds)) return;
    options.all.push_back(
        {goal(options, first, false), static_cast<int>(goal(options, second, true)), log_odds});
}

}  // namespace qm::timing::naming
