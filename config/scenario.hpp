// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/result.hpp"
#include "protocol/scenario.hpp"

/// Scenario files: what is to happen on a simulated track, as a coach writes it (config/scenarios).
namespace qm::config {

/// Reads a scenario file for these gates. An error's sentence already names the file, the line, the key and
/// what is allowed: print it as it is.
[[nodiscard]] Result<scene::Scenario> load_scenario(const std::string& path,
                                                    const LogHeader& ground);

/// Reads the text of one. An error has a line and, as its field, the key: "athlete[1].target_s".
[[nodiscard]] Result<scene::Scenario> parse_scenario(std::string_view text,
                                                     const LogHeader& ground);

/// What is wrong with a scenario whose values are each allowed but do not go together, if anything: a gate
/// or an athlete that it names and does not have, nobody on the track, nothing to run by.
[[nodiscard]] std::optional<Error> check_scenario(const scene::Scenario& scenario);

}  // namespace qm::config
