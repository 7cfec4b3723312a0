// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "daemon/timing/naming/explanations.hpp"

/// Cutting explanations off, and what is done so that they are not forgotten.
namespace qm::timing::naming {

namespace {

constexpr std::size_t kSweeps = 3;      ///< of fitting, at most
constexpr double kNearEnough = 0.0005;  ///< of all

/// What each state's rows are to be multiplied with so that it has its wanted share of all; says by how much the
/// furthest is off.
double factors_for(const std::vector<double>& wanted, const std::vector<double>& weights,
                   std::vector<double>& factors) {
    factors.assign(weights.size(), 1.0);
    double sum = 0;
    double furthest = 0;
    for (std::size_t s = 0; s < weights.size(); ++s) {
        if (weights[s] <= 0) continue;
        if (wanted[s] > 0) factors[s] = wanted[s] / weights[s];
        sum += weights[s] * factors[s];
    }
    for (std::size_t s = 0; s < weights.size(); ++s) {
        factors[s] /= sum;
        furthest = std::max(furthest, weights[s] * std::abs(factors[s] - 1));
    }
    return furthest;
}

}  // namespace

void Explanations::drop_negligible(std::vector<Branch>& branches) {
    double highest = -std::numeric_limits<double>::infinity();
    for (const auto& one : branches) highest = std::max(highest, one.log_standing);
    const double floor = highest + std::log(kNegligible);
    branches.erase(std::remove_if(branches.begin(), branches.end(),
                                  [floor](const Branch& one) { return one.log_standing < floor; }),
                   branches.end());
}

/// Coarsely, in steps of what they stand at: those that cannot be among so many.
void Explanations::drop_far_below(std::vector<Branch>& branches, std::size_t count) {
    constexpr std::size_t kSteps = 512;
    const auto lower = [](const Branch& a, const Branch& b) {
        return a.log_standing < b.log_standing;
    };
    const double best = std::max_element(branches.begin(), branches.end(), lower)->log_standing;
    const double scale = kSteps / -std::log(kNegligible);
    const auto step = [&](const Branch& one) {
        return std::min(kSteps - 1, static_cast<std::size_t>((best - one.log_standing) * scale));
    };
    std::array<std::size_t, kSteps> counts{};
    for (const auto& one : branches) ++counts[step(one)];
    std::size_t last = 0;
    for (std::size_t sum = counts[0]; sum < count; sum += counts[last]) ++last;
    branches.erase(std::remove_if(branches.begin(), branches.end(),
                                  [&](const Branch& one) { return step(one) > last; }),
                   branches.end());
}

/// The best first, and no more than are kept.
void Explanations::cut(std::vector<Branch>& branches) const {
    const auto heavier = [](const Branch& a, const Branch& b) {
        if (a.log_standing != b.log_standing) return a.log_standing > b.log_standing;
        return a.from != b.from ? a.from < b.from : a.option < b.option;
    };
    if (branches.size() > limit()) {
        drop_far_below(branches, limit());
        const auto end = branches.begin() + static_cast<std::ptrdiff_t>(limit());
        std::nth_element(branches.begin(), end, branches.end(), heavier);
        branches.erase(end, branches.end());
    }
    std::iter_swap(branches.begin(), std::min_element(branches.begin(), branches.end(), heavier));
}

/// What states and goals weigh over all branches, before any is cut off.
Explanations::Marginals Explanations::marginals(const std::vector<Branch>& before,
                                                const std::vector<Branch>& branches,
                                                const Evidence& evidence) const {
    // A branch weighs the product of its row and its option: no exponential for each.
    const double best = branches.front().log_standing;
    std::vector<double> rows;
    rows.reserve(kept_.size());
    for (const auto& one : before) {
        rows.push_back(std::exp(one.log_standing + kept_.weights[one.from].fit - best));
    }
    std::vector<double> odds;
    odds.reserve(evidence.options.size());
    for (const auto& option : evidence.options) odds.push_back(std::exp(option.gain));
    const double nobodys = std::exp(evidence.log_false);
    Marginals all;
    all.goals.resize(evidence.goals.size());
    std::vector<double> of_row(kept_.size(), 0.0);
    std::vector<double> of_option(evidence.options.size(), 0.0);
    double sum = 0;
    for (const auto& one : branches) {
        const auto option = static_cast<std::size_t>(one.option);
        const double weight = rows[one.from] * (one.option < 0 ? nobodys : odds[option]);
        sum += weight;
        of_row[one.from] += weight;
        if (one.option >= 0) of_option[option] += weight;
    }
    for (auto& one : of_row) one /= sum;
    for (auto& one : of_option) one /= sum;
    for (const auto& member : members_) all.states.emplace_back(member.states.size(), 0.0);
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        const auto* row = kept_.row(h);
        for (std::size_t m = 0; m < members_.size(); ++m) all.states[m][row[m]] += of_row[h];
    }
    for (std::size_t i = 0; i < of_option.size(); ++i) all.move(evidence, i, of_option[i]);
    return all;
}

void Explanations::Marginals::move(const Evidence& evidence, std::size_t option, double share) {
    const auto one = [&](std::size_t goal) {
        const auto& to = evidence.goals[goal];
        states[to.member][to.state] -= share;
        goals[goal] += share;
    };
    const auto& moves = evidence.options[option];
    one(moves.first);
    if (moves.second >= 0) one(static_cast<std::size_t>(moves.second));
}

/// What states have no row any more.
void Explanations::find_lost(const std::vector<std::vector<double>>& wanted) {
    for (std::size_t m = 0; m < members_.size(); ++m) {
        std::vector<char> left(wanted[m].size(), 0);  // as bits it would be slower
        for (std::size_t h = 0; h < kept_.size(); ++h) left[kept_.row(h)[m]] = 1;
        double lost = 0;
        for (std::size_t s = 0; s < left.size(); ++s) lost += left[s] != 0 ? 0 : wanted[m][s];
        members_[m].known *= 1 - lost;
    }
}

/// Weighs the rows anew so that each state has its wanted weight, as far as there are rows with it.
void Explanations::fit(const std::vector<std::vector<double>>& wanted) {
    find_lost(wanted);
    const auto before = shares_;
    std::vector<double> factors(1, 1.0);
    std::vector<double> weights;
    const auto count = members_.size();
    std::size_t near = 0;  // so many members in a row whose states weigh what they should
    for (std::size_t turn = 0; near < count && turn <= kSweeps * count; ++turn) {
        // With the factors of one member's states in, what the next one's states weigh.
        const auto next = turn % count;
        const auto last = (turn + count - 1) % count;
        weights.assign(wanted[next].size(), 0.0);
        for (std::size_t h = 0; h < kept_.size(); ++h) {
            const auto* row = kept_.row(h);
            if (turn > 0) shares_[h] *= factors[row[last]];
            weights[row[next]] += shares_[h];
        }
        near = factors_for(wanted[next], weights, factors) < kNearEnough ? near + 1 : 0;
    }
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        kept_.weights[h].fit += std::log(shares_[h] / before[h]);
    }
}

}  // namespace qm::timing::naming
