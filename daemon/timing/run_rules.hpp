// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "daemon/track/course.hpp"
#include "protocol/events.hpp"
#include "protocol/result.hpp"

namespace qm::timing {

/// What is wrong with a run that is to be created, if anything; the field is named as in its log line.
[[nodiscard]] std::optional<Error> wrong_with(const CreateRun& plan, const track::Course& course);

/// Why an act cannot be done in this phase, if so; a sentence that says what to do instead.
[[nodiscard]] std::optional<Error> cannot_arm(const RunState& run);
[[nodiscard]] std::optional<Error> cannot_disarm(const RunState& run);
[[nodiscard]] std::optional<Error> cannot_start(const RunState& run, StartKind source);

}  // namespace qm::timing
