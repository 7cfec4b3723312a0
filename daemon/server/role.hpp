// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace qm::server {

/// What a peer may do. Each may what those before it may.
enum class Role : std::uint8_t {
    Viewer,  ///< listens
    Helper,  ///< taps
    Coach,   ///< makes runs and corrects them
    Owner    ///< settings: backups, devices
};

inline constexpr std::array kRoles{std::pair{Role::Viewer, std::string_view{"viewer"}},
                                   std::pair{Role::Helper, std::string_view{"helper"}},
                                   std::pair{Role::Coach, std::string_view{"coach"}},
                                   std::pair{Role::Owner, std::string_view{"owner"}}};

}  // namespace qm::server
