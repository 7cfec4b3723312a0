// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/namer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qm::timing::naming {

namespace {

constexpr double kNotWorthIt =
    1e-5;  ///< options this much less likely than the likeliest are left out
constexpr double kPairNotWorthIt = 1e-4;
constexpr double kRoomForTwo = 0.02;  ///< less room than this is none
constexpr double kSaidLogOdds = -35;  ///< what a person said, however unlikely
constexpr double kContradicts = -70;  ///< an explanation in which it cannot be so
constexpr double kStartSpeed = 3.0;   ///< over a start gate, m/s
constexpr double kRestless = 2.0;     ///< seconds
constexpr double kNever = std::numeric_limits<double>::infinity();

double log_of(double odds) { return odds > 0 ? std::log(odds) : -kNever; }

}  // namespace

Namer::Namer(Field field)
    : field_(std::move(field)),
      starts_(field_.participants.size()),
      gone_(field_.participants.size(), kNever),
      group_of_(field_.participants.size()),
      given_(field_.participants.size()),
      recent_(field_.gates.size()) {
    for (std::size_t i = 0; i < field_.participants.size(); ++i) {
        auto step = std::make_shared<Step>();
        step->settled = 1;
        groups_.emplace_back(static_cast<int>(i), std::move(step));
    }
    find_groups();
}

void Namer::find_groups() {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        for (const auto& member : groups_[g].members()) {
            group_of_[static_cast<std::size_t>(member.entry)] = g;
        }
    }
}

void Namer::set_off(int entry, double time) {
    const auto index = static_cast<std::size_t>(entry);
    starts_[index] = time;
    auto step = std::make_shared<Step>();
    step->progress = at_start(field_.participants[index], time);
    step->settled = 1;
    groups_[group_of_[index]] = Explanations{entry, std::move(step)};
}

void Namer::gone(int entry, double time) { gone_[static_cast<std::size_t>(entry)] = time; }

const Explanations& Namer::group_of(int entry) const {
    return groups_[group_of_[static_cast<std::size_t>(entry)]];
}

double Namer::unseen(int entry, const Progress& progress, double now) const {
    const auto index = static_cast<std::size_t>(entry);
    if (now > gone_[index] || progress.time > now) return 1;
    return unseen_until(field_.participants[index], progress, now, field_.gates, field_.top_speed);
}

/// Mostly it was worked out with the candidates already.
double Namer::log_unseen(int entry, const StepPtr& step, double now,
                         const std::vector<Candidate>& candidates) const {
    const auto known =
        std::find_if(candidates.begin(), candidates.end(),
                     [&](const Candidate& one) { return one.from == step && one.unseen > 0; });
    return std::log(known != candidates.end() ? known->unseen : unseen(entry, step->progress, now));
}

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

void Namer::collect(int entry, const Explanations::Member::State& state, const Sighting& sighting,
                    std::vector<Candidate>& out) const {
    const auto& progress = state.step->progress;
    if (progress.point == kNotStarted) return collect_start(entry, state, sighting, out);
    if (sighting.time <= progress.time) return;
    const auto& who = field_.participants[static_cast<std::size_t>(entry)];
    double so_far = -1;  // costs much and is seldom asked for
    double missed = 1;
    for (auto k = static_cast<std::size_t>(progress.point + 1); k < who.marks.size(); ++k) {
        const int point = static_cast<int>(k);
        const auto& odds = field_.gates[static_cast<std::size_t>(who.marks[k].gate)];
        if (who.marks[k].gate == sighting.gate && !field_.taken.contains({entry, point})) {
            if (sighting.time < earliest(who, progress, point, field_.top_speed)) {
                return;  // and even more so further on
            }
            const auto arrival = expect(who, progress, point, field_.top_speed);
            const double density = (1 - kGivesUp) * missed * (1 - odds.missed) *
                                   arrival_density(arrival, sighting.time);
            const double speed = speed_at(who, progress, point, sighting.time);
            if (density > 0) {
                if (so_far < 0) so_far = unseen(entry, progress, sighting.time);
                out.push_back({entry, state.step, point, std::log(density), speed,
                               state.weight * density / so_far, so_far});
            }
        }
        missed *= odds.missed;
        if (missed < 1e-12) return;
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

std::size_t Namer::join_groups(const std::vector<Candidate>& candidates) {
    std::optional<std::size_t> target;
    for (std::size_t g = 0; g < groups_.size();) {
        const bool wanted =
            std::any_of(candidates.begin(), candidates.end(),
                        [&](const Candidate& one) { return groups_[g].has(one.entry); });
        if (wanted && target) {
            groups_[*target].join(std::move(groups_[g]));
            groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(g));
            continue;
        }
        if (wanted) target = g;
        ++g;
    }
    find_groups();
    return *target;
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

/// Passages within kRestless beyond those of athletes who may be here: the beam is restless (the sun, rain), and
/// this one may be of the same making.
double Namer::restlessness(const Sighting& sighting, const std::vector<Candidate>& candidates) {
    auto& times = recent_[static_cast<std::size_t>(sighting.gate)];
    times.erase(std::remove_if(times.begin(), times.end(),
                               [&](double time) { return time < sighting.time - kRestless; }),
                times.end());
    int entries = 0;
    int last = -1;
    for (const auto& one : candidates) {  // an athlete's stand together
        if (one.entry != last) ++entries;
        last = one.entry;
    }
    const double more = static_cast<double>(times.size()) - entries;
    times.push_back(sighting.time);
    return std::max(0.0, more) / kRestless;
}

int Namer::take(const Sighting& seen, const Say& say) {
    const int number = sightings_++;
    changes_.clear();
    if (say.kind == Say::Kind::Nobodys) return number;
    const bool said = say.kind == Say::Kind::Athletes;
    const auto chosen = said ? as_said(say, seen) : candidates(seen);
    Sighting sighting = seen;
    sighting.other_rate += restlessness(seen, chosen);
    if (chosen.empty()) return number;

    const auto index = join_groups(chosen);
    auto& group = groups_[index];
    Explanations::Evidence evidence;
    evidence.log_false = said ? kContradicts : log_false(sighting);
    evidence.options = options(chosen, sighting, group);
    evidence.unseen.reserve(group.members().size());
    for (const auto& member : group.members()) {
        auto& list = evidence.unseen.emplace_back();
        list.reserve(member.states.size());
        for (const auto& state : member.states) {
            list.push_back(log_unseen(member.entry, state.step, sighting.time, chosen));
        }
    }
    group.take(std::move(evidence));
    std::vector<int> concerned;
    for (const auto& member : group.members()) concerned.push_back(member.entry);
    auto parts = group.split_off();
    if (!parts.empty()) {
        groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(index));
        for (auto& part : parts) groups_.push_back(std::move(part));
        find_groups();
    }
    // Not before: of ways that weigh the same, another may be the best of a part.
    for (const int entry : concerned) retell(entry, group_of(entry));
    return number;
}

/// How certain a step is, and who else the passage may be.
void Namer::look_up(const Step& step, int entry, const Explanations& group) const {
    step.certainty = group.certainty(entry, step.sighting, step.progress.point, step.shared);
    step.runner_up = -1;
    step.runner_up_certainty = 0;
    double others = 0;
    for (const auto& member : group.members()) {
        if (member.entry == entry) continue;
        const double chance = group.chance(member, step.sighting, step.shared);
        others += chance;
        if (chance <= step.runner_up_certainty) continue;
        step.runner_up = member.entry;
        step.runner_up_certainty = chance;
    }
    const double nobodys = 1 - step.certainty - others;
    if (nobodys <= step.runner_up_certainty) return;
    step.runner_up = -1;
    step.runner_up_certainty = nobodys;
}

void Namer::retell(int entry, const Explanations& group) {
    auto& told = given_[static_cast<std::size_t>(entry)];
    std::vector<Given> now;  // backwards, down to what was told and is settled
    std::size_t from = 0;
    int followed = 0;
    for (const auto* step = group.best(entry).get(); step != nullptr && step->sighting >= 0;
         step = step->before.get()) {
        Given one{step->progress.point, step->sighting, step->shared, step->settled, {}, 0};
        if (step->settled < 0) {
            if (followed++ < kFollowed) look_up(*step, entry, group);
            one.certainty = step->certainty;
            if (step->runner_up >= 0) one.runner_up = step->runner_up;
            one.runner_up_certainty = step->runner_up_certainty;
        } else {
            one.runner_up_certainty = 1 - step->settled;
            if (step->depth <= told.size() && told[step->depth - 1] == one) {
                from = step->depth;
                break;
            }
        }
        now.push_back(one);
    }
    for (; !now.empty() && from < told.size() && told[from] == now.back(); ++from) now.pop_back();
    if (now.empty() && from == told.size()) return;
    told.resize(from);
    told.insert(told.end(), now.rbegin(), now.rend());
    changes_.push_back({entry, from});
}

Namer::Guess Namer::guess(int gate, double time) const {
    const Sighting sighting{gate, time, 0, 0};
    const double nobodys = std::exp(log_false(sighting));
    std::vector<Guess> guesses;
    double sum = nobodys;
    for (const auto& one : candidates(sighting)) {
        sum += one.chance;
        const auto same = std::find_if(guesses.begin(), guesses.end(), [&](const Guess& other) {
            return other.entry == one.entry && other.point == one.point;
        });
        if (same == guesses.end()) {
            guesses.push_back({one.entry, one.point, one.chance, {}, 0});
        } else {
            same->certainty += one.chance;
        }
    }
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const Guess& a, const Guess& b) { return a.certainty > b.certainty; });
    if (guesses.empty() || guesses.front().certainty < nobodys) return {};
    auto best = guesses.front();
    best.certainty /= sum;
    best.runner_up_certainty = nobodys / sum;
    const auto other = std::find_if(guesses.begin(), guesses.end(),
                                    [&](const Guess& one) { return one.entry != best.entry; });
    if (other != guesses.end() && other->certainty > nobodys) {
        best.runner_up = other->entry;
        best.runner_up_certainty = other->certainty / sum;
    }
    return best;
}

std::optional<std::pair<int, int>> Namer::owner(int sighting) const {
    std::optional<std::pair<int, int>> second;  // whoever was with nobody's in the pulse is alone
    for (std::size_t i = 0; i < given_.size(); ++i) {
        const auto& way = given_[i];
        const auto found =
            std::lower_bound(way.begin(), way.end(), sighting,
                             [](const Given& one, int wanted) { return one.sighting < wanted; });
        if (found == way.end() || found->sighting != sighting) continue;
        const std::pair owner{static_cast<int>(i), found->point};
        if (!found->shared) return owner;
        second = owner;
    }
    return second;
}

const Progress& Namer::progress(int entry) const { return group_of(entry).best(entry)->progress; }

Arrival Namer::expected(int entry, int point) const {
    return expect(field_.participants[static_cast<std::size_t>(entry)], progress(entry), point,
                  field_.top_speed);
}

std::optional<Namer::Nearest> Namer::nearest(int gate, double time) const {
    std::optional<Nearest> nearest;
    for (std::size_t i = 0; i < field_.participants.size(); ++i) {
        const int entry = static_cast<int>(i);
        const auto& at = progress(entry);
        if (at.point == kNotStarted || time > gone_[i]) continue;
        const auto& marks = field_.participants[i].marks;
        for (auto k = static_cast<std::size_t>(at.point + 1); k < marks.size(); ++k) {
            if (marks[k].gate != gate) continue;
            const auto arrival = expected(entry, static_cast<int>(k));
            if (!nearest ||
                std::abs(arrival.mean - time) < std::abs(nearest->arrival.mean - time)) {
                nearest = Nearest{entry, static_cast<int>(k), arrival};
            }
            break;
        }
    }
    return nearest;
}

std::optional<int> Namer::starting_near(int gate, double time) const {
    if (!field_.start_gates[static_cast<std::size_t>(gate)]) return std::nullopt;
    std::optional<int> nearest;
    for (std::size_t i = 0; i < starts_.size(); ++i) {
        if (!starts_[i]) continue;
        const double since = time - *starts_[i];
        if (since < -kMillingBefore || since > kMillingAfter) continue;
        const bool nearer =
            !nearest ||
            std::abs(since) < std::abs(time - *starts_[static_cast<std::size_t>(*nearest)]);
        if (nearer) nearest = static_cast<int>(i);
    }
    return nearest;
}

}  // namespace qm::timing::naming
