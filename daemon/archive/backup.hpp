// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/archive/inspect.hpp"

/// Copies of an archive, made while a daemon writes to it, and the way back.
namespace qm::archive {

/// Called now and then with how much is done of how much.
using Advance = std::function<void(std::size_t done, std::size_t all)>;

/// Writes the archive as it is at this moment into `file`: beside it first, read again from the disk and compared, then
/// renamed. A backup is one file that opens on a read-only stick too. An earlier backup of that name is replaced,
/// anything else there is an error. Gives what is in it. Errors have the codes of Archive, and "bad_output",
/// "backup_full", "backup" (the disk refused) and "backup_differs".
[[nodiscard]] Result<Inspection> write_backup(const std::string& archive, const std::string& file,
                                              const Advance& advance);

/// Writes what the archive's -wal file holds into the archive itself and empties it; beside a running daemon, too.
[[nodiscard]] Result<void> fold_wal(const std::string& archive);

/// What a restore would do.
struct RestorePlan {
    Inspection backup;
    std::optional<Inspection> present = {};  ///< none: nothing is there, or it cannot be read
    std::string unreadable = {};             ///< a sentence where what is there cannot be read
    /// Sessions that are there and not in the backup, or not as far. They would be set aside.
    std::vector<SessionId> only_present = {};
};

/// Looks at both and changes nothing. The backup must be whole and of a version this program knows.
[[nodiscard]] Result<RestorePlan> plan_restore(const std::string& backup,
                                               const std::string& archive);

/// Puts a copy of the backup in the archive's place. What was there stays beside it as
/// ARCHIVE.before-restore-STAMP. Refused with "archive_busy" while a daemon has the archive. Gives the name of
/// what was set aside, empty where there was nothing.
[[nodiscard]] Result<std::string> restore(const std::string& backup, const std::string& archive,
                                          const std::string& stamp, const Advance& advance);

}  // namespace qm::archive
