// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include "daemon/timing/settings.hpp"

namespace qm::timing {

/// The windows and widths of the settings for athletes at one speed: half as fast is twice as long. What
/// does not depend on anybody's speed (noise, a blocked beam) is not here.
struct Widths {
    double speed;  ///< metres per second, within the settings' slowest and top speed
    std::chrono::nanoseconds lockout;
    std::chrono::nanoseconds torso;
    std::chrono::nanoseconds torso_in_burst;
    std::chrono::nanoseconds torso_large;

    /// The least a torso takes in a passage of this many pulses.
    [[nodiscard]] std::chrono::nanoseconds least_torso(std::uint32_t pulses,
                                                       const Settings& settings) const {
        return pulses < settings.burst_pulses ? torso : torso_in_burst;
    }
};

/// A speed that is no number, or not above 0, counts as the reference speed.
[[nodiscard]] Widths widths_at(double speed, const Settings& settings);

}  // namespace qm::timing
