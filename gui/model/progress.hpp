// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "protocol/state.hpp"

/// How far an athlete is, as far as splits, predictions and plan tell.
namespace qm::gui {

/// When the athlete sets off or did; empty before the run's start and before the passage of a start gate.
[[nodiscard]] std::optional<Instant> own_start(const RunState& run, const EntryState& entry);

/// Time since the athlete's own start, negative before it.
[[nodiscard]] std::optional<Elapsed> running_time(const RunState& run, const EntryState& entry,
                                                  std::optional<Instant> gate_now);

/// The last split that has a time and counts. Null before the first.
[[nodiscard]] const Split* last_split(const EntryState& entry);
[[nodiscard]] const Split* split_at(const EntryState& entry, int point);

/// The target for the whole distance: as entered, or the plan's time at the end of the course.
[[nodiscard]] std::optional<Elapsed> target_of(const EntryState& entry);

/// Metres run by now, by prediction; never past the next gate before it has been passed. Empty before
/// the own start, and when nothing tells the speed.
[[nodiscard]] std::optional<double> predicted_metres(const RunState& run, const EntryState& entry,
                                                     std::optional<Instant> gate_now);

/// Metres run by now of whoever passes the points of the entry's course at these times; a point without one is
/// passed over.
[[nodiscard]] std::optional<double> metres_by(const std::vector<std::optional<Elapsed>>& times,
                                              const RunState& run, const EntryState& entry,
                                              std::optional<Instant> gate_now);

}  // namespace qm::gui
