// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/distance.hpp"
#include "protocol/inputs.hpp"

namespace qm::hardware {

/// What part of an athlete's time for `total` has gone by at `at`, from 0 to 1.
///
/// Up to 400 m after Keller's equation with a force that falls (Tibshirani 1997): the speed is
/// k - m t - k exp(-t/tau), fitted to elite finals, after a reaction time that scales with the athlete.
/// Beyond, an even pace that fades a little: 3 % slower at the end than in the middle, 3 % faster at first.
[[nodiscard]] double share_of_time(Sex sex, Distance at, Distance total);

}  // namespace qm::hardware
