// SPDX-License-Identifier: Apache-2.0
#include "hardware/simulated.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace qm::hardware {

namespace {

/// An edge that restores a beam without its break still to come belongs to a body inside the beam.
class BodiesInside {
public:
    [[nodiscard]] bool leaves(const Edge& edge) {
        int& outside = outside_[{edge.gate, edge.beam}];
        if (edge.broken) {
            ++outside;
            return false;
        }
        if (outside == 0) return true;
        --outside;
        return false;
    }

private:
    std::map<std::pair<GateId, Beam>, int> outside_;
};

}  // namespace

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

void Simulated::add(const Staged& staged, Instant start, Instant now) {
    const auto later = start - staged.start;
    std::map<std::pair<GateId, Beam>, bool> left_out;
    for (const auto& input : staged.inputs) {
        const bool is_seen = std::holds_alternative<Edge>(input) ||
                             std::holds_alternative<EdgesLost>(input) ||
                             std::holds_alternative<Restart>(input);
        if (!is_seen) continue;
        Input moved = input;
        std::visit([later](auto& one) { one.at += later; }, moved);
        if (const auto* edge = std::get_if<Edge>(&moved)) {
            // A pulse is left out as a whole.
            bool& out = left_out[{edge->gate, edge->beam}];
            if (edge->broken) out = edge->at <= now;
            if (out) continue;
        }
        if (instant_of(moved) > now) staged_.push_back(std::move(moved));
    }
    std::stable_sort(staged_.begin(), staged_.end(),
                     [](const Input& a, const Input& b) { return instant_of(a) < instant_of(b); });
    wake_for_next();
}

void Simulated::clear() {
    std::deque<Edge> leaving;
    BodiesInside inside;
    for (auto& edge : coming_) {
        if (inside.leaves(edge)) leaving.push_back(std::move(edge));
    }
    coming_ = std::move(leaving);

    std::deque<Input> left;
    BodiesInside staged;
    for (auto& input : staged_) {
        const auto* edge = std::get_if<Edge>(&input);
        if (edge != nullptr && staged.leaves(*edge)) left.push_back(std::move(input));
    }
    staged_ = std::move(left);
    wake_for_next();
}

Result<void> Simulated::read(std::vector<Input>& out) {
    const Instant now = now_on_gate_clock();
    for (auto due = next_due(); due && *due <= now; due = next_due()) {
        if (!staged_.empty() && instant_of(staged_.front()) == *due) {
            out.push_back(std::move(staged_.front()));
            staged_.pop_front();
            continue;
        }
        if (auto shown = shadow_.pass(coming_.front())) out.emplace_back(std::move(*shown));
        coming_.pop_front();
    }
    wake_for_next();
    return {};
}

std::optional<Instant> Simulated::next_due() const {
    std::optional<Instant> due;
    if (!coming_.empty()) due = coming_.front().at;
    if (!staged_.empty()) due = std::min(due.value_or(Instant::max()), instant_of(staged_.front()));
    return due;
}

void Simulated::wake_for_next() {
    if (const auto due = next_due()) {
        timer_.set(*due);
    } else {
        timer_.stop();
    }
}

}  // namespace qm::hardware
