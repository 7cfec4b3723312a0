// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "daemon/exchange/session_results.hpp"

/// CSV with a row for each athlete of each run: the result, then the splits side by side. FORMATS.md tells
/// its columns.
namespace qm::exchange {

/// The most splits that any athlete of the session may have: so many groups of columns are needed.
[[nodiscard]] std::size_t most_splits(const SessionResults& session);

[[nodiscard]] std::string athlete_header(std::size_t splits);
/// `splits` as the header was made with, and at least most_splits().
[[nodiscard]] std::string athlete_rows(const SessionResults& session, std::size_t splits);

}  // namespace qm::exchange
