// SPDX-License-Identifier: Apache-2.0
#include "gui/model/clock_offset.hpp"

#include <algorithm>

namespace qm::gui {

void ClockOffset::guess(Instant gate, LocalTime received) {
    guess_ = gate.time_since_epoch() - received.time_since_epoch();
}

void ClockOffset::add(LocalTime sent, Instant gate, LocalTime received) {
    if (received < sent) return;
    const auto round_trip = received - sent;
    const auto middle = sent.time_since_epoch() + round_trip / 2;
    pairs_[added_ % kKept] = Pair{gate.time_since_epoch() - middle, round_trip};
    ++added_;
}

const ClockOffset::Pair* ClockOffset::best() const {
    const auto count = static_cast<std::ptrdiff_t>(std::min(added_, kKept));
    if (count == 0) return nullptr;
    return &*std::min_element(
        pairs_.begin(), pairs_.begin() + count,
        [](const Pair& a, const Pair& b) { return a.round_trip < b.round_trip; });
}

std::optional<Instant> ClockOffset::gate_time(LocalTime here) const {
    if (const auto* pair = best()) return Instant{here.time_since_epoch() + pair->offset};
    if (guess_) return Instant{here.time_since_epoch() + *guess_};
    return std::nullopt;
}

std::optional<Elapsed> ClockOffset::error() const {
    if (const auto* pair = best()) return round_to_elapsed(pair->round_trip / 2);
    return std::nullopt;
}

}  // namespace qm::gui
