// SPDX-License-Identifier: Apache-2.0
#include "hardware/simulated.hpp"

#include <algorithm>
#include <map>

namespace qm::hardware {

void Simulated::add(const Body& body, Instant now) {
    for (const auto& passing : body.passings) {
        std::vector<Edge> edges;
        append_pulses(passing, rng_, edges);
        if (edges.front().at <= now) continue;
        coming_.insert(coming_.end(), edges.begin(), edges.end());
    }
    std::stable_sort(coming_.begin(), coming_.end(), [](const Edge& a, const Edge& b) {
        if (a.at != b.at) return a.at < b.at;
        return a.broken && !b.broken;
    });
    wake_for_next();
}

void Simulated::clear() {
    // An edge that restores a beam without its break still to come belongs to a body inside the beam.
    std::deque<Edge> leaving;
    std::map<GateId, int> outside;
    for (auto& edge : coming_) {
        if (edge.broken) {
            ++outside[edge.gate];
        } else if (outside[edge.gate] > 0) {
            --outside[edge.gate];
        } else {
            leaving.push_back(std::move(edge));
        }
    }
    coming_ = std::move(leaving);
    wake_for_next();
}

Result<void> Simulated::read(std::vector<Input>& out) {
    const Instant now = now_on_gate_clock();
    while (!coming_.empty() && coming_.front().at <= now) {
        if (auto shown = shadow_.pass(coming_.front())) out.emplace_back(std::move(*shown));
        coming_.pop_front();
    }
    wake_for_next();
    return {};
}

void Simulated::wake_for_next() {
    if (coming_.empty()) {
        timer_.stop();
    } else {
        timer_.set(coming_.front().at);
    }
}

}  // namespace qm::hardware
