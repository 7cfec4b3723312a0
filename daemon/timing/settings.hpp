// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace qm::timing {

/// The speed for which windows and widths are written, in metres per second: 400 m in 50 s.
inline constexpr double kReferenceSpeed = 8.0;

/// The rules by which edges become splits. Other settings on the same inputs give other results, tonight.
/// Pulse widths are from body sizes and speeds: a torso of 0.25 to 0.35 m takes 25 to 58 ms at 10 to 6 m/s,
/// a thigh 18 to 30 ms, a forearm 4 to 15 ms. They are written for athletes at kReferenceSpeed; widths.hpp
/// has them for any other speed.
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
    /// Nobody who is timed is slower than this at a gate: windows and widths grow no further.
    double slowest = 3.0;
    /// What a large torso, 0.35 m deep, takes; more than twice as much may be two athletes.
    std::chrono::nanoseconds torso_large = std::chrono::microseconds{43'750};
    /// A passage of this many pulses is a restless beam's unless one of them is longer than any thigh's,
    /// `torso_in_burst` (0.19 m). An athlete with arms and legs makes about five.
    std::uint32_t burst_pulses = 8;
    std::chrono::nanoseconds torso_in_burst = std::chrono::milliseconds{24};
    /// Of several athletes in one passage each makes a pulse at least this share of the longest.
    double torso_share = 0.65;
    /// A gate with more edges than this within a second is muted until it is quiet for `quiet`. Eight
    /// athletes abreast at a dual gate make about 200.
    std::size_t chatter_edges = 400;
    std::chrono::nanoseconds quiet = std::chrono::seconds{2};
};

}  // namespace qm::timing
