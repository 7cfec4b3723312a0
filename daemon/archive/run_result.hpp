// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "daemon/archive/database.hpp"
#include "daemon/archive/queries.hpp"

/// One run out of the derived tables. Private to the archive.
namespace qm::archive {

/// Nothing where the session has no such run. `session` is left empty. Throws Refused.
[[nodiscard]] std::optional<RunResult> read_run(Database& database, std::int64_t session,
                                                const RunId& run);

}  // namespace qm::archive
