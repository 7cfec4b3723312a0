// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

#include "protocol/inputs.hpp"
#include "protocol/time.hpp"

/// The only place of the daemon where a clock is read.
namespace qm::app {

/// The gate clock, now: CLOCK_MONOTONIC, as the kernel stamps edges.
[[nodiscard]] Instant now();
[[nodiscard]] WallTime wall_now();
/// The kernel's name for this boot: gate times of two boots never mix.
[[nodiscard]] std::string boot_id();
[[nodiscard]] std::string host_name();
[[nodiscard]] ClockPair clock_pair();
/// How long this machine slept since it booted; the gate clock stands still meanwhile.
[[nodiscard]] std::chrono::nanoseconds slept();
/// "2026-11-22T18-42-07Z": the wall clock, fit for the name of a file.
[[nodiscard]] std::string wall_stamp();
/// "2026-11-22T18-42-07Z-3f", unique enough for one archive: names a session.
[[nodiscard]] SessionId new_session_id();

}  // namespace qm::app
