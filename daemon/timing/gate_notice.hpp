// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include "protocol/ids.hpp"
#include "protocol/state.hpp"
#include "protocol/time.hpp"

namespace qm::timing {

/// What a gate has to say of itself, apart from passages.
struct GateNotice {
    enum class What : std::uint8_t {
        Muted,       ///< it chatters and is not listened to
        HeardAgain,  ///< it was quiet for long enough
        BeamStuck,   ///< one beam of several stays broken
    };
    What what = What::Muted;
    Instant at;
    /// Muted: in which the edges came. HeardAgain: how long it was muted. BeamStuck: how long it is broken.
    std::chrono::nanoseconds length{};
    std::chrono::nanoseconds quiet{};  ///< Muted: how long it must be quiet
    std::uint64_t count = 0;           ///< Muted: edges. HeardAgain: pulses that made no passage
    Beam beam{};                       ///< BeamStuck
    bool broken = false;               ///< HeardAgain: it is quiet because it is blocked
    friend bool operator==(const GateNotice&, const GateNotice&) = default;
};

/// Codes: chatter, heard_again, beam_stuck.
[[nodiscard]] Warning to_warning(const GateNotice& notice, const GateId& gate);

}  // namespace qm::timing
