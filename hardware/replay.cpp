// SPDX-License-Identifier: Apache-2.0
#include "hardware/replay.hpp"

#include <chrono>
#include <utility>
#include <variant>

namespace qm::hardware {

namespace {

/// Every moment an input tells: its own, and those it points at.
template <class I>
void shift_instants(I& input, std::chrono::nanoseconds shift) {
    input.at += shift;
    if constexpr (requires { input.passage.at; }) input.passage.at += shift;
    if constexpr (requires { input.start->time_since_epoch(); }) {
        if (input.start) *input.start += shift;
    }
}

}  // namespace

Replay::Replay(std::vector<Input> inputs, Instant first_at)
    : inputs_(std::move(inputs)), real_pace_(true) {
    if (!inputs_.empty()) {
        const auto shift = first_at - instant_of(inputs_.front());
        for (auto& input : inputs_) {
            std::visit([shift](auto& one) { shift_instants(one, shift); }, input);
        }
    }
    wake_for_next();
}

Replay::Replay(std::vector<Input> inputs) : inputs_(std::move(inputs)), real_pace_(false) {
    wake_for_next();
}

Result<void> Replay::read(std::vector<Input>& out) {
    const Instant now = now_on_gate_clock();
    for (std::size_t i = 0; i < kMostAtOnce && !exhausted(); ++i) {
        if (real_pace_ && instant_of(inputs_[next_]) > now) break;
        out.push_back(std::move(inputs_[next_]));
        ++next_;
    }
    wake_for_next();
    return {};
}

// A timer that has run out is readable: the fast pace needs no other descriptor.
void Replay::wake_for_next() {
    if (exhausted()) {
        timer_.stop();
    } else {
        timer_.set(real_pace_ ? instant_of(inputs_[next_]) : Instant{});
    }
}

}  // namespace qm::hardware
