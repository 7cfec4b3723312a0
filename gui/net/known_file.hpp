// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gui/model/known_daemons.hpp"
#include "protocol/result.hpp"

namespace qm::gui {

/// Where the daemons this console was paired with are kept: quartermark/daemons in $XDG_CONFIG_HOME or
/// ~/.config. Empty where there is no such place. To be asked for before any thread is begun.
[[nodiscard]] std::string known_file();

/// What the file holds; nothing where there is none. Error: what is wrong with it, beginning with its name.
[[nodiscard]] Result<KnownDaemons> read_known(const std::string& file);

/// Written beside the file, for its owner's eyes only, and in its place when it is on the disk.
[[nodiscard]] Result<void> write_known(const std::string& file, const KnownDaemons& known);

}  // namespace qm::gui
