// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/events.hpp"
#include "protocol/state.hpp"

namespace qm {

/// What an event does to a session's state. Timing applies each event it makes, a listener each one it
/// gets: so both hold the same state. An event about a run or athlete that is not there changes nothing.
/// Lists stay within their limits: the oldest run, warning, act or unassigned passage makes room.
void apply_event(SessionState& state, const Event& event);

[[nodiscard]] RunState* find_run(SessionState& state, const RunId& run);
[[nodiscard]] const RunState* find_run(const SessionState& state, const RunId& run);
[[nodiscard]] EntryState* find_entry(RunState& run, const AthleteId& athlete);
[[nodiscard]] const EntryState* find_entry(const RunState& run, const AthleteId& athlete);

}  // namespace qm
