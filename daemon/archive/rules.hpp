// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "daemon/archive/database.hpp"
#include "daemon/timing/settings.hpp"

/// By which rules and settings derived rows are made. Private to the archive.
namespace qm::archive {

/// All of them, as one JSON object.
[[nodiscard]] std::string write_settings(const timing::Settings& settings);

/// The row of `rules` for today's rules and these settings, made where there is none. Throws Refused.
[[nodiscard]] std::int64_t id_of_rules(Database& database, const timing::Settings& settings);

}  // namespace qm::archive
