// SPDX-License-Identifier: Apache-2.0
#include "gui/model/trace.hpp"

#include <algorithm>

#include "protocol/limits.hpp"

namespace qm::gui {

void Trace::forget() {
    edges_.clear();
    passages_.clear();
}

void Trace::take(const Event& event) {
    if (const auto* edge = std::get_if<Edge>(&event)) add(*edge);
    if (const auto* closed = std::get_if<PassageClosed>(&event)) {
        passages_.insert_or_assign(closed->passage, *closed);
        keep_within_limits();
    }
}

void Trace::take(const wire::KeptMessage& answer) {
    for (const auto& edge : answer.edges) add(edge);
    for (const auto& closed : answer.passages) {
        passages_.try_emplace(closed.passage, closed);
        keep_within_limits();
    }
}

void Trace::add(const Edge& edge) {
    if (!edges_.contains(edge.gate) && edges_.size() >= limits::kGates) return;
    auto& edges = edges_[edge.gate];
    const auto after =
        std::upper_bound(edges.begin(), edges.end(), edge.at,
                         [](Instant at, const Edge& other) { return at < other.at; });
    for (auto one = after; one != edges.begin() && std::prev(one)->at == edge.at; --one) {
        const auto& known = *std::prev(one);
        if (known.beam == edge.beam && known.broken == edge.broken) return;
    }
    edges.insert(after, edge);
    if (edges.size() > kEdges) edges.pop_front();
}

void Trace::keep_within_limits() {
    if (passages_.size() > kPassages) passages_.erase(passages_.begin());
}

const Trace::Edges& Trace::edges(const GateId& gate) const {
    static const Edges none;
    const auto found = edges_.find(gate);
    return found == edges_.end() ? none : found->second;
}

const PassageClosed* Trace::passage(PassageId number) const {
    const auto found = passages_.find(number);
    return found == passages_.end() ? nullptr : &found->second;
}

}  // namespace qm::gui
