// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/explanations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace qm::timing::naming {

namespace {

constexpr auto kNone = std::numeric_limits<std::size_t>::max();

/// The last step that both have taken; every way begins with the same one.
const Step* common_step(const Step* a, const Step* b) {
    while (a != b) {
        auto& longer = a->depth >= b->depth ? a : b;
        longer = longer->before.get();
    }
    return a;
}

}  // namespace

std::vector<double> normalised(std::vector<double> logs) {
    const double highest = *std::max_element(logs.begin(), logs.end());
    double sum = 0;
    for (auto& one : logs) sum += one = std::exp(one - highest);
    for (auto& one : logs) one /= sum;
    return logs;
}

void Explanations::Rows::reserve(std::size_t count) {
    states.reserve(count * width);
    weights.reserve(count);
}

std::uint16_t* Explanations::Rows::add_like(const std::uint16_t* other, Weight weight) {
    states.insert(states.end(), other, other + width);
    weights.push_back(weight);
    return row(size() - 1);
}

std::uint16_t* Explanations::Rows::add(Weight weight) {
    states.resize(states.size() + width);
    weights.push_back(weight);
    return row(size() - 1);
}

Explanations::Explanations(int entry, StepPtr step) : members_(1), shares_(1, 1.0) {
    members_.front().entry = entry;
    members_.front().states.push_back({std::move(step), 1, 0});
    kept_.width = 1;
    *kept_.add({}) = 0;
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
    return members_[index].states[kept_.row(0)[index]].step;
}

void Explanations::count_states() {
    std::size_t count = 0;
    for (auto& member : members_) {
        member.first_state = count;
        count += member.states.size();
    }
}

void Explanations::set_unseen(const Unseen& unseen) {
    for (auto& member : members_) {
        auto next = unseen.begin() + static_cast<std::ptrdiff_t>(member.first_state);
        for (auto& state : member.states) state.log_unseen = *next++;
    }
}

double Explanations::unseen_of(std::size_t h) const {
    const auto* row = kept_.row(h);
    double sum = 0;
    for (std::size_t m = 0; m < members_.size(); ++m) sum += members_[m].states[row[m]].log_unseen;
    return sum;
}

/// Athletes set off in the order in which they were entered.
bool Explanations::may_start(const std::uint16_t* row, std::size_t member) const {
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const bool waits = members_[m].states[row[m]].step->progress.point == kNotStarted;
        if (waits && members_[m].entry < members_[member].entry) return false;
    }
    return true;
}

Explanations::ByState Explanations::by_state(const Evidence& evidence) const {
    ByState by_state;
    by_state.nobodys = evidence.log_false;
    const auto& last = members_.back();
    by_state.first.assign(last.first_state + last.states.size() + 2, 0);
    const auto place = [&](const Option& option) {
        const auto& goal = evidence.goals[option.first];
        return members_[goal.member].first_state + goal.state;
    };
    // Two further on, so that filling moves each to where the next one's begin.
    for (const auto& option : evidence.options) ++by_state.first[place(option) + 2];
    std::partial_sum(by_state.first.begin(), by_state.first.end(), by_state.first.begin());
    by_state.ways.resize(evidence.options.size());
    for (std::size_t i = 0; i < evidence.options.size(); ++i) {
        const auto& option = evidence.options[i];
        ByState::Way way{option.gain, static_cast<std::int32_t>(i), -1, 0,
                         evidence.goals[option.first].progress.point == kAtStart};
        if (option.second >= 0) {
            const auto& second = evidence.goals[static_cast<std::size_t>(option.second)];
            way.second_state = static_cast<std::int32_t>(second.state);
            way.second_member = second.member;
        }
        by_state.ways[by_state.first[place(option) + 1]++] = way;
    }
    for (std::size_t s = 0; s + 2 < by_state.first.size(); ++s) {
        std::sort(by_state.ways.begin() + static_cast<std::ptrdiff_t>(by_state.first[s]),
                  by_state.ways.begin() + static_cast<std::ptrdiff_t>(by_state.first[s + 1]),
                  [](const auto& a, const auto& b) {
                      return a.gain != b.gain ? a.gain > b.gain : a.option < b.option;
                  });
    }
    return by_state;
}

/// Those who go there were seen, after all.
void Explanations::find_gains(Evidence& evidence) const {
    const auto unseen_before = [&](std::size_t goal) {
        const auto& one = evidence.goals[goal];
        return members_[one.member].states[one.state].log_unseen;
    };
    for (auto& option : evidence.options) {
        option.gain = option.log_odds - unseen_before(option.first);
        if (option.second < 0) continue;
        option.gain -= unseen_before(static_cast<std::size_t>(option.second));
    }
}

/// What one explanation becomes by the options that are open in it. Noted is what is not negligible beside the
/// best so far.
void Explanations::branch(const Branch& from, const ByState& by, Branches& all) const {
    const auto* row = kept_.row(from.from);
    const double standing = from.log_standing;
    all.add(from.from, -1, standing + by.nobodys);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const auto state = members_[m].first_state + row[m];
        for (auto i = by.first[state]; i < by.first[state + 1]; ++i) {
            const auto& way = by.ways[i];
            if (standing + way.gain < all.floor) break;
            if (open(row, m, way)) all.add(from.from, way.option, standing + way.gain);
        }
    }
}

void Explanations::Branches::add(std::uint32_t from, std::int32_t option, double standing) {
    if (standing < floor) return;
    floor = std::max(floor, standing + std::log(kNegligible));
    list.push_back({from, option, standing});
}

std::vector<Explanations::Branch> Explanations::branches(const std::vector<Branch>& rows,
                                                         const Evidence& evidence) const {
    const auto by = by_state(evidence);
    Branches all;
    all.list.reserve(kept_.size() * 8);
    for (const auto& one : rows) branch(one, by, all);
    return std::move(all.list);
}

void Explanations::take(Evidence evidence) {
    set_unseen(evidence.unseen);
    find_gains(evidence);
    const auto before = stay();
    auto all = branches(before, evidence);
    drop_negligible(all);
    const bool too_many = all.size() > limit();
    auto wanted = too_many ? marginals(before, all, evidence) : Marginals{};
    cut(all);
    const auto became = follow(all, evidence);
    if (too_many) {
        for (std::size_t m = 0; m < members_.size(); ++m) {
            wanted.states[m].resize(members_[m].states.size(), 0.0);
        }
        for (std::size_t g = 0; g < became.size(); ++g) {
            if (became[g] == kNone) continue;
            wanted.states[evidence.goals[g].member][became[g]] = wanted.goals[g];
        }
        fit(wanted.states);
    }
    weigh_states();
    drop_unused_states();
    settle();
}

std::vector<Explanations::Branch> Explanations::stay() const {
    std::vector<Branch> all;
    all.reserve(kept_.size());
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        all.push_back({static_cast<std::uint32_t>(h), -1, kept_.weights[h].own + unseen_of(h)});
    }
    return all;
}

void Explanations::look(const Unseen& unseen) {
    set_unseen(unseen);
    auto all = stay();
    drop_negligible(all);
    cut(all);
    static_cast<void>(follow(all, {}));
    weigh_states();
    drop_unused_states();
    settle();
}

std::vector<std::size_t> Explanations::follow(const std::vector<Branch>& branches,
                                              const Evidence& evidence) {
    std::vector<std::size_t> became(evidence.goals.size(), kNone);
    const auto go = [&](std::uint16_t* row, std::size_t number) {
        const auto& goal = evidence.goals[number];
        auto& states = members_[goal.member].states;
        if (became[number] == kNone) {
            const auto& from = states[goal.state].step;
            auto step = std::make_shared<Step>();
            step->before = from;
            step->sighting = evidence.sighting;
            step->shared = goal.shared;
            step->depth = from->depth + 1;
            step->progress = goal.progress;
            became[number] = states.size();
            states.push_back({std::move(step), 0, 0});
        }
        row[goal.member] = static_cast<std::uint16_t>(became[number]);
    };
    const double best = kept_.weights.front().own;  // so that they stay small
    Rows next;
    next.width = members_.size();
    next.reserve(branches.size());
    std::vector<double> standings;
    standings.reserve(branches.size());
    for (const auto& branch : branches) {
        const auto& from = kept_.weights[branch.from];
        auto* row = next.add_like(kept_.row(branch.from), {from.own - best, from.fit});
        standings.push_back(branch.log_standing + from.fit);
        if (branch.option < 0) {
            next.weights.back().own += evidence.log_false;
            continue;
        }
        const auto& option = evidence.options[static_cast<std::size_t>(branch.option)];
        next.weights.back().own += option.log_odds;
        go(row, option.first);
        if (option.second >= 0) go(row, static_cast<std::size_t>(option.second));
    }
    kept_ = std::move(next);
    shares_ = normalised(std::move(standings));
    return became;
}

void Explanations::weigh_states() {
    for (auto& member : members_) {
        for (auto& state : member.states) state.weight = 0;
    }
    for (std::size_t h = 0; h < kept_.size(); ++h) {
        const auto* row = kept_.row(h);
        for (std::size_t m = 0; m < members_.size(); ++m) {
            members_[m].states[row[m]].weight += shares_[h];
        }
    }
}

void Explanations::drop_unused_states() {
    std::vector<std::uint16_t> renamed;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        auto& states = members_[m].states;
        renamed.assign(states.size(), 0);
        std::size_t used = 0;
        for (std::size_t s = 0; s < states.size(); ++s) {
            if (states[s].weight <= 0) continue;
            renamed[s] = static_cast<std::uint16_t>(used);
            if (used != s) states[used] = std::move(states[s]);
            ++used;
        }
        if (used == states.size()) continue;
        states.resize(used);
        for (std::size_t h = 0; h < kept_.size(); ++h) {
            auto& state = kept_.row(h)[m];
            state = renamed[state];
        }
    }
    count_states();
}

void Explanations::settle() {
    for (auto& member : members_) {
        const Step* common = member.states.front().step.get();
        for (const auto& state : member.states) {
            common = common_step(common, state.step.get());
        }
        for (; common != nullptr && !common->settled; common = common->before.get()) {
            common->settled = true;
            common->certainty = member.known;
        }
    }
}

}  // namespace qm::timing::naming
