// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "daemon/timing/passage.hpp"

namespace qm::timing {

/// Takes a closed group of pulses apart: one passage a torso, in time order, every pulse in exactly one.
///
/// Torsos are the pulses of at least `torso_share` of the longest (of a large torso's, when that is longer: somebody
/// slow) and at least a torso's least width at the group's speed; at most `athletes` of them, the longest. Every other pulse goes with the torso nearest in
/// time: arms come before, legs after. The first passage keeps the group's id, the others count on from
/// `last_id`. A group of one torso or none, or that ended blocked, stays whole. Pulses past the first
/// limits::kPulses are known by number only; they are counted with the longest.
[[nodiscard]] std::vector<Passage> take_apart(Passage group, std::size_t athletes,
                                              const Settings& settings, PassageId& last_id);

}  // namespace qm::timing
