// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace qm::app {

/// Bad usage in one line, as all that a program refuses.
[[nodiscard]] inline std::string usage_line(const CLI::App* cli, const CLI::Error& error) {
    return std::string(error.what()) + " (" + cli->get_name() +
           " --help tells what can be given).\n";
}

}  // namespace qm::app
