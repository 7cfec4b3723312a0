// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "protocol/scenario.hpp"
#include "protocol/state.hpp"

namespace qm::app {

/// The training mode: what a scenario file makes of a run as it stands in the session. Each athlete of the
/// file runs as the file says, any other near the plan; dirt that names somebody who is not in the run is
/// left out. The file's own run has the file's chances, another one `seed`.
[[nodiscard]] scene::Scenario practice_for(const scene::Scenario& file, const LogHeader& ground,
                                           const RunState& run, std::uint64_t seed);

/// The file's run under a name that no run of the session has: "practice", then "practice-2".
[[nodiscard]] CreateRun practice_run(const scene::Scenario& file, const SessionState& state,
                                     Instant at);

}  // namespace qm::app
