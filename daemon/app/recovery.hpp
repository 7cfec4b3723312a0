// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "daemon/archive/archive.hpp"
#include "daemon/timing/settings.hpp"
#include "protocol/state.hpp"

/// What a start of the daemon found, and the words for it.
namespace qm::app {

/// The first that is armed or running. Null where none is.
[[nodiscard]] const RunState* run_under_way(const std::vector<RunState>& runs);

/// A run was under way when the machine went down: its start is lost, since the gate clock begins anew with
/// each boot. Says so, what of it is on record, and what can still be measured. Empty where no run was.
[[nodiscard]] std::optional<Warning> cut_off_warning(const archive::StoredSession& before,
                                                     const timing::Settings& settings,
                                                     const ClockPair& now);

/// The daemon is back within the same boot: the clock ran through, and this long nobody listened.
[[nodiscard]] Warning came_back_warning(const archive::StoredSession& session,
                                        const SessionState& state, Instant now);

/// The clocks at one moment.
struct ClockLook {
    ClockPair pair;
    std::chrono::nanoseconds slept{};  ///< since boot; the gate clock stands still meanwhile
};

/// The machine slept (the gate clock stood still), or somebody set the time of day by half a second or more
/// (elapsed times do not change by it). Empty where neither.
[[nodiscard]] std::optional<Warning> clock_warning(const ClockLook& before, const ClockLook& now,
                                                   const SessionState& state);

}  // namespace qm::app
