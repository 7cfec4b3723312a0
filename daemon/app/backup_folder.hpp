// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "protocol/time.hpp"

namespace qm::app {

/// Where backups lie unless a person says otherwise: the folder "backups" beside the archive.
[[nodiscard]] std::string backup_folder(const std::string& archive);

/// When the latest backup in the folder was made, by its name.
[[nodiscard]] std::optional<WallTime> latest_backup(const std::string& folder);

}  // namespace qm::app
