// SPDX-License-Identifier: Apache-2.0
#include "gui/model/beam_log.hpp"

#include <algorithm>

namespace qm::gui {

namespace {

std::int64_t number_of(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

}  // namespace

std::optional<SeenPulse> BeamLog::take(const Edge& edge) {
    const auto beam = static_cast<std::size_t>(to_number(edge.beam));
    if (beam >= broken_at_.size()) return std::nullopt;
    auto& broken_at = broken_at_.at(beam);
    if (edge.broken) {
        broken_at = edge.at;
        return std::nullopt;
    }
    if (!broken_at || edge.at < *broken_at) return std::nullopt;
    const SeenPulse pulse{*broken_at, edge.at - *broken_at};
    broken_at.reset();
    if (pulses_.size() == kPulsesKept) pulses_.pop_front();
    pulses_.push_back(pulse);
    auto& second = second_of(pulse.at);
    ++second.pulses;
    second.widest = std::max(second.widest, pulse.width);
    if (pulse.width < kBody)
        take_short(pulse);
    else if (pulse.width <= kBlocked)
        take_body(pulse);
    return pulse;
}

void BeamLog::take_short(const SeenPulse& pulse) {
    if (last_body_ && pulse.at - (last_body_->at + last_body_->width) < kLimb) return;
    auto& second = second_of(pulse.at);
    ++second.flickers;
    second.widest_flicker = std::max(second.widest_flicker, pulse.width);
    // More than so many are no arms: they stay counted.
    if (maybe_limbs_.size() == kLimbs) maybe_limbs_.erase(maybe_limbs_.begin());
    maybe_limbs_.push_back(pulse.at);
}

void BeamLog::take_body(const SeenPulse& pulse) {
    for (const auto limb : maybe_limbs_) {
        if (pulse.at - limb >= kLimb) continue;
        auto& second = second_of(limb);
        if (second.flickers > 0) --second.flickers;
    }
    maybe_limbs_.clear();
    last_body_ = pulse;
}

void BeamLog::take(const EdgesLost& lost) {
    second_of(lost.at).lost += lost.count;
    forget_open();
}

void BeamLog::forget_open() { broken_at_ = {}; }

BeamLog::Second& BeamLog::second_of(Instant at) {
    const auto number = number_of(at);
    const auto size = static_cast<std::int64_t>(seconds_.size());
    auto& second = seconds_.at(static_cast<std::size_t>((number % size + size) % size));
    if (second.number < number) {
        second = {};
        second.number = number;
    }
    return second;
}

const BeamLog::Second* BeamLog::second_at(std::int64_t number) const {
    if (number < 0) return nullptr;
    const auto& second = seconds_.at(static_cast<std::size_t>(number) % seconds_.size());
    return second.number == number ? &second : nullptr;
}

bool BeamLog::is_restless(std::int64_t number) const {
    const auto is_full = [this](std::int64_t one) {
        const auto* second = second_at(one);
        return second != nullptr && second->pulses >= kBurst;
    };
    if (!is_full(number)) return false;
    auto first = number;
    while (number - first < kBurstSeconds && is_full(first - 1)) --first;
    auto last = number;
    while (last - first < kBurstSeconds && is_full(last + 1)) ++last;
    return last - first + 1 >= kBurstSeconds;
}

BeamLog::Flickers BeamLog::flickers_before(Instant now) const {
    Flickers flickers;
    const auto last = number_of(now);
    for (auto number = last - kWindow.count() + 1; number <= last; ++number) {
        const auto* second = second_at(number);
        if (second == nullptr) continue;
        const bool restless = is_restless(number);
        flickers.count += restless ? second->pulses : second->flickers;
        flickers.widest =
            std::max(flickers.widest, restless ? second->widest : second->widest_flicker);
    }
    return flickers;
}

std::uint64_t BeamLog::flickers(Instant now) const { return flickers_before(now).count; }

std::chrono::nanoseconds BeamLog::widest_flicker(Instant now) const {
    return flickers_before(now).widest;
}

std::uint64_t BeamLog::lost(Instant now) const {
    std::uint64_t sum = 0;
    const auto last = number_of(now);
    for (auto number = last - kWindow.count() + 1; number <= last; ++number) {
        const auto* second = second_at(number);
        sum += second == nullptr ? 0 : second->lost;
    }
    return sum;
}

}  // namespace qm::gui
