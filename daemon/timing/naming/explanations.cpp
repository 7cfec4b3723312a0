// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/explanations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace qm::timing::naming {

namespace {

constexpr double kIndependent = 1e-6;  ///< joint chances this near to the product are independent

/// Exponentials of log weights, made to sum to one.
std::vector<double> normalised(const std::vector<double>& logs) {
    const double highest = *std::max_element(logs.begin(), logs.end());
    std::vector<double> shares;
    shares.reserve(logs.size());
    for (const double one : logs) shares.push_back(std::exp(one - highest));
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (auto& share : shares) share /= sum;
    return shares;
}

bool leads_through(const StepPtr& chain, int sighting, int point, bool shared) {
    for (const auto* step = chain.get(); step != nullptr; step = step->before.get()) {
        if (step->sighting == sighting) {
            return step->progress.point == point && step->shared == shared;
        }
        if (step->settled >= 0) return false;
    }
    return false;
}

/// The last step that both have taken; null when they have none in common.
const Step* common_step(const Step* a, const Step* b) {
    for (; a != nullptr; a = a->before.get()) {
        for (const auto* other = b; other != nullptr; other = other->before.get()) {
            if (other == a) return a;
            if (other->settled >= 0) break;
        }
        if (a->settled >= 0) return a;
    }
    return nullptr;
}

}  // namespace

Explanations::Explanations(int entry, StepPtr step)
    : members_{{entry, {{std::move(step), 1, 1, 0}}}}, kept_{{0, {0}}}, shares_{1} {}

std::size_t Explanations::index_of(int entry) const {
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [&](const Member& one) { return one.entry == entry; });
    return static_cast<std::size_t>(found - members_.begin());
}

const Explanations::Member* Explanations::find(int entry) const {
    const auto index = index_of(entry);
    return index == members_.size() ? nullptr : &members_[index];
}

const StepPtr& Explanations::best(int entry) const {
    const auto index = index_of(entry);
    return members_[index].states[kept_.front().states[index]].step;
}

double Explanations::certainty(int entry, int sighting, int point, bool shared) const {
    const auto* member = find(entry);
    if (member == nullptr) return 0;
    double sum = 0;
    for (const auto& state : member->states) {
        if (leads_through(state.step, sighting, point, shared)) sum += state.weight * state.kept;
    }
    return sum;
}

std::vector<Explanations::Way> Explanations::ways(const std::vector<Option>& options) const {
    std::vector<Way> ways;
    ways.reserve(options.size());
    for (const auto& option : options) {
        auto& way = ways.emplace_back(Way{&option, {}});
        for (const auto& move : option.moves) way.members.push_back(index_of(move.entry));
    }
    return ways;
}

/// Whether the athletes are where the option takes them from.
bool Explanations::open(const Explanation& one, const Way& way) const {
    for (std::size_t i = 0; i < way.members.size(); ++i) {
        const auto& move = way.option->moves[i];
        if (one.states[way.members[i]] != move.state) return false;
        if (move.step->progress.point != kAtStart) continue;
        // Athletes set off in the order in which they were entered.
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const auto& step = members_[m].states[one.states[m]].step;
            if (members_[m].entry < move.entry && step->progress.point == kNotStarted) return false;
        }
    }
    return true;
}

std::vector<Explanations::Branch> Explanations::branches(const Evidence& evidence) const {
    const auto all_ways = ways(evidence.options);
    std::vector<Branch> all;
    all.reserve(kept_.size() * 4);
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        const auto& one = kept_[h];
        double unseen = 0;
        for (std::size_t m = 0; m < members_.size(); ++m) {
            unseen += members_[m].states[one.states[m]].log_unseen;
        }
        const double nobodys = one.log_weight + evidence.log_false;
        all.push_back({h, -1, nobodys, nobodys + unseen});
        for (std::size_t i = 0; i < all_ways.size(); ++i) {
            const auto& way = all_ways[i];
            if (!open(one, way)) continue;
            double rest = unseen;
            for (const auto m : way.members) rest -= members_[m].states[one.states[m]].log_unseen;
            const double weight = one.log_weight + way.option->log_odds;
            all.push_back({h, static_cast<int>(i), weight, weight + rest});
        }
    }
    return all;
}

void Explanations::take(const Evidence& evidence) {
    for (std::size_t m = 0; m < members_.size(); ++m) {
        for (std::size_t i = 0; i < members_[m].states.size(); ++i) {
            members_[m].states[i].log_unseen = evidence.unseen[m][i];
        }
    }
    auto all = branches(evidence);
    std::sort(all.begin(), all.end(), [](const Branch& a, const Branch& b) {
        if (a.log_standing != b.log_standing) return a.log_standing > b.log_standing;
        return a.from != b.from ? a.from < b.from : a.option < b.option;
    });
    const double floor = all.front().log_standing + std::log(kNegligible);
    while (all.back().log_standing < floor) all.pop_back();
    follow(all, evidence);
    settle();
}

/// Makes the explanations that the branches stand for. Cutting them to kKept comes last, when it is known
/// what each athlete's states weighed before.
void Explanations::follow(const std::vector<Branch>& branches, const Evidence& evidence) {
    std::vector<std::vector<std::uint16_t>> after(evidence.options.size());
    std::vector<Explanation> made;
    std::vector<double> standings;
    made.reserve(branches.size());
    standings.reserve(branches.size());
    for (const auto& branch : branches) {
        Explanation one = kept_[branch.from];
        one.log_weight = branch.log_weight - branches.front().log_weight;
        if (branch.option >= 0) {
            const auto option = static_cast<std::size_t>(branch.option);
            const auto& moves = evidence.options[option].moves;
            for (std::size_t i = 0; i < moves.size(); ++i) {
                const auto member = index_of(moves[i].entry);
                auto& states = members_[member].states;
                if (after[option].size() <= i) {
                    after[option].push_back(static_cast<std::uint16_t>(states.size()));
                    const double kept = states[moves[i].state].kept;
                    states.push_back({moves[i].step, 0, kept, 0});
                }
                one.states[member] = after[option][i];
            }
        }
        made.push_back(std::move(one));
        standings.push_back(branch.log_standing);
    }
    kept_ = std::move(made);
    share_out(standings);
}

void Explanations::share_out(const std::vector<double>& log_standings) {
    shares_ = normalised(log_standings);
    weigh_states();
    if (kept_.size() > kKept) {
        std::vector<std::vector<double>> before;
        for (const auto& member : members_) {
            auto& weights = before.emplace_back();
            for (const auto& state : member.states) weights.push_back(state.weight);
        }
        kept_.resize(kKept);
        shares_.resize(kKept);
        const double sum = std::accumulate(shares_.begin(), shares_.end(), 0.0);
        for (auto& share : shares_) share /= sum;
        weigh_states();
        for (std::size_t m = 0; m < members_.size(); ++m) {
            for (std::size_t s = 0; s < members_[m].states.size(); ++s) {
                auto& state = members_[m].states[s];
                if (state.weight > before[m][s]) state.kept *= before[m][s] / state.weight;
            }
        }
    }
    drop_unused_states();
}

void Explanations::weigh_states() {
    for (auto& member : members_) {
        for (auto& state : member.states) state.weight = 0;
    }
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        for (std::size_t m = 0; m < members_.size(); ++m) {
            members_[m].states[kept_[h].states[m]].weight += shares_[h];
        }
    }
}

void Explanations::drop_unused_states() {
    for (std::size_t m = 0; m < members_.size(); ++m) {
        auto& states = members_[m].states;
        std::vector<std::uint16_t> renamed(states.size(), 0);
        std::size_t used = 0;
        for (std::size_t s = 0; s < states.size(); ++s) {
            if (states[s].weight <= 0) continue;
            renamed[s] = static_cast<std::uint16_t>(used);
            if (used != s) states[used] = std::move(states[s]);
            ++used;
        }
        states.resize(used);
        for (auto& one : kept_) one.states[m] = renamed[one.states[m]];
    }
}

void Explanations::settle() {
    for (auto& member : members_) {
        const Step* common = member.states.front().step.get();
        for (const auto& state : member.states) {
            if (common != nullptr) common = common_step(common, state.step.get());
        }
        double sure = 0;
        for (const auto& state : member.states) sure += state.weight * state.kept;
        for (; common != nullptr && common->settled < 0; common = common->before.get()) {
            common->settled = sure;
        }
    }
}

void Explanations::join(Explanations&& other) {
    std::vector<Explanation> joint;
    std::vector<double> shares;
    for (std::size_t a = 0; a < kept_.size(); ++a) {
        for (std::size_t b = 0; b < other.kept_.size(); ++b) {
            Explanation both = kept_[a];
            both.log_weight += other.kept_[b].log_weight;
            const auto& more = other.kept_[b].states;
            both.states.insert(both.states.end(), more.begin(), more.end());
            joint.push_back(std::move(both));
            shares.push_back(std::log(shares_[a]) + std::log(other.shares_[b]));
        }
    }
    for (auto& member : other.members_) members_.push_back(std::move(member));
    std::vector<std::size_t> order(joint.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
    kept_.clear();
    std::vector<double> standings;
    for (const auto i : order) {
        if (shares[i] < shares[order.front()] + std::log(kNegligible)) break;
        kept_.push_back(std::move(joint[i]));
        standings.push_back(shares[i]);
    }
    share_out(standings);
}

bool Explanations::independent(std::size_t a, std::size_t b) const {
    const auto& states_a = members_[a].states;
    const auto& states_b = members_[b].states;
    if (states_a.size() == 1 || states_b.size() == 1) return true;
    std::vector<double> joint(states_a.size() * states_b.size(), 0.0);
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        joint[kept_[h].states[a] * states_b.size() + kept_[h].states[b]] += shares_[h];
    }
    for (std::size_t i = 0; i < states_a.size(); ++i) {
        for (std::size_t j = 0; j < states_b.size(); ++j) {
            const double product = states_a[i].weight * states_b[j].weight;
            if (std::abs(joint[i * states_b.size() + j] - product) > kIndependent) return false;
        }
    }
    return true;
}

/// For each member the lowest index among those it hangs together with.
std::vector<std::size_t> Explanations::components() const {
    std::vector<std::size_t> of(members_.size());
    std::iota(of.begin(), of.end(), std::size_t{0});
    for (std::size_t b = 1; b < members_.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
            if (of[a] == of[b] || independent(a, b)) continue;
            const auto [low, high] = std::minmax(of[a], of[b]);
            std::replace(of.begin(), of.end(), high, low);
        }
    }
    return of;
}

Explanations Explanations::project(const std::vector<std::size_t>& members) const {
    Explanations part;
    for (const auto m : members) part.members_.push_back(members_[m]);
    std::map<std::vector<std::uint16_t>, double> shares;
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        std::vector<std::uint16_t> states;
        for (const auto m : members) states.push_back(kept_[h].states[m]);
        shares[states] += shares_[h];
    }
    std::vector<std::pair<double, std::vector<std::uint16_t>>> order;
    for (auto& [states, share] : shares) order.emplace_back(share, states);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    // What was unseen until now is part of the share; it must not be counted again at the next passage.
    for (auto& [share, states] : order) {
        double log_weight = std::log(share);
        for (std::size_t m = 0; m < states.size(); ++m) {
            log_weight -= part.members_[m].states[states[m]].log_unseen;
        }
        part.shares_.push_back(share);
        part.kept_.push_back({log_weight, std::move(states)});
    }
    return part;
}

std::vector<Explanations> Explanations::split_off() {
    std::vector<Explanations> parts;
    if (members_.size() < 2) return parts;
    const auto of = components();
    for (std::size_t c = 0; c < members_.size(); ++c) {
        std::vector<std::size_t> members;
        for (std::size_t m = 0; m < members_.size(); ++m) {
            if (of[m] == c) members.push_back(m);
        }
        if (members.size() == members_.size()) return {};
        if (!members.empty()) parts.push_back(project(members));
    }
    return parts;
}

}  // namespace qm::timing::naming
