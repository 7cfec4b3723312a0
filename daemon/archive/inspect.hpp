// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/result.hpp"
#include "protocol/time.hpp"

namespace qm::archive {

/// What is in a file that should be an archive, of whatever version.
struct Inspection {
    int version = 0;  ///< of the schema
    std::uintmax_t bytes = 0;
    std::map<SessionId, std::int64_t> sessions = {};  ///< with how many inputs
    std::int64_t inputs = 0;
    std::int64_t runs = 0;
    std::int64_t splits = 0;
    std::optional<WallTime> first = {};  ///< when the first session began
    std::optional<WallTime> last = {};
    /// Sessions whose sums for the season are not those of their results; of today's version only.
    std::int64_t wrong_sums = 0;
    /// Sessions in which runs were created and none stands in the tables; of today's version only.
    std::int64_t without_results = 0;
    std::vector<std::string> damage = {};  ///< as SQLite tells it; empty: whole
};

/// Reads all of it, page by page, and changes nothing. Errors as those of Archive: it is no archive, or so
/// damaged that nothing can be told of it.
[[nodiscard]] Result<Inspection> inspect(const std::string& path);

/// The version of the schema that this program writes.
[[nodiscard]] int known_version();

}  // namespace qm::archive
