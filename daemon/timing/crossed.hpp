// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "daemon/timing/account.hpp"
#include "daemon/timing/frame.hpp"
#include "daemon/timing/record.hpp"
#include "daemon/timing/splits.hpp"

/// Whether two gates have each other's wires. What the two say is left out of it: where everybody was when
/// follows from the start and the other gates, and is compared with the passages of the two, both ways round.
namespace qm::timing {

/// What is known of a run; all of it outlives the question.
struct Known {
    const Frame& frame;
    const Record& record;
    const Account& account;
    const std::vector<Way>& ways;  ///< by entry
};

/// Somebody was due at a point just when this passage came, at the other of the two gates.
struct Exchanged {
    std::size_t entry = 0;
    int point = 0;
    std::size_t passage = 0;
    Instant due;
};

/// Those of both gates, by when they were due. Empty: the wires are as they should be, or it cannot be told. It
/// takes fits in both directions, three standard deviations wide, and one for nearly all who were due;
/// nobody seen where they should be meanwhile; and no common shift (a wrong start) or pace (a wrong target)
/// that explains the same passages.
[[nodiscard]] std::vector<Exchanged> find_exchanged(const Known& known, std::size_t one,
                                                    std::size_t other);

}  // namespace qm::timing
