// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "daemon/archive/database.hpp"
#include "protocol/events.hpp"

/// What was derived, as it stands after each event. Private to the archive.
namespace qm::archive {

/// Carries one event out on the derived tables; a later event replaces the rows of an earlier one. A row
/// that does not fit becomes a row of `warning`. Throws Refused when the disk refuses.
void write_derived(Database& database, std::int64_t session, Seq seq, const Event& event);

}  // namespace qm::archive
