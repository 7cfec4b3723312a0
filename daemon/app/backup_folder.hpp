// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/result.hpp"
#include "protocol/time.hpp"

namespace qm::app {

/// Where backups lie unless a person says otherwise: the folder "backups" beside the archive.
[[nodiscard]] std::string backup_folder(const std::string& archive);

/// When the latest backup in the folder was made, by its name.
[[nodiscard]] std::optional<WallTime> latest_backup(const std::string& folder);

struct BackupPlace {
    std::string file;
    bool is_rotated = false;  ///< of the older ones beside it only some are kept
};
/// The file to write: `to` itself, or one of this moment in the folder that `to` is; empty: in backup_folder(), which is
/// made where it is not there. Asks the disk, which may take its time. Error "bad_output".
[[nodiscard]] Result<BackupPlace> place_for_backup(const std::string& archive,
                                                   const std::string& to, WallTime now);

/// Deletes what the rotation no longer needs beside a backup that is whole; gives the names.
std::vector<std::string> rotate_backups(const std::string& newest);

}  // namespace qm::app
