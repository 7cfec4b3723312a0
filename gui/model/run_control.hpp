// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

/// What the coach does with a run as a whole: acts, ready to be sent; empty where they make no sense now.
namespace qm::gui {

/// Armed, or not armed any more.
[[nodiscard]] std::optional<Input> arm_or_disarm(const RunState& run);
[[nodiscard]] std::optional<Input> start_by_hand(const RunState& run);
[[nodiscard]] std::optional<Input> end_run(const RunState& run);
/// A false start: all are called back, and the run is armed again.
[[nodiscard]] std::optional<Input> call_back(const RunState& run);
/// The same distance, start and entries once more, as a run of its own.
[[nodiscard]] std::optional<Input> run_again(const RunState& run, RunId id);

/// A free name for a run, above all of the session: "r4".
[[nodiscard]] RunId new_run_id(const SessionState& session);

}  // namespace qm::gui
