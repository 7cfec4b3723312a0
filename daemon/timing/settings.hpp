// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace qm::timing {

/// The rules by which edges become splits. Other settings on the same inputs give other results, tonight.
/// Pulse widths are from body sizes and speeds: a torso of 0.25 to 0.35 m takes 25 to 58 ms at 10 to 6 m/s,
/// a thigh 18 to 30 ms, a forearm 4 to 15 ms.
struct Settings {
    /// Pulses that begin this soon after a passage's first edge belong to it. Below the smallest gap
    /// expected between two athletes (0.39 s between lanes at 200 m).
    std::chrono::nanoseconds lockout = std::chrono::milliseconds{200};
    /// Shorter pulses are electrical noise or insects.
    std::chrono::nanoseconds noise = std::chrono::milliseconds{3};
    /// A passage whose longest pulse is shorter holds no torso.
    std::chrono::nanoseconds torso = std::chrono::milliseconds{15};
    /// A beam broken for longer is blocked or turned.
    std::chrono::nanoseconds blocked = std::chrono::milliseconds{2000};
    /// Splits less certain than this are flagged as doubtful.
    double certainty = 0.95;
    /// Nobody runs faster, in metres per second (the fastest 10 m ever measured are 12.4).
    double top_speed = 12.5;
};

}  // namespace qm::timing
