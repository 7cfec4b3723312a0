// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "daemon/archive/database.hpp"
#include "protocol/inputs.hpp"

/// The inputs, in and out of their tables. Private to the archive.
namespace qm::archive {

void insert_input(Database& database, std::int64_t session, const Input& input);

/// In exactly their order.
[[nodiscard]] std::vector<Input> read_inputs(Database& database, std::int64_t session);

}  // namespace qm::archive
