// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/explanations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace qm::timing::naming {

namespace {

constexpr auto kNone = std::numeric_limits<std::size_t>::max();

/// The step by which a way led through a passage, if it did; settled steps are not looked behind.
const Step* step_through(const StepPtr& chain, int sighting) {
    for (const auto* step = chain.get(); step != nullptr; step = step->before.get()) {
        if (step->sighting <= sighting) return step->sighting == sighting ? step : nullptr;
        if (step->settled >= 0) return nullptr;
    }
    return nullptr;
}

/// The last step that both have taken; every way begins with the same one.
const Step* common_step(const Step* a, const Step* b) {
    while (a != b) {
        auto& longer = a->depth >= b->depth ? a : b;
        longer = longer->before.get();
    }
    return a;
}

}  // namespace

std::vector<double> normalised(const std::vector<double>& logs) {
    const double highest = *std::max_element(logs.begin(), logs.end());
    std::vector<double> shares;
    shares.reserve(logs.size());
    for (const double one : logs) shares.push_back(std::exp(one - highest));
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (auto& share : shares) share /= sum;
    return shares;
}

Explanations::Explanations(int entry, StepPtr step) : members_(1), kept_(1), shares_(1, 1.0) {
    members_.front().entry = entry;
    members_.front().states.push_back({std::move(step), 1, 1, 0});
    kept_.front().states.push_back(0);
}

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
        const auto* step = step_through(state.step, sighting);
        const bool here =
            step != nullptr && step->progress.point == point && step->shared == shared;
        if (here) sum += state.weight * state.kept;
    }
    return sum;
}

double Explanations::chance(const Member& member, int sighting, bool shared) const {
    double sum = 0;
    for (const auto& state : member.states) {
        const auto* step = step_through(state.step, sighting);
        if (step != nullptr && step->shared == shared) sum += state.weight;
    }
    return sum;
}

void Explanations::find_members(std::vector<Option>& options) const {
    for (auto& option : options) {
        for (auto& move : option.moves) move.member = index_of(move.entry);
    }
}

/// Whether the athletes are where the option takes them from.
bool Explanations::open(const Explanation& one, const Option& option) const {
    for (const auto& move : option.moves) {
        if (one.states[move.member] != move.state) return false;
        if (move.step->progress.point != kAtStart) continue;
        // Athletes set off in the order in which they were entered.
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const auto& step = members_[m].states[one.states[m]].step;
            if (members_[m].entry < move.entry && step->progress.point == kNotStarted) return false;
        }
    }
    return true;
}

Explanations::ByState Explanations::by_state(const std::vector<Option>& options) const {
    ByState by_state;
    std::size_t states = 0;
    for (const auto& member : members_) {
        by_state.first.push_back(states);
        states += member.states.size();
    }
    by_state.options.resize(states);
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto& move = options[i].moves.front();
        if (move.state >= members_[move.member].states.size()) continue;
        by_state.options[by_state.first[move.member] + move.state].push_back(static_cast<int>(i));
    }
    return by_state;
}

/// What one explanation becomes by the options that are open in it.
void Explanations::branch(std::size_t from, const ByState& options, const Evidence& evidence,
                          std::vector<Branch>& all) const {
    const auto& one = kept_[from];
    double unseen = 0;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        unseen += members_[m].states[one.states[m]].log_unseen;
    }
    const double nobodys = one.log_weight + evidence.log_false;
    all.push_back({from, -1, nobodys, nobodys + unseen});
    for (std::size_t m = 0; m < members_.size(); ++m) {
        for (const int i : options.options[options.first[m] + one.states[m]]) {
            const auto& option = evidence.options[static_cast<std::size_t>(i)];
            if (!open(one, option)) continue;
            const double weight = one.log_weight + option.log_odds;
            all.push_back({from, i, weight, weight + unseen - unseen_before(option)});
        }
    }
}

double Explanations::unseen_before(const Option& option) const {
    double sum = 0;
    for (const auto& move : option.moves)
        sum += members_[move.member].states[move.state].log_unseen;
    return sum;
}

std::vector<Explanations::Branch> Explanations::branches(const Evidence& evidence) const {
    const auto options = by_state(evidence.options);
    std::vector<Branch> all;
    all.reserve(kept_.size() * 8);
    for (std::size_t h = 0; h < kept_.size(); ++h) branch(h, options, evidence, all);
    return all;
}

void Explanations::take(Evidence evidence) {
    find_members(evidence.options);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        for (std::size_t i = 0; i < members_[m].states.size(); ++i) {
            members_[m].states[i].log_unseen = evidence.unseen[m][i];
        }
    }
    auto all = branches(evidence);
    drop_negligible(all);
    const auto before = all.size() > limit() ? weights_of(all, evidence) : Weights{};
    cut(all);
    const auto made = follow(all, evidence);
    if (!before.states.empty()) {
        discount(before.states);
        for (const auto& [member, state, option] : made) {
            auto& one = members_[member].states[state];
            const double share = before.options[static_cast<std::size_t>(option)];
            if (one.weight > share) one.kept *= share / one.weight;
        }
    }
    drop_unused_states();
    settle();
}

void Explanations::drop_negligible(std::vector<Branch>& branches) {
    double highest = -std::numeric_limits<double>::infinity();
    for (const auto& one : branches) highest = std::max(highest, one.log_standing);
    const double floor = highest + std::log(kNegligible);
    branches.erase(std::remove_if(branches.begin(), branches.end(),
                                  [floor](const Branch& one) { return one.log_standing < floor; }),
                   branches.end());
}

/// Best first, no more than are kept.
void Explanations::cut(std::vector<Branch>& branches) const {
    const auto heavier = [](const Branch& a, const Branch& b) {
        if (a.log_standing != b.log_standing) return a.log_standing > b.log_standing;
        return a.from != b.from ? a.from < b.from : a.option < b.option;
    };
    if (branches.size() > limit()) {
        const auto end = branches.begin() + static_cast<std::ptrdiff_t>(limit());
        std::nth_element(branches.begin(), end, branches.end(), heavier);
        branches.erase(end, branches.end());
    }
    std::sort(branches.begin(), branches.end(), heavier);
}

/// What states and options weigh over all branches, before any is cut off.
Explanations::Weights Explanations::weights_of(const std::vector<Branch>& branches,
                                               const Evidence& evidence) const {
    std::vector<double> logs;
    logs.reserve(branches.size());
    for (const auto& branch : branches) logs.push_back(branch.log_standing);
    const auto shares = normalised(logs);
    Weights weights;
    weights.options.resize(evidence.options.size());
    std::vector<double> of_explanation(kept_.size(), 0.0);
    for (std::size_t i = 0; i < branches.size(); ++i) {
        of_explanation[branches[i].from] += shares[i];
        if (branches[i].option >= 0) {
            weights.options[static_cast<std::size_t>(branches[i].option)] += shares[i];
        }
    }
    for (std::size_t m = 0; m < members_.size(); ++m) {
        auto& states = weights.states.emplace_back(members_[m].states.size(), 0.0);
        for (std::size_t h = 0; h < kept_.size(); ++h)
            states[kept_[h].states[m]] += of_explanation[h];
    }
    for (std::size_t i = 0; i < evidence.options.size(); ++i) {
        for (const auto& move : evidence.options[i].moves) {
            auto& states = weights.states[move.member];
            if (move.state < states.size()) states[move.state] -= weights.options[i];
        }
    }
    return weights;
}

/// States that weigh more now than they did profited from what was cut off.
void Explanations::discount(const std::vector<std::vector<double>>& before) {
    for (std::size_t m = 0; m < before.size(); ++m) {
        for (std::size_t s = 0; s < before[m].size(); ++s) {
            auto& state = members_[m].states[s];
            const double share = std::max(before[m][s], 0.0);
            if (state.weight > share) state.kept *= share / state.weight;
        }
    }
}

/// New states for what an option leads to.
void Explanations::make_states(const Option& option, int number, std::vector<Made>& made) {
    for (const auto& move : option.moves) {
        auto& states = members_[move.member].states;
        made.push_back({move.member, states.size(), number});
        states.push_back({move.step, 0, states[move.state].kept, 0});
    }
}

/// Makes the explanations that the branches stand for; says which new state came of which option.
std::vector<Explanations::Made> Explanations::follow(const std::vector<Branch>& branches,
                                                     const Evidence& evidence) {
    std::vector<Made> made;
    std::vector<std::size_t> first_made(evidence.options.size(), kNone);  // of an option's moves
    std::vector<Explanation> next;
    std::vector<double> standings;
    next.reserve(branches.size());
    standings.reserve(branches.size());
    for (const auto& branch : branches) {
        auto& one = next.emplace_back(kept_[branch.from]);
        one.log_weight = branch.log_weight - branches.front().log_weight;
        standings.push_back(branch.log_standing);
        if (branch.option < 0) continue;
        const auto option = static_cast<std::size_t>(branch.option);
        if (first_made[option] == kNone) {
            first_made[option] = made.size();
            make_states(evidence.options[option], branch.option, made);
        }
        auto state = first_made[option];
        for (const auto& move : evidence.options[option].moves) {
            one.states[move.member] = static_cast<std::uint16_t>(made[state++].state);
        }
    }
    kept_ = std::move(next);
    shares_ = normalised(standings);
    weigh_states();
    return made;
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
            common = common_step(common, state.step.get());
        }
        double sure = 0;
        for (const auto& state : member.states) sure += state.weight * state.kept;
        for (; common != nullptr && common->settled < 0; common = common->before.get()) {
            common->settled = sure;
        }
    }
}

}  // namespace qm::timing::naming
