// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// What lies in a database file, as text, to be compared.
namespace qm::archive::test {

/// Every value of these tables as SQL writes it, a row a line.
[[nodiscard]] std::string rows_text(const std::string& path,
                                    const std::vector<std::string>& tables);
/// Of the tables that hold what was stamped and said.
[[nodiscard]] std::string raw_rows(const std::string& path);
/// Of the tables that hold what was computed from it.
[[nodiscard]] std::string derived_rows(const std::string& path);

}  // namespace qm::archive::test
