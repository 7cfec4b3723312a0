// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/archive/recompute.hpp"

namespace qm::app {

/// What a recompute would change in one session, as a table for a terminal: first how athletes came out, then the
/// splits, then what would be refused. One line where nothing changes.
[[nodiscard]] std::string changes_text(const archive::Recomputed& found);

}  // namespace qm::app
