// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/archive/database.hpp"

/// The archive's tables. A version of the schema is never changed once it was released: a change is a new
/// migration at the end of the list. Private to the archive.
namespace qm::archive::schema {

/// The `user_version` this program writes.
[[nodiscard]] int version();

/// Refuses what is not an archive and, where `may_migrate`, what is newer than this program, else what is older.
/// Gives the version found. Throws Refused.
[[nodiscard]] int check(Database& database, bool may_migrate);

/// Creates or brings up to date, whole or not at all. Views that are not as this program has them are made anew.
void migrate(Database& database);

/// The columns `entries` to `sum_us` of `form`, over rows of `entry` joined with `run`.
[[nodiscard]] std::string sums();

}  // namespace qm::archive::schema
