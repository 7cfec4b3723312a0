// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "daemon/timing/account.hpp"
#include "protocol/state.hpp"

namespace qm::timing {

/// Where an athlete stands: status, finish, what is foreseen. A function of the record.
[[nodiscard]] Standing make_standing(const Frame& frame, const Record& record,
                                     const Account& account, std::size_t entry, const Way& way,
                                     const std::vector<Split>& splits);

/// Points that the athlete should have passed by `now` without a sign: those below the one returned. At most
/// two in a row; whoever was not seen there has stopped.
[[nodiscard]] int overdue_before(const Frame& frame, const Account& account, std::size_t entry,
                                 Instant now);
/// When the next point will be overdue, if any is ahead.
[[nodiscard]] std::optional<Instant> next_overdue(const Frame& frame, const Account& account,
                                                  std::size_t entry, int from);

}  // namespace qm::timing
