// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/tally.hpp"

#include <algorithm>
#include <limits>

namespace qm::timing::naming {

Tally::Tally(const Explanations& group, int steps)
    : members_(group.members()), floor_(std::numeric_limits<int>::max()) {
    find_range(group, steps);
    if (floor_ >= end_) return;
    cells_.resize(static_cast<std::size_t>(end_ - floor_) * members_.size() * 2);
    for (std::size_t m = 0; m < members_.size(); ++m) walk(m);
}

void Tally::find_range(const Explanations& group, int steps) {
    for (const auto& member : members_) {
        const auto* step = group.best(member.entry).get();
        for (int n = 0; n < steps && step != nullptr && !step->settled; ++n) {
            floor_ = std::min(floor_, step->sighting);
            step = step->before.get();
        }
        for (const auto& state : member.states) end_ = std::max(end_, state.step->sighting + 1);
    }
}

void Tally::walk(std::size_t member) {
    for (const auto& state : members_[member].states) {
        const auto* step = state.step.get();
        while (step != nullptr && knows(step->sighting)) {
            add(cell(member, step->sighting, step->shared), step->progress.point, state.weight);
            step = step->settled ? nullptr : step->before.get();
        }
    }
}

std::size_t Tally::cell(std::size_t member, int sighting, bool shared) const {
    const auto row = static_cast<std::size_t>(sighting - floor_) * members_.size() + member;
    return row * 2 + (shared ? 1 : 0);
}

void Tally::add(std::size_t cell, int point, double weight) {
    auto& here = cells_[cell];
    if (here.point == kNotStarted) here.point = point;
    if (here.point == point) {
        here.weight += weight;
        return;
    }
    const auto same = std::find_if(others_.begin(), others_.end(), [&](const Other& one) {
        return one.cell == cell && one.there.point == point;
    });
    if (same != others_.end()) {
        same->there.weight += weight;
    } else {
        others_.push_back({cell, {point, weight}});
    }
}

double Tally::chance(std::size_t member, int sighting, bool shared) const {
    if (!knows(sighting)) return 0;
    const auto wanted = cell(member, sighting, shared);
    double sum = cells_[wanted].weight;
    for (const auto& one : others_) {
        if (one.cell == wanted) sum += one.there.weight;
    }
    return sum;
}

double Tally::certainty(std::size_t member, int sighting, int point, bool shared) const {
    if (!knows(sighting)) return 0;
    const auto wanted = cell(member, sighting, shared);
    if (cells_[wanted].point == point) return cells_[wanted].weight * members_[member].known;
    for (const auto& one : others_) {
        if (one.cell == wanted && one.there.point == point)
            return one.there.weight * members_[member].known;
    }
    return 0;
}

}  // namespace qm::timing::naming
