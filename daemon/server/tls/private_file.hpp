// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/result.hpp"

namespace qm::server {

/// What the file holds, at most 64 KiB; none where there is none. A file that others than its owner may read is
/// an error, as is what is no file. The sentences begin with the file's name.
[[nodiscard]] Result<std::optional<std::string>> read_private(const std::string& file);

enum class Keep { IfNone, Always };

/// Written beside the file with mode 0600, and in its place when it is on the disk: whole or not at all.
/// IfNone: a file that is there is left alone, which is an error.
[[nodiscard]] Result<void> write_private(const std::string& file, std::string_view text, Keep keep);

}  // namespace qm::server
