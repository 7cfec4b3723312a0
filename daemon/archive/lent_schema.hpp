// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/result.hpp"

namespace qm::archive {

/// Copies a damaged archive to `copy` and gives the copy the table of contents (sqlite_schema) of a new
/// archive, which is left as `copy`.fresh. The error is one of the disk.
///
/// Where those pages are damaged SQLite finds no table at all, though all rows are there. A new archive has
/// its tables at the same pages, if both were created by the same version of the schema; else what is read
/// by way of the lent pages makes no sense, and salvage() takes only inputs that do.
[[nodiscard]] Result<void> copy_with_lent_schema(const std::string& damaged,
                                                 const std::string& copy);

}  // namespace qm::archive
