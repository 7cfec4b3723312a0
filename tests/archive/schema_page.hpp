// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/archive/database.hpp"

namespace qm::archive::test {

/// The part of SCHEMA.md that lists tables and views, as it must read for this database: from the comments that SQLite
/// keeps with them. A column without one is listed as "(says nothing)".
[[nodiscard]] std::string describe_schema(Database& database);

}  // namespace qm::archive::test
