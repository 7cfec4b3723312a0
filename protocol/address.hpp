// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/result.hpp"

namespace qm {

/// Where a daemon listens.
struct Address {
    std::string host;
    std::string port;
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Address&, const Address&) = default;
};

/// Reads "infield-pi", "infield-pi:7400", "192.168.1.7:7400", "[fe80::1]:7400"; the port may be left out.
[[nodiscard]] Result<Address> parse_address(std::string_view text);

}  // namespace qm
