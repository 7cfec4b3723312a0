// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/result.hpp"

/// What the subcommands that open an archive have in common.
namespace qm::app {

/// `archive`, or where that is empty the one that the settings file names.
[[nodiscard]] Result<std::string> archive_path(const std::string& archive,
                                               const std::string& config);

/// Says it in one line on standard error. The exit code: 2 for bad usage and bad input, else 1.
[[nodiscard]] int fail(const Error& error);

}  // namespace qm::app
