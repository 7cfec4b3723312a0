// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qm::config {

/// The known word that takes the fewest single-letter changes to reach; the first of equals, "" of none.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace qm::config
