// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gui/model/review.hpp"

namespace qm::gui {

/// What a passage rests on, a line each: its pulses from raw edge to raw edge, by time, the longest one always
/// among them; then the plus-minus of its split with the parts it is made of, the greatest first. Times are seconds
/// since the origin.
[[nodiscard]] std::vector<std::string> evidence_of(const Trace& trace, const ReviewedPassage& at,
                                                   Instant origin);

/// Seconds as they are calculated with, for text only.
[[nodiscard]] double seconds_since(Instant origin, Instant at);

}  // namespace qm::gui
