// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/address.hpp"

namespace qm::gui {

/// The `id` of what is said by itself to log in.
inline constexpr std::string_view kLoginId = "login";

/// Which daemon, and how to come to it.
struct Door {
    Address address;            ///< as asked for: the plain door, which only listens
    std::string tls_port = {};  ///< to come through the TLS door of the same host instead
    std::string key =
        {};  ///< SHA-256 of the daemon's public key, in hexadecimal digits: no other is
             ///< taken; empty: any is, to be compared by a person
    std::string token =
        {};  ///< what this console was given when it was paired; empty: it only listens
    friend bool operator==(const Door&, const Door&) = default;
};

}  // namespace qm::gui
