// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/settings.hpp"
#include "daemon/server/server.hpp"
#include "daemon/timing/settings.hpp"
#include "hardware/wiring.hpp"

/// The settings file in the words of each room that needs a part of it.
namespace qm::app {

[[nodiscard]] timing::Settings timing_settings(const config::Settings& settings);
[[nodiscard]] server::Settings server_settings(const config::Settings& settings);
[[nodiscard]] hardware::Wiring wiring(const config::Settings& settings);

}  // namespace qm::app
