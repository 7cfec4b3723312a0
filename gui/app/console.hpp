// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "protocol/address.hpp"

namespace qm::gui {

struct ConsoleOptions {
    Address daemon;
    std::optional<bool> night;  ///< as asked for; else as it was chosen last
};

/// Shows the console until its window is closed. Throws std::runtime_error with a sentence when no
/// window can be opened or no font is found.
void run_console(const ConsoleOptions& options);

}  // namespace qm::gui
