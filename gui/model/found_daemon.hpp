// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "protocol/address.hpp"

namespace qm::gui {

/// A daemon that announces itself on this network. Anybody there can: it is a hint, no proof.
struct FoundDaemon {
    std::string name;                          ///< "Quartermark on timing-pi"
    std::string host;                          ///< "timing-pi.local"
    Address address;                           ///< of its plain door, the host as a number
    std::optional<std::string> tls_port = {};  ///< none: it has no TLS door
    friend bool operator==(const FoundDaemon&, const FoundDaemon&) = default;
};

}  // namespace qm::gui
