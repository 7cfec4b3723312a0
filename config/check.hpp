// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "config/settings.hpp"
#include "protocol/result.hpp"

namespace qm::config {

/// What is wrong with settings that are each allowed but do not go together, if anything. The field is the
/// key at fault: "gate[1].lines".
[[nodiscard]] std::optional<Error> check(const Settings& settings);

/// A track's measures must make the lap they claim, within a metre.
[[nodiscard]] std::optional<Error> check_track(const TrackShape& track);

}  // namespace qm::config
