// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "config/settings.hpp"
#include "daemon/app/doctor_checks.hpp"
#include "daemon/server/mqtt/settings.hpp"
#include "protocol/result.hpp"

namespace qm::app {

/// What the settings say of the MQTT broker, with the password read from its file. The sentence of an error
/// names the key.
[[nodiscard]] Result<server::mqtt::Settings> broker_settings(const config::Settings& settings);

/// Whether the broker takes us. No broker, no finding.
[[nodiscard]] std::optional<Finding> check_broker(const config::Settings& settings);

}  // namespace qm::app
