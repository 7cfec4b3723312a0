// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "daemon/archive/database.hpp"
#include "daemon/archive/recompute.hpp"

/// What differs between two sets of derived rows. Private to the archive.
namespace qm::archive {

/// Rows of one session in either database.
struct DerivedRows {
    Database& database;
    std::int64_t session;
};

/// Adds what became of outcomes and splits to `found`, and counts those of `after`. Throws Refused.
void compare(const DerivedRows& before, const DerivedRows& after, Recomputed& found);

}  // namespace qm::archive
