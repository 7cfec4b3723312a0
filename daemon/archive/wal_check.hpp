// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "protocol/result.hpp"

namespace qm::archive {

/// Where a write-ahead log was damaged after it had been flushed. Frames count from 0.
struct LogDamage {
    std::uint64_t first =
        0;  ///< the first frame that SQLite would refuse, and all behind it with it
    std::uint64_t last = 0;  ///< the last that was committed, behind the damage
};

/// Looks for damage in the write-ahead log of a database (https://sqlite.org/fileformat2.html#walformat) that
/// nobody has open. SQLite takes the first frame whose checksum is wrong for the log's end, and overwrites
/// what is behind it without a word: one flipped bit there, and all that was recorded after it is gone.
///
/// A power cut leaves such a frame too, but only in the transaction that was being written: each is flushed before
/// the next begins. So it is damage where behind the wrong frame a transaction was committed and another
/// had begun, which shows in its salts and in a checksum that goes on from the frame before it. Damage in the
/// very last transaction looks like a power cut and is taken for one. None where there is no log, or where
/// another process has the database open: then what is in the log is known from its index.
[[nodiscard]] std::optional<LogDamage> find_log_damage(const std::string& database);

/// Gives the damaged frames checksums that fit what they hold now, so that SQLite reads on to `damage.last`.
/// A wrong bit stays wrong: what was read must be checked. Keep a copy first.
[[nodiscard]] Result<void> mend_log(const std::string& database, const LogDamage& damage);

}  // namespace qm::archive
