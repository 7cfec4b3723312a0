// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "daemon/exchange/session_results.hpp"

namespace qm::exchange::test {

/// r1: Hall with a measured and an estimated split and a finish, Mara who did not start.
[[nodiscard]] SessionResults sample();

/// Reads CSV as RFC 4180 has it; fails the test where it is none.
[[nodiscard]] std::vector<std::vector<std::string>> read_csv(const std::string& text);

/// Undoes `defused`, by the rule that FORMATS.md gives.
[[nodiscard]] std::string as_it_was(const std::string& cell);

}  // namespace qm::exchange::test
