// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "daemon/timing/naming/explanations.hpp"

/// Putting explanations of different athletes together, and taking apart what has become independent.
namespace qm::timing::naming {

namespace {

constexpr double kIndependent = 1e-6;  ///< joint chances this near to the product are independent

}  // namespace

void Explanations::join(Explanations&& other) {
    std::vector<std::vector<double>> before;
    for (auto& member : other.members_) members_.push_back(std::move(member));
    for (const auto& member : members_) {
        auto& weights = before.emplace_back();
        for (const auto& state : member.states) weights.push_back(state.weight);
    }
    std::vector<Branch> pairs;  // "from" is of ours, "option" of theirs
    for (std::size_t a = 0; a < kept_.size(); ++a) {
        for (std::size_t b = 0; b < other.kept_.size(); ++b) {
            pairs.push_back({a, static_cast<int>(b),
                             kept_[a].log_weight + other.kept_[b].log_weight,
                             std::log(shares_[a]) + std::log(other.shares_[b])});
        }
    }
    drop_negligible(pairs);
    const bool all = pairs.size() <= limit();
    cut(pairs);
    std::vector<Explanation> joint;
    std::vector<double> standings;
    for (const auto& pair : pairs) {
        Explanation both = kept_[pair.from];
        const auto& more = other.kept_[static_cast<std::size_t>(pair.option)].states;
        both.log_weight = pair.log_weight;
        both.states.insert(both.states.end(), more.begin(), more.end());
        joint.push_back(std::move(both));
        standings.push_back(pair.log_standing);
    }
    kept_ = std::move(joint);
    shares_ = normalised(standings);
    weigh_states();
    if (!all) discount(before);
    drop_unused_states();
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
        states.reserve(members.size());
        for (const auto m : members) states.push_back(kept_[h].states[m]);
        shares[states] += shares_[h];
    }
    std::vector<std::pair<double, std::vector<std::uint16_t>>> order;
    order.reserve(shares.size());
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
