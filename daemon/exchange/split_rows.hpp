// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/exchange/session_results.hpp"

/// CSV with a row a split. FORMATS.md tells its columns.
namespace qm::exchange {

[[nodiscard]] std::string split_header();
[[nodiscard]] std::string split_rows(const SessionResults& session);

}  // namespace qm::exchange
