// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace qm::gui {

/// Text as it is to be drawn from left to right: stretches of Hebrew and Arabic turned round, letters
/// joined to no forms; control characters are left out, broken UTF-8 becomes a mark. For names, not for
/// prose.
[[nodiscard]] std::string drawing_order(std::string_view text);

}  // namespace qm::gui
