// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "protocol/state.hpp"

namespace qm::timing {

/// How the Instant of a split came about, as far as its uncertainty goes.
struct TimeSource {
    enum class Body {
        Torso,      ///< leading edge of the longest pulse
        FirstEdge,  ///< of a pulse whose end nobody saw
        Shared,     ///< the second of two athletes in one pulse, worked out from its width
        Typed,      ///< a person gave it
        Tapped,     ///< a person pressed a key
    };
    Body body = Body::Torso;
    bool dual_beams = false;
    double speed = 8;       ///< at the gate, m/s
    Elapsed start_pm{};     ///< of the start
    Elapsed since_start{};  ///< the time itself
};

/// The written budget: one standard deviation of each part of a time's uncertainty.
///
/// | part | 1 SD | source |
/// | body part in the beam, longest pulse | 15 ms | 10 to 20 ms (Earp & Newton 2012; Cronin & Templeton 2008) |
/// | the same, two beams | 10 ms | arms through one beam make no pulse |
/// | first edge only | 30 ms | arms come up to 80 ms early (Swift) |
/// | second athlete in one pulse | 25 ms | body part, and a torso's depth of 0.25 to 0.35 m at 8 m/s |
/// | gate placed to 5 cm | 50 mm / speed | 6 ms at 8 m/s |
/// | clock of 20 ppm | 20 us a second | a plain crystal |
/// | typed from a watch or a video | 40 ms | a frame of 25 a second |
/// | key press, its delay taken off | 80 ms | hand timing's spread |
/// | the start | as it was given | gun switch 1 ms, by hand 100 ms, first gate as above |
[[nodiscard]] std::vector<UncertaintyPart> uncertainty_of(const TimeSource& source);

/// Parts add as squares.
[[nodiscard]] Elapsed sum_of(const std::vector<UncertaintyPart>& parts);

inline constexpr Elapsed kGunStart{1'000};
inline constexpr Elapsed kHandStart{100'000};
inline constexpr Elapsed kGateStart{15'000};

}  // namespace qm::timing
