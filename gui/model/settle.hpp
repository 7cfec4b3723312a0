// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

/// What a key says of a doubtful split, of a passage, of what was said before: corrections, ready to be sent.
namespace qm::gui {

/// The athlete's latest doubtful split whose passage can be pointed at. Null when there is none.
[[nodiscard]] const Split* doubtful_split(const EntryState& entry);

/// A split is its runner-up's, as below.
[[nodiscard]] std::optional<Input> swap_split(const RunState& run, const EntryState& entry,
                                              const Split& split);
/// The doubtful split is the runner-up's: the two change places, or, where the runner-up has none there,
/// the passage becomes the runner-up's. Empty where nobody else comes into question.
[[nodiscard]] std::optional<Input> swap_doubtful(const RunState& run, const EntryState& entry);
/// It is the athlete's.
[[nodiscard]] std::optional<Input> confirm_doubtful(const RunState& run, const EntryState& entry);
/// It never happened.
[[nodiscard]] std::optional<Input> discard_doubtful(const RunState& run, const EntryState& entry);

/// The athlete passes now where he or she is due.
[[nodiscard]] std::optional<Input> tap(const RunState& run, const EntryState& entry);

/// Whom no gate has seen did not start, others did not finish; said again it is the other of the two. Who has
/// finished is disqualified. Empty before the run is armed.
[[nodiscard]] std::optional<Input> take_out(const RunState& run, const EntryState& entry);

/// The last correction that holds. Null when there is none.
[[nodiscard]] const ActRecord* last_act(const RunState& run);
/// Takes that one back, by its number: what the key line names is what is undone.
[[nodiscard]] std::optional<Input> undo_last(const RunState& run);

/// The correction that was taken back last, while no newer one holds. Null when there is none.
[[nodiscard]] const ActRecord* act_to_redo(const RunState& run);
[[nodiscard]] std::optional<Input> redo_last(const RunState& run);

}  // namespace qm::gui
