// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/state.hpp"

namespace qm::app {

/// Results as a person reads them in a terminal: a block for each run, a line for each athlete and split.
[[nodiscard]] std::string results_text(const SessionState& state);

/// "▲ −0.17", "▼ +0.42", "■ +0.00": ahead, behind or even, never by colour alone. One decimal or two.
[[nodiscard]] std::string delta_text(Elapsed delta, int decimals);

/// A split's time as finely as its kind allows: what is estimated to the nearest tenth, "29.0", all else
/// rounded up to the hundredth, "29.04".
[[nodiscard]] std::string time_text(Elapsed time, SplitKind kind);

/// One split in a line: "100 m  14.52  ▼ +0.28", with its kind where it is not measured, and its flags;
/// estimated "200 m  29.0 ±0.3  ▼ +0.4  estimated".
[[nodiscard]] std::string split_text(const Split& split);

/// The athlete's standing in a few words: "finished 43.40", "did not finish".
[[nodiscard]] std::string standing_text(const Standing& standing);

/// A correction in a line: what was done, by whom and why; "Undone: ..." where it was taken back.
[[nodiscard]] std::string act_text(const ActRecord& act);

}  // namespace qm::app
