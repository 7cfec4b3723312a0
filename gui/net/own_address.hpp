// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace qm::gui {

/// This machine's numeric address for others on its network, IPv4 before IPv6; empty where it has none.
[[nodiscard]] std::string own_address();

}  // namespace qm::gui
