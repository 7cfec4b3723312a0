// SPDX-License-Identifier: Apache-2.0
#include "tests/timing/naming_reference.hpp"

#include <algorithm>
#include <array>

#include <cmath>
#include <initializer_list>
#include <limits>

namespace qm::test {

using namespace timing::naming;

namespace {

constexpr double kLeftOut = 1e-4;   ///< share of all, at each sighting
constexpr double kTooLight = 1e-9;  ///< of the best; these are not even made
constexpr std::size_t kMostAthletes = 4;
constexpr double kStartSpeed = 3.0;
constexpr double kRoomForTwo = 0.02;  // these as in namer_options.cpp and namer.cpp
constexpr double kLost = 1e-5;
constexpr double kNotWorthIt = 1e-5;
constexpr double kRestless = 2.0;

/// One way that an athlete may have gone so far.
struct State {
    Progress progress;
    Reference::Path path;
};

/// Where an athlete goes on from a state at the sighting in hand.
struct Go {
    double log_alone = 0;   ///< as the only one in the pulse
    double log_first = 0;   ///< as the first of two, with the room for a second
    double log_second = 0;  ///< as the second of two
    double log_beside = 0;  ///< after somebody who counts for nobody
    int alone = 0;          ///< state after it, being the first or only one in the pulse
    int shared = 0;         ///< state after it, being the second in the pulse
    bool start = false;
};

struct Partial {
    double log_weight = 0;
    double standing = 0;
    std::array<int, kMostAthletes> states{};  ///< by athlete
};

double log_of(double odds) {
    return odds > 0 ? std::log(odds) : -std::numeric_limits<double>::infinity();
}

class Enumeration {
public:
    Enumeration(const Field& field, const std::vector<std::optional<double>>& starts)
        : field_(field),
          starts_(starts),
          states_(field.participants.size()),
          recent_(field.gates.size()) {
        Partial first;
        for (std::size_t a = 0; a < states_.size(); ++a) {
            State state;
            if (starts[a]) state.progress = at_start(field.participants[a], *starts[a]);
            states_[a].push_back(state);
        }
        all_.push_back(first);
    }

    void take(const Sighting& seen) {
        seen_ = seen;
        gos_.assign(states_.size(), {});
        unseen_.assign(states_.size(), {});
        for (std::size_t a = 0; a < states_.size(); ++a) look_at(a);
        seen_.other_rate += restlessness();
        std::vector<Partial> before;
        before.swap(all_);
        for (const auto& one : before) branch(one);
        leave_out();
        most_ = std::max(most_, all_.size());
        ++number_;
    }

    [[nodiscard]] Reference result() const {
        Reference reference;
        reference.most = most_;
        for (const auto& states : states_) {
            auto& paths = reference.paths.emplace_back();
            for (const auto& state : states) paths.push_back(state.path);
        }
        const auto count = static_cast<std::ptrdiff_t>(states_.size());
        double sum = 0;
        double best = -std::numeric_limits<double>::infinity();
        for (const auto& one : all_) best = std::max(best, one.standing);
        for (const auto& one : all_) {
            reference.explanations.push_back(
                {{one.states.begin(), one.states.begin() + count}, std::exp(one.standing - best)});
            sum += reference.explanations.back().share;
        }
        for (auto& one : reference.explanations) one.share /= sum;
        std::stable_sort(reference.explanations.begin(), reference.explanations.end(),
                         [](const auto& x, const auto& y) { return x.share > y.share; });
        return reference;
    }

private:
    /// What an athlete may do now, for each way so far.
    void look_at(std::size_t a) {
        const auto used = in_use(a);
        gos_[a].resize(used.size());
        for (std::size_t s = 0; s < used.size(); ++s) {
            const Progress at = states_[a][s].progress;
            const auto& who = field_.participants[a];
            const bool looked = at.point != kNotStarted && at.time <= seen_.time;
            const double chance =
                looked ? unseen_until(who, at, seen_.time, field_.gates, field_.top_speed) : 1;
            unseen_[a].push_back(std::log(chance));
            if (!used[s]) continue;
            if (at.point == kNotStarted) {
                add_start(a, s);
            } else {
                add_points(a, s);
            }
        }
    }

    /// The ways of an athlete that some explanation has.
    [[nodiscard]] std::vector<bool> in_use(std::size_t a) const {
        std::vector<bool> used(states_[a].size(), false);
        for (const auto& one : all_) used[static_cast<std::size_t>(one.states[a])] = true;
        return used;
    }

    void add_start(std::size_t a, std::size_t s) {
        if (!field_.started_by_gate || !field_.start_gates[static_cast<std::size_t>(seen_.gate)]) {
            return;
        }
        Go go;
        go.start = true;
        go.log_alone = std::log(kStartRate) + log_of(torso_density(seen_.width, kStartSpeed));
        go.alone = reach(a, s, kAtStart, false, at_start(field_.participants[a], seen_.time));
        gos_[a][s].push_back(go);
    }

    void add_points(std::size_t a, std::size_t s) {
        const auto& who = field_.participants[a];
        const Progress at = states_[a][s].progress;
        if (seen_.time <= at.time) return;
        double log_missed = 0;
        for (int point = at.point + 1; point < static_cast<int>(who.marks.size()); ++point) {
            const auto gate =
                static_cast<std::size_t>(who.marks[static_cast<std::size_t>(point)].gate);
            const double missed = field_.gates[gate].missed;
            if (static_cast<int>(gate) == seen_.gate) add_point(a, s, point, log_missed);
            log_missed = std::max(log_missed + std::log(missed), std::log(kLost));
        }
    }

    /// Passages within kRestless beyond those of athletes who were or may be here, per second.
    double restlessness() {
        auto& times = recent_[static_cast<std::size_t>(seen_.gate)];
        times.erase(std::remove_if(times.begin(), times.end(),
                                   [&](double time) { return time < seen_.time - kRestless; }),
                    times.end());
        const double more = static_cast<double>(times.size()) - athletes_here();
        times.push_back(seen_.time);
        return std::max(0.0, more) / kRestless;
    }

    /// How many athletes this may be one of, or came through just now.
    [[nodiscard]] double athletes_here() const {
        std::vector<double> chances;
        double likeliest = std::exp(log_false(seen_));
        for (std::size_t a = 0; a < states_.size(); ++a) {
            chances.push_back(likeliest_go(a));
            likeliest = std::max(likeliest, chances.back());
        }
        double sum = 0;
        for (std::size_t a = 0; a < states_.size(); ++a) {
            sum += chances[a] >= likeliest * kNotWorthIt ? 1 : just_passed(a);
        }
        return sum;
    }

    [[nodiscard]] double just_passed(std::size_t a) const {
        const auto weights = weights_of(a);
        const auto& marks = field_.participants[a].marks;
        double sum = 0;
        for (std::size_t s = 0; s < weights.size(); ++s) {
            const auto& at = states_[a][s].progress;
            if (states_[a][s].path.empty() || at.point < 0) continue;
            const bool here = marks[static_cast<std::size_t>(at.point)].gate == seen_.gate;
            if (here && at.time >= seen_.time - kRestless) sum += weights[s];
        }
        return sum;
    }

    [[nodiscard]] double likeliest_go(std::size_t a) const {
        const auto weights = weights_of(a);
        double likeliest = 0;
        for (std::size_t s = 0; s < gos_[a].size(); ++s) {
            for (const auto& go : gos_[a][s]) {
                likeliest =
                    std::max(likeliest, weights[s] * std::exp(go.log_alone - unseen_[a][s]));
            }
        }
        return likeliest;
    }

    /// What each state of an athlete weighs over all explanations.
    [[nodiscard]] std::vector<double> weights_of(std::size_t a) const {
        std::vector<double> weights(states_[a].size(), 0.0);
        double sum = 0;
        for (const auto& one : all_) {
            const double share = std::exp(one.standing - best_);
            weights[static_cast<std::size_t>(one.states[a])] += share;
            sum += share;
        }
        for (auto& weight : weights) weight /= sum;
        return weights;
    }

    void add_point(std::size_t a, std::size_t s, int point, double log_missed) {
        const auto& who = field_.participants[a];
        const Progress at = states_[a][s].progress;
        const auto arrival = expect(who, at, point, field_.top_speed);
        const double here = arrival_density(arrival, seen_.time);
        if (here <= 0) return;
        const auto& gate = field_.gates[static_cast<std::size_t>(seen_.gate)];
        const double log_to = std::log((1 - kGivesUp) * (1 - gate.missed)) + log_missed;
        const double speed = speed_at(who, at, point, seen_.time);
        const double room = room_for_two(seen_.width, speed);
        const double end = seen_.time + std::max(0.0, seen_.width - torso_seconds(speed));
        Go go;
        go.log_alone = log_to + std::log(here) + log_of(torso_density(seen_.width, speed));
        go.log_first = log_to + std::log(here) + log_of(room >= kRoomForTwo ? room : 0);
        go.log_second = log_to + log_of(arrival_density(arrival, end));
        go.log_beside =
            end > seen_.time ? go.log_first + log_false({seen_.gate, seen_.time, 0, 0}) : log_of(0);
        go.alone = reach(a, s, point, false, advance(who, at, point, seen_.time));
        go.shared = reach(a, s, point, true, advance(who, at, point, end));
        gos_[a][s].push_back(go);
    }

    int reach(std::size_t a, std::size_t s, int point, bool shared, const Progress& progress) {
        State state = states_[a][s];
        state.progress = progress;
        state.path.push_back({point, number_, shared});
        states_[a].push_back(std::move(state));
        return static_cast<int>(states_[a].size()) - 1;
    }

    [[nodiscard]] double log_false(const Sighting& seen) const {
        const auto gate = static_cast<std::size_t>(seen.gate);
        double rate = field_.gates[gate].false_rate + seen.other_rate;
        for (const auto& start : starts_) {
            if (start && field_.start_gates[gate]) rate += milling_rate(seen.time - *start);
        }
        return std::log(rate * clutter_density(seen.width));
    }

    void branch(const Partial& from) {
        add(from, log_false(seen_), {});
        for (std::size_t a = 0; a < states_.size(); ++a) {
            for (const auto& go : gos(from, a)) {
                if (go.start && !next_to_start(from, a)) continue;
                add(from, go.log_alone, {{a, go.alone}});
                if (go.start) continue;
                if (std::isfinite(go.log_beside)) add(from, go.log_beside, {{a, go.shared}});
                if (std::isfinite(go.log_first)) branch_pairs(from, a, go);
            }
        }
    }

    void branch_pairs(const Partial& from, std::size_t first, const Go& one) {
        for (std::size_t second = 0; second < states_.size(); ++second) {
            if (second == first) continue;
            for (const auto& other : gos(from, second)) {
                if (other.start || !std::isfinite(other.log_second)) continue;
                add(from, one.log_first + other.log_second,
                    {{first, one.alone}, {second, other.shared}});
            }
        }
    }

    [[nodiscard]] const std::vector<Go>& gos(const Partial& from, std::size_t a) const {
        return gos_[a][static_cast<std::size_t>(from.states[a])];
    }

    /// Athletes set off in the order in which they were entered.
    [[nodiscard]] bool next_to_start(const Partial& from, std::size_t a) const {
        for (std::size_t other = 0; other < a; ++other) {
            const auto state = static_cast<std::size_t>(from.states[other]);
            if (states_[other][state].progress.point == kNotStarted) return false;
        }
        return true;
    }

    struct Move {
        std::size_t entry = 0;
        int state = 0;
    };

    /// Whoever moves has been seen; the others have gone unseen until now.
    void add(const Partial& from, double log_odds, std::initializer_list<Move> moves) {
        Partial one{from.log_weight + log_odds, 0, from.states};
        one.standing = one.log_weight;
        for (std::size_t a = 0; a < states_.size(); ++a) {
            one.standing += unseen_[a][static_cast<std::size_t>(from.states[a])];
        }
        for (const auto& [a, state] : moves) {
            one.standing -= unseen_[a][static_cast<std::size_t>(from.states[a])];
            one.states[a] = state;
        }
        best_ = all_.empty() ? one.standing : std::max(best_, one.standing);
        if (one.standing > best_ + std::log(kTooLight)) all_.push_back(std::move(one));
    }

    /// Leaves out the lightest, as many as weigh kLeftOut of all together.
    void leave_out() {
        std::sort(all_.begin(), all_.end(),
                  [](const Partial& x, const Partial& y) { return x.standing > y.standing; });
        double sum = 0;
        for (const auto& one : all_) sum += std::exp(one.standing - best_);
        double left_out = 0;
        while (true) {
            left_out += std::exp(all_.back().standing - best_);
            if (left_out > kLeftOut * sum) return;
            all_.pop_back();
        }
    }

    const Field& field_;
    const std::vector<std::optional<double>>& starts_;
    std::vector<std::vector<State>> states_;         ///< by athlete
    std::vector<std::vector<std::vector<Go>>> gos_;  ///< by athlete and state
    std::vector<std::vector<double>> unseen_;        ///< log chance, by athlete and state
    std::vector<std::vector<double>> recent_;        ///< by gate: when it was passed just before
    std::vector<Partial> all_;
    Sighting seen_;
    double best_ = 0;
    int number_ = 0;
    std::size_t most_ = 0;
};

}  // namespace

const Reference::Path& Reference::best(std::size_t entry) const {
    return paths[entry][static_cast<std::size_t>(explanations.front().paths[entry])];
}

double Reference::certainty(std::size_t entry, const Place& place) const {
    double sum = 0;
    for (const auto& one : explanations) {
        const auto& path = paths[entry][static_cast<std::size_t>(one.paths[entry])];
        if (std::find(path.begin(), path.end(), place) != path.end()) sum += one.share;
    }
    return sum;
}

double Reference::share_of(const std::vector<Path>& ways) const {
    for (const auto& one : explanations) {
        bool same = true;
        for (std::size_t a = 0; a < ways.size() && same; ++a) {
            same = paths[a][static_cast<std::size_t>(one.paths[a])] == ways[a];
        }
        if (same) return one.share;
    }
    return 0;
}

Reference explain_in_every_way(const Field& field, const std::vector<std::optional<double>>& starts,
                               const std::vector<Sighting>& sightings) {
    Enumeration enumeration{field, starts};
    for (const auto& seen : sightings) enumeration.take(seen);
    return enumeration.result();
}

}  // namespace qm::test
