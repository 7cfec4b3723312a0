// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace qm {

/// The clock of the gates: the kernel's CLOCK_MONOTONIC, in nanoseconds since boot. It has no now():
/// only daemon/app and hardware read a clock; everyone else is told the time.
struct GateClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<GateClock>;
    static constexpr bool is_steady = true;
};

/// A raw moment on the gate clock, as the kernel stamped it.
using Instant = GateClock::time_point;

/// A derived length of time, in whole microseconds. Times in results are never anything finer or coarser.
using Elapsed = std::chrono::microseconds;

[[nodiscard]] constexpr Instant instant_from_ns(std::int64_t ns) {
    return Instant{std::chrono::nanoseconds{ns}};
}
[[nodiscard]] constexpr std::int64_t to_ns(Instant at) { return at.time_since_epoch().count(); }

/// Rounds to the nearest microsecond, halves away from zero: the only rounding a derived time ever gets.
[[nodiscard]] constexpr Elapsed round_to_elapsed(std::chrono::nanoseconds length) {
    const std::int64_t ns = length.count();
    return Elapsed{(ns >= 0 ? ns + 500 : ns - 500) / 1000};
}

[[nodiscard]] constexpr Elapsed elapsed_between(Instant from, Instant to) {
    return round_to_elapsed(to - from);
}

/// A label for people: microseconds since 1970 UTC. Never used to compute an elapsed time.
enum class WallTime : std::int64_t {};

}  // namespace qm
