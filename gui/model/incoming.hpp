// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "gui/model/local_time.hpp"
#include "protocol/wire.hpp"

namespace qm::gui {

enum class LinkPhase : std::uint8_t {
    Connecting,
    Open,          ///< the daemon has said hello
    Down,          ///< lost or refused; `reason` says why
    WrongVersion,  ///< it speaks, but not our protocol
    WrongKey       ///< it is not the daemon this console was paired with
};

/// How it stands with the connection, as the connection itself sees it.
struct Link {
    LinkPhase phase = LinkPhase::Connecting;
    std::string address;  ///< "infield-pi:7400", as asked for
    std::string reason;   ///< a few words: "connection refused"
    LocalTime since{};
    std::chrono::milliseconds retry_in{};  ///< after `since`
    std::string reached =
        {};  ///< the daemon's numeric address for others on the network, once open
    std::string key =
        {};  ///< SHA-256 of its public key in hexadecimal digits, once open through TLS
    std::optional<std::chrono::seconds> wall_ahead =
        {};  ///< its time of day less this machine's, once open
};

/// A message and when it came.
struct Received {
    wire::FromDaemon message;
    LocalTime at{};
};

/// All that the connection hands to the model.
using Incoming = std::variant<Link, Received>;

}  // namespace qm::gui
