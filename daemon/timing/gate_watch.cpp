// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/gate_watch.hpp"

#include <algorithm>

#include "protocol/limits.hpp"

namespace qm::timing {

PassageClosed to_event(const Passage& passage, const GateId& gate) {
    PassageClosed closed{passage.id, gate, passage.first};
    closed.pulses = passage.pulses;
    closed.pulse_count = passage.pulse_count;
    if (passage.longest) {
        closed.at = passage.longest->at;
        closed.width = passage.longest->width;
    }
    return closed;
}

bool GateWatch::edge(const Edge& edge, PassageId next_id) {
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(to_number(edge.beam)));
    if ((known_beams_ & bit) == 0) {
        // The gate turns out to have this beam too: what one beam alone did so far was no pulse.
        known_beams_ = static_cast<std::uint8_t>(known_beams_ | bit);
        pulse_.reset();
    }
    broken_beams_ =
        static_cast<std::uint8_t>(edge.broken ? broken_beams_ | bit : broken_beams_ & ~bit);
    const bool all_broken = broken_beams_ == known_beams_;
    if (all_broken && !pulse_) return begin_pulse(edge.at, next_id);
    if (!all_broken && pulse_) end_pulse(edge.at);
    return false;
}

bool GateWatch::begin_pulse(Instant at, PassageId next_id) {
    pulse_ = at;
    if (passage_) return false;
    passage_ = Passage{next_id, at, {}, {}, 0, false};
    return true;
}

void GateWatch::end_pulse(Instant at) {
    const Pulse pulse{*pulse_, elapsed_between(*pulse_, at)};
    pulse_.reset();
    if (!passage_) return;  // the end of a blocked beam
    ++passage_->pulse_count;
    if (passage_->pulses.size() < limits::kPulses) passage_->pulses.push_back(pulse);
    if (!passage_->longest || pulse.width > passage_->longest->width) passage_->longest = pulse;
}

std::optional<Instant> GateWatch::deadline() const {
    if (!passage_) return std::nullopt;
    const Instant lockout_over = passage_->first + settings_.lockout;
    if (!pulse_) return lockout_over;
    return std::max(lockout_over, *pulse_ + settings_.blocked);
}

Passage GateWatch::close(Instant now) {
    Passage passage = std::move(*passage_);
    passage_.reset();
    passage.blocked = pulse_ && now - *pulse_ >= settings_.blocked;
    return passage;
}

void GateWatch::lose_sight() {
    broken_beams_ = 0;
    pulse_.reset();
}

}  // namespace qm::timing
