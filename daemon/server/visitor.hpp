// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/ip/address.hpp>

#include "protocol/wire.hpp"

namespace qm::server {

enum class Entrance : std::uint8_t { Plain, Web, Tls };

/// Through which door somebody came, from where, and what they may do: one that has logged in or was paired has a
/// name.
struct Visitor {
    Entrance entrance = Entrance::Plain;
    wire::Role role = wire::Role::Viewer;
    boost::asio::ip::address from = {};
    std::string device = {};
};

/// What one must be for each command: the only place that says so. All else may be said by anybody.
[[nodiscard]] wire::Role role_for(const wire::Command& command);
[[nodiscard]] wire::Role role_for(const wire::Backup& command);
[[nodiscard]] wire::Role role_for(const wire::ChooseTrack& command);
[[nodiscard]] wire::Role role_for(const wire::Invite& command);
[[nodiscard]] wire::Role role_for(const wire::ListDevices& command);
[[nodiscard]] wire::Role role_for(const wire::Revoke& command);

/// Why this visitor may not do what takes that role, and how it could: a sentence.
[[nodiscard]] std::string why_forbidden(const Visitor& visitor, wire::Role needed);

}  // namespace qm::server
