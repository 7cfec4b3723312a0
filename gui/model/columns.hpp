// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "protocol/state.hpp"

/// The board's columns are lane 1's gate lines. A lane that a gate does not see, or whose staggered start lies
/// ahead of one, meets fewer: its points are found by the place of their gates, in order, from the finish.
namespace qm::gui {

/// For each column of the run, the index of the athlete's point there.
[[nodiscard]] std::vector<std::optional<int>> points_by_column(const SessionState& session,
                                                               const RunState& run,
                                                               const EntryState& entry);

/// The columns where a whole number of laps is left to run, the finish last.
[[nodiscard]] std::vector<std::size_t> lap_columns(const SessionState& session,
                                                   const RunState& run);

}  // namespace qm::gui
