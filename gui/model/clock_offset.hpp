// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "gui/model/local_time.hpp"
#include "protocol/time.hpp"

namespace qm::gui {

/// The gate clock as seen from here. Of the last pings the one with the shortest round trip is believed:
/// the gate time in a pong was read somewhere within that trip, so half of it bounds the error.
class ClockOffset {
public:
    /// A first guess until a pong comes: the gate time in a hello.
    void guess(Instant gate, LocalTime received);
    /// A ping's way there and back. A pair whose times cannot be is ignored.
    void add(LocalTime sent, Instant gate, LocalTime received);
    void reset() { *this = ClockOffset{}; }

    [[nodiscard]] std::optional<Instant> gate_time(LocalTime here) const;
    /// Half the best round trip; empty while there is only a guess.
    [[nodiscard]] std::optional<Elapsed> error() const;

private:
    struct Pair {
        std::chrono::nanoseconds offset{};
        std::chrono::nanoseconds round_trip{};
    };
    static constexpr std::size_t kKept = 16;

    [[nodiscard]] const Pair* best() const;

    std::optional<std::chrono::nanoseconds> guess_ = {};
    std::array<Pair, kKept> pairs_ = {};
    std::size_t added_ = 0;
};

}  // namespace qm::gui
