// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/state.hpp"

namespace qm::app {

/// Results as a person reads them in a terminal: a block for each run, a line for each athlete and split.
[[nodiscard]] std::string results_text(const SessionState& state);

/// "▲ −0.17", "▼ +0.42", "■ +0.00": ahead, behind or even, never by colour alone.
[[nodiscard]] std::string delta_text(Elapsed delta);

/// One split in a line: "100 m  14.52  ▼ +0.28", with its kind where it is not measured, and its flags.
[[nodiscard]] std::string split_text(const Split& split);

/// The athlete's standing in a few words: "finished 43.40", "did not finish".
[[nodiscard]] std::string standing_text(const Standing& standing);

/// A correction in a line: what was done, by whom and why; "Undone: ..." where it was taken back.
[[nodiscard]] std::string act_text(const ActRecord& act);

}  // namespace qm::app
