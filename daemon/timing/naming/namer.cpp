// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/namer.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace qm::timing::naming {

namespace {

constexpr double kContradicts = -70;  ///< an explanation in which it cannot be so
constexpr double kRestless = 2.0;     ///< seconds
constexpr double kNever = std::numeric_limits<double>::infinity();

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
        step->settled = true;
        step->certainty = 1;
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
    step->settled = true;
    step->certainty = 1;
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
Explanations::Unseen Namer::unseen_by(const Explanations& group, double now,
                                      const std::vector<Candidate>& candidates) const {
    Explanations::Unseen all;
    for (const auto& member : group.members()) all.resize(all.size() + member.states.size());
    for (const auto& one : candidates) {
        all[group.members()[one.member].first_state + one.state] = one.unseen;
    }
    auto chance = all.begin();
    for (const auto& member : group.members()) {
        for (const auto& state : member.states) {
            if (*chance <= 0) *chance = unseen(member.entry, state.step->progress, now);
            *chance = std::log(*chance);
            ++chance;
        }
    }
    return all;
}

/// Puts all who may have been here into one group, the last.
Explanations& Namer::join_groups(const std::vector<Candidate>& candidates) {
    const auto apart = [&](const Explanations& group) {
        return std::none_of(candidates.begin(), candidates.end(),
                            [&](const Candidate& one) { return group.has(one.entry); });
    };
    const auto last = std::prev(groups_.end());
    if (!apart(*last) && std::all_of(groups_.begin(), last, apart)) return *last;
    const auto wanted = std::stable_partition(groups_.begin(), groups_.end(), apart);
    std::vector<Explanations> others;
    std::move(wanted + 1, groups_.end(), std::back_inserter(others));
    groups_.erase(wanted + 1, groups_.end());
    if (!others.empty()) groups_.back().join(std::move(others));
    find_groups();
    return groups_.back();
}

/// How likely it is that the athlete came through this gate in the last seconds.
double Namer::just_passed(const Explanations::Member& member, const Sighting& now) const {
    const auto& marks = field_.participants[static_cast<std::size_t>(member.entry)].marks;
    double sum = 0;
    for (const auto& state : member.states) {
        const auto& at = state.step->progress;
        if (state.step->sighting < 0 || at.point < 0 || at.time < now.time - kRestless) continue;
        if (marks[static_cast<std::size_t>(at.point)].gate == now.gate) sum += state.weight;
    }
    return sum;
}

/// Passages within kRestless beyond those of athletes who were or may be here: the beam is restless (the sun, rain),
/// and this one may be of the same making. Those that a person gave to somebody are not.
double Namer::restlessness(const Sighting& now, const std::vector<Candidate>& candidates) {
    auto& times = recent_[static_cast<std::size_t>(now.gate)];
    times.erase(std::remove_if(times.begin(), times.end(),
                               [&](double time) { return time < now.time - kRestless; }),
                times.end());
    double athletes = 0;
    for (const auto& group : groups_) {
        if (times.empty()) break;
        for (const auto& member : group.members()) {
            const bool may_be =
                std::any_of(candidates.begin(), candidates.end(),
                            [&](const Candidate& one) { return one.entry == member.entry; });
            athletes += may_be ? 1 : just_passed(member, now);
        }
    }
    return std::max(0.0, static_cast<double>(times.size()) - athletes) / kRestless;
}

int Namer::take(const Sighting& seen, const Say& say) {
    const int number = sightings_++;
    changes_.clear();
    if (say.kind == Say::Kind::Nobodys) return number;
    const bool said = say.kind == Say::Kind::Athletes;
    auto chosen = said ? as_said(say, seen) : candidates(seen);
    if (said) add_company(seen, chosen);
    Sighting sighting = seen;
    sighting.other_rate += restlessness(seen, chosen);
    if (!said) recent_[static_cast<std::size_t>(seen.gate)].push_back(seen.time);
    std::vector<int> concerned;
    if (!chosen.empty()) {
        auto& group = join_groups(chosen);
        place(chosen, group);
        auto made = options(chosen, sighting);
        group.take({number, said ? kContradicts : log_false(sighting), std::move(made.goals),
                    std::move(made.all), unseen_by(group, sighting.time, chosen)});
        for (const auto& member : group.members()) concerned.push_back(member.entry);
        split_last();
    }
    look_again(seen.time, concerned);
    retell(concerned);
    return number;
}

/// Athletes who are on their own again get groups of their own.
void Namer::split_last() {
    auto parts = groups_.back().split_off();
    if (parts.empty()) return;
    groups_.pop_back();
    for (auto& part : parts) groups_.push_back(std::move(part));
    find_groups();
}

/// That somebody was not seen anywhere since tells something too. One group at a passage, in turn, so that
/// the work stays small.
void Namer::look_again(double now, std::vector<int>& concerned) {
    for (std::size_t n = 0; n < groups_.size(); ++n) {
        next_look_ = (next_look_ + 1) % groups_.size();
        auto& group = groups_[next_look_];
        const auto known =
            std::find(concerned.begin(), concerned.end(), group.members().front().entry);
        if (group.decided() || known != concerned.end()) continue;
        group.look(unseen_by(group, now, {}));
        for (const auto& member : group.members()) concerned.push_back(member.entry);
        return;
    }
}

/// How certain a step is, and who else the passage may be.
void Namer::look_up(const Step& step, std::size_t member, const Explanations& group,
                    const Tally& tally) {
    step.certainty = tally.certainty(member, step.sighting, step.progress.point, step.shared);
    step.runner_up = -1;
    step.runner_up_certainty = 0;
    double all = 0;
    for (std::size_t m = 0; m < group.members().size(); ++m) {
        const double chance = tally.chance(m, step.sighting, step.shared);
        all += chance;
        if (m == member || chance <= step.runner_up_certainty) continue;
        step.runner_up = group.members()[m].entry;
        step.runner_up_certainty = chance;
    }
    if (1 - all <= step.runner_up_certainty) return;
    step.runner_up = -1;
    step.runner_up_certainty = 1 - all;
}

/// Not before groups are split: of ways that weigh the same, another may be the best of a part.
void Namer::retell(const std::vector<int>& entries) {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const auto& group = groups_[g];
        const auto concerns = [&](int entry) {
            return group_of_[static_cast<std::size_t>(entry)] == g;
        };
        if (std::none_of(entries.begin(), entries.end(), concerns)) continue;
        const Tally tally{group, kFollowed};
        for (std::size_t m = 0; m < group.members().size(); ++m) retell(m, group, tally);
    }
}

Given Namer::as_given(const Step& step) {
    Given one{step.progress.point, step.sighting, step.shared, step.certainty, {}, 0};
    one.runner_up_certainty = step.settled ? 1 - step.certainty : step.runner_up_certainty;
    if (!step.settled && step.runner_up >= 0) one.runner_up = step.runner_up;
    return one;
}

void Namer::retell(std::size_t member, const Explanations& group, const Tally& tally) {
    const int entry = group.members()[member].entry;
    auto& told = given_[static_cast<std::size_t>(entry)];
    std::vector<Given> now;  // backwards, down to what was told and is settled
    std::size_t from = 0;
    int followed = 0;
    for (const auto* step = group.best(entry).get(); step != nullptr && step->sighting >= 0;
         step = step->before.get()) {
        if (!step->settled && followed++ < kFollowed) look_up(*step, member, group, tally);
        const auto one = as_given(*step);
        if (step->settled && step->depth <= told.size() && told[step->depth - 1] == one) {
            from = step->depth;
            break;
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
        for (auto k = static_cast<std::size_t>(at.point) + 1; k < marks.size(); ++k) {
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
