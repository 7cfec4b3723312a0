// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/result.hpp"

namespace qm::gui {

/// A file of this console's own: quartermark/NAME in $XDG_CONFIG_HOME or ~/.config. Empty where there is no such
/// place. To be asked for before any thread is begun.
[[nodiscard]] std::string config_file(std::string_view name);

/// What the file holds; nothing where there is none. Error: why it cannot be read, beginning with its name.
[[nodiscard]] Result<std::string> read_config(const std::string& file);

/// Written beside the file, for its owner's eyes only, and in its place when it is on the disk.
[[nodiscard]] Result<void> write_config(const std::string& file, std::string_view text);

}  // namespace qm::gui
