// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "protocol/result.hpp"
#include "protocol/time.hpp"

/// Days as a person types them, in UTC like every wall time that is printed.
namespace qm::app {

/// Where the day begins: "2026-11-22". Error "bad_usage".
[[nodiscard]] Result<WallTime> parse_day(std::string_view text);
/// Where the day after that of `at` begins.
[[nodiscard]] WallTime day_after(WallTime at);

}  // namespace qm::app
