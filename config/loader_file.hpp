// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "protocol/result.hpp"

namespace qm::config {

/// The text of a settings file. The error names no file yet: told_of() does.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// The error as a sentence that stands on its own.
[[nodiscard]] Error told_of(const std::filesystem::path& file, Error error);

}  // namespace qm::config
