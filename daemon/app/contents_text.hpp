// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/archive/inspect.hpp"

namespace qm::app {

/// How much an archive holds: "7 sessions, 1 run, 131 inputs".
[[nodiscard]] std::string contents_text(const archive::Inspection& found);

}  // namespace qm::app
