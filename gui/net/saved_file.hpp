// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/result.hpp"

namespace qm::gui {

/// Where files from the archive go: Documents/Quartermark in the home folder, or Quartermark in it where it has no
/// Documents. Empty where there is no home. To be asked for before any thread is begun.
[[nodiscard]] std::string files_folder();

/// Written beside and put in its place when it is on the disk; the folder is made where it is missing. A file of that
/// name is replaced: it was of the same run. The name with its folder, or what is wrong.
[[nodiscard]] Result<std::string> save_file(const std::string& folder, std::string_view name,
                                            std::string_view text);

}  // namespace qm::gui
