// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "daemon/archive/archive.hpp"

namespace qm::archive {

/// What was saved of a damaged archive.
struct Salvaged {
    std::size_t sessions = 0;
    std::size_t inputs = 0;
    std::size_t unreadable = 0;  ///< inputs that were there and could not be read whole
    std::size_t left = 0;        ///< older inputs, beyond kMostSalvaged: not looked at
};

/// So many inputs are saved, the latest, so that timing does not wait long for it: some ten seconds on a
/// small board. Older ones stay in the damaged file, which is kept.
inline constexpr std::size_t kMostSalvaged = 500'000;

/// Copies the inputs that can be read whole, in their order, with their sessions; a session whose own row is
/// gone gets the track `fallback`. What was derived is not copied: it can be computed anew. Of the damaged
/// file nothing is changed. An error is one of the new archive.
///
/// SQLite keeps no checksums of its pages: a number that was changed and is still a number is taken for
/// what it says.
[[nodiscard]] Result<Salvaged> salvage(const std::string& damaged, Archive& into,
                                       const LogHeader& fallback);

}  // namespace qm::archive
