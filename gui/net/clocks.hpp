// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gui/model/local_time.hpp"
#include "protocol/time.hpp"

namespace qm::gui {

/// This machine's steady clock, the one that stamps what comes in. It goes on while the machine is asleep, as the
/// daemon's does.
[[nodiscard]] LocalTime local_now();

/// This machine's time of day.
[[nodiscard]] WallTime wall_now();

}  // namespace qm::gui
