// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "daemon/timing/naming/explanations.hpp"

/// Putting explanations of different athletes together, and taking apart what has become independent.
namespace qm::timing::naming {

namespace {

constexpr double kIndependent = 1e-6;  ///< joint chances this near to the product are independent

}  // namespace

void Explanations::join(std::vector<Explanations> others) {
    const auto doubtful = std::stable_partition(others.begin(), others.end(),
                                                [](const auto& one) { return one.decided(); });
    for (auto one = doubtful; one != others.end(); ++one) multiply(std::move(*one));
    others.erase(doubtful, others.end());
    if (!others.empty()) append(std::move(others));
}

/// Those of whom there is one explanation each change no other.
void Explanations::append(std::vector<Explanations> decided) {
    Rows wider;
    wider.width = kept_.width;
    double log_weight = 0;
    for (auto& one : decided) {
        wider.width += one.kept_.width;
        log_weight += one.kept_.weights.front().own;
        for (auto& member : one.members_) members_.push_back(std::move(member));
    }
    wider.reserve(kept_.size());
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        auto* row = wider.add({kept_.weights[h].own + log_weight, kept_.weights[h].fit});
        row = std::copy_n(kept_.row(h), kept_.width, row);
        for (const auto& one : decided) row = std::copy_n(one.kept_.row(0), one.kept_.width, row);
    }
    kept_ = std::move(wider);
    count_states();
}

/// Every row of ours with every one of theirs ("option"), as far as it may be among the heaviest `most`: with both
/// sorted, i and j before a pair make (i + 1) (j + 1) that are no lighter.
std::vector<Explanations::Branch> Explanations::pairs(std::vector<Branch> ours,
                                                      std::vector<Branch> theirs,
                                                      std::size_t most) {
    const auto heavier = [](const Branch& a, const Branch& b) {
        return a.log_standing > b.log_standing;
    };
    std::stable_sort(ours.begin(), ours.end(), heavier);
    std::stable_sort(theirs.begin(), theirs.end(), heavier);
    std::vector<Branch> all;
    for (std::size_t i = 0; i < std::min(ours.size(), most); ++i) {
        for (std::size_t j = 0; j < std::min(theirs.size(), most / (i + 1)); ++j) {
            all.push_back({ours[i].from, static_cast<std::int32_t>(theirs[j].from),
                           ours[i].log_standing + theirs[j].log_standing});
        }
    }
    return all;
}

void Explanations::multiply(Explanations&& other) {
    const auto rows = stay();
    const auto theirs = other.stay();
    std::vector<std::vector<double>> before;
    for (auto& member : other.members_) members_.push_back(std::move(member));
    for (const auto& member : members_) {
        auto& weights = before.emplace_back();
        for (const auto& state : member.states) weights.push_back(state.weight);
    }
    const bool too_many = rows.size() * theirs.size() > limit();
    auto both = pairs(rows, theirs, limit());
    drop_negligible(both);
    cut(both);
    Rows joint;
    joint.width = members_.size();
    joint.reserve(both.size());
    std::vector<double> standings;
    for (const auto& pair : both) {
        const auto b = static_cast<std::size_t>(pair.option);
        const auto& ours = kept_.weights[pair.from];
        const auto& its = other.kept_.weights[b];
        auto* row = joint.add({ours.own + its.own, ours.fit + its.fit});
        row = std::copy_n(kept_.row(pair.from), kept_.width, row);
        std::copy_n(other.kept_.row(b), other.kept_.width, row);
        standings.push_back(pair.log_standing + ours.fit + its.fit);
    }
    kept_ = std::move(joint);
    shares_ = normalised(std::move(standings));
    if (too_many) fit(before);
    weigh_states();
    drop_unused_states();
}

/// By states of the one and states of the other.
std::vector<double> Explanations::joint_weights(std::size_t a, std::size_t b) const {
    const auto count = members_[b].states.size();
    std::vector<double> joint(members_[a].states.size() * count, 0.0);
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        const auto* row = kept_.row(h);
        joint[row[a] * count + row[b]] += shares_[h];
    }
    return joint;
}

bool Explanations::independent(std::size_t a, std::size_t b) const {
    const auto& states_a = members_[a].states;
    const auto& states_b = members_[b].states;
    if (states_a.size() == 1 || states_b.size() == 1) return true;
    const auto differs = [&](std::size_t i, std::size_t j, double joint) {
        return std::abs(joint - states_a[i].weight * states_b[j].weight) > kIndependent;
    };
    // Those who hang together mostly show it in their best states already.
    const auto* best = kept_.row(0);
    double together = 0;
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        const auto* row = kept_.row(h);
        if (row[a] == best[a] && row[b] == best[b]) together += shares_[h];
    }
    if (differs(best[a], best[b], together)) return false;
    const auto joint = joint_weights(a, b);
    for (std::size_t i = 0; i < states_a.size(); ++i) {
        for (std::size_t j = 0; j < states_b.size(); ++j) {
            if (differs(i, j, joint[i * states_b.size() + j])) return false;
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

/// Rows by the states of these members, equal ones side by side: sorted by one column after the other.
std::vector<std::size_t> Explanations::in_order_of(const std::vector<std::size_t>& members) const {
    std::vector<std::size_t> order(kept_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::size_t> next(order.size());
    std::vector<std::size_t> place;
    for (auto m = members.rbegin(); m != members.rend(); ++m) {
        place.assign(members_[*m].states.size() + 1, 0);
        for (std::size_t h = 0; h < kept_.size(); ++h) ++place[kept_.row(h)[*m] + 1u];
        std::partial_sum(place.begin(), place.end(), place.begin());
        for (const auto h : order) next[place[kept_.row(h)[*m]]++] = h;
        order.swap(next);
    }
    return order;
}

/// Explanations that differ only in others become one.
Explanations Explanations::project(const std::vector<std::size_t>& members,
                                   const std::vector<Branch>& rows) const {
    Explanations part;
    for (const auto m : members) part.members_.push_back(members_[m]);
    part.kept_.width = members.size();
    const auto same = [&](std::size_t a, std::size_t b) {
        return std::all_of(members.begin(), members.end(),
                           [&](std::size_t m) { return kept_.row(a)[m] == kept_.row(b)[m]; });
    };
    const auto order = in_order_of(members);
    for (std::size_t i = 0; i < order.size();) {
        const auto own_of = [&](std::size_t h) {
            return std::exp(rows[h].log_standing - rows.front().log_standing);
        };
        const auto first = order[i];
        double own = own_of(first);      // by their own weights
        double fitted = shares_[first];  // as they count
        for (++i; i < order.size() && same(first, order[i]); ++i) {
            own += own_of(order[i]);
            fitted += shares_[order[i]];
        }
        // What was unseen until now is part of the sums; it must not be counted again at the next passage.
        double log_weight = std::log(own);
        for (const auto m : members) {
            log_weight -= members_[m].states[kept_.row(first)[m]].log_unseen;
        }
        auto* row = part.kept_.add({log_weight, std::log(fitted / own)});
        for (const auto m : members) *row++ = kept_.row(first)[m];
        part.shares_.push_back(fitted);
    }
    part.put_best_first();
    part.count_states();
    return part;
}

void Explanations::put_best_first() {
    const auto all = stay();
    const auto best = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a.log_standing < b.log_standing;
    });
    const auto h = static_cast<std::size_t>(best - all.begin());
    std::swap_ranges(kept_.row(0), kept_.row(0) + kept_.width, kept_.row(h));
    std::swap(kept_.weights[0], kept_.weights[h]);
    std::swap(shares_[0], shares_[h]);
}

std::vector<Explanations> Explanations::split_off() {
    std::vector<Explanations> parts;
    if (members_.size() < 2) return parts;
    const auto of = components();
    const auto rows = stay();
    for (std::size_t c = 0; c < members_.size(); ++c) {
        std::vector<std::size_t> members;
        for (std::size_t m = 0; m < members_.size(); ++m) {
            if (of[m] == c) members.push_back(m);
        }
        if (members.size() == members_.size()) return {};
        if (!members.empty()) parts.push_back(project(members, rows));
    }
    return parts;
}

}  // namespace qm::timing::naming
