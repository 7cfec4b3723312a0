// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace qm::golden {

struct Finished {
    int exit_code = -1;
    std::string out;
    std::string err;
};

/// Runs `quartermark replay LOG --json` as it was built, `log` being relative to tests/golden. What it says
/// on standard error names the log by that relative path.
[[nodiscard]] Finished replay(const std::string& log);

}  // namespace qm::golden
