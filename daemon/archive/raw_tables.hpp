// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "daemon/archive/database.hpp"
#include "protocol/inputs.hpp"

/// The inputs, in and out of their tables. Private to the archive.
namespace qm::archive {

/// The id of its row.
std::int64_t insert_input(Database& database, std::int64_t session, const Input& input);

/// The rows of `input`, in the order of read_inputs().
[[nodiscard]] std::vector<std::int64_t> read_input_ids(Database& database, std::int64_t session);

/// In exactly their order.
[[nodiscard]] std::vector<Input> read_inputs(Database& database, std::int64_t session);

/// One input. Throws Refused where it is not there or cannot be read.
[[nodiscard]] Input read_input(Database& database, std::int64_t input_id);

}  // namespace qm::archive
