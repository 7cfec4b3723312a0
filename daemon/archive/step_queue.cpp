// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/step_queue.hpp"

#include <algorithm>
#include <utility>

namespace qm::archive {

namespace {

bool is_of_a_gate(const Input& input) {
    return std::holds_alternative<Edge>(input) || std::holds_alternative<EdgesLost>(input);
}

std::optional<Seq> last_event(const Step& step) {
    if (step.events.empty()) return std::nullopt;
    return Seq{to_number(step.first) + step.events.size() - 1};
}

}  // namespace

bool StepQueue::push(Step step) {
    const auto last = last_event(step);
    if (step.input && !has_room_for(*step.input)) {
        lose(*step.input, last ? std::optional{step.first} : std::nullopt);
        return false;
    }
    if (step.input) tell_of_hole(*step.input);
    if (size() >= limit_) {
        if (!step.events.empty()) ++bare_;
        step.events = {};
        if (!step.input) return true;
    }
    waiting_.push_back({std::move(step), last});
    return true;
}

bool StepQueue::has_room_for(const Input& input) const {
    return size() < limit_ * (is_of_a_gate(input) ? kEdgeShare : kActShare);
}

void StepQueue::lose(const Input& input, std::optional<Seq> first) {
    ++lost_;
    if (!hole_) hole_ = first;
    if (const auto* edge = std::get_if<Edge>(&input)) ++lost_edges_[edge->gate];
    if (const auto* gap = std::get_if<EdgesLost>(&input)) lost_edges_[gap->gate] += gap->count;
}

void StepQueue::tell_of_hole(const Input& next) {
    for (const auto& [gate, count] : lost_edges_) {
        waiting_.push_back({Step{EdgesLost{instant_of(next), gate, count}}, std::nullopt});
    }
    lost_edges_.clear();
}

std::vector<Step> StepQueue::take(std::size_t most) {
    std::vector<Step> batch;
    in_flight_ = std::min(most, waiting_.size());
    batch.reserve(in_flight_);
    for (std::size_t i = 0; i < in_flight_; ++i) {
        auto& next = waiting_.front();
        if (next.last) last_taken_ = next.last;
        batch.push_back(std::move(next.step));
        waiting_.pop_front();
    }
    return batch;
}

std::optional<Seq> StepQueue::written() {
    in_flight_ = 0;
    if (!hole_ || !last_taken_) return last_taken_;
    const auto before_hole = to_number(*hole_) - 1;
    return Seq{std::min(to_number(*last_taken_), before_hole)};
}

}  // namespace qm::archive
