// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gui/model/shelf.hpp"

namespace qm::gui {

/// A run's results for paper: every athlete with the result and each split, how sure it is and what was said of the run.
/// Lines of at most 80 characters where names allow.
[[nodiscard]] std::string result_sheet(const KeptEffort& effort);

}  // namespace qm::gui
