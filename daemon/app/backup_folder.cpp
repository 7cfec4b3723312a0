// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/backup_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "daemon/archive/backup_rotation.hpp"

namespace qm::app {

std::string backup_folder(const std::string& archive) {
    return std::filesystem::path(archive).parent_path() / "backups";
}

std::optional<WallTime> latest_backup(const std::string& folder) {
    std::optional<WallTime> latest;
    std::error_code failed;
    for (std::filesystem::directory_iterator at{folder, failed}, end; !failed && at != end;
         at.increment(failed)) {
        const auto made = archive::time_of_backup(at->path().filename().string());
        if (made) latest = std::max(latest.value_or(*made), *made);
    }
    return latest;
}

}  // namespace qm::app
