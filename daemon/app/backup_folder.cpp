// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/backup_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "daemon/archive/backup_rotation.hpp"

namespace qm::app {

namespace {

namespace fs = std::filesystem;

/// The archive's log and locks, and what was set aside of it. A daemon that opened one of its own locks and closed it
/// would lose it.
bool is_beside_the_archive(const fs::path& archive, const fs::path& file) {
    const auto name = file.filename().string();
    const auto own = archive.filename().string();
    std::error_code failed;
    return name != own && name.starts_with(own) &&
           fs::equivalent(fs::absolute(archive).parent_path(), fs::absolute(file).parent_path(),
                          failed);
}

Result<void> make_folder(const std::string& folder) {
    std::error_code failed;
    fs::create_directory(folder, failed);
    if (!failed) return {};
    return Error{"bad_output",
                 fmt::format("the folder {} cannot be made: {}", folder, failed.message())};
}

}  // namespace

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

Result<BackupPlace> place_for_backup(const std::string& archive, const std::string& to,
                                     WallTime now) {
    std::error_code failed;
    const auto name = archive::backup_name(now);
    if (to.empty()) {
        const auto folder = backup_folder(archive);
        if (auto made = make_folder(folder); !made) return made.error();
        return BackupPlace{fs::path(folder) / name, true};
    }
    if (to.ends_with('/') || fs::is_directory(to, failed)) {
        return BackupPlace{fs::path(to) / name, true};
    }
    if (!is_beside_the_archive(archive, to)) return BackupPlace{to, false};
    return Error{"bad_output",
                 fmt::format("{}: names that begin like the archive's are its own there; give "
                             "another",
                             to)};
}

std::vector<std::string> rotate_backups(const std::string& newest) {
    const auto folder = fs::path(newest).parent_path();
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at{folder, failed}, end; !failed && at != end;
         at.increment(failed)) {
        names.push_back(at->path().filename());
    }
    std::vector<std::string> deleted;
    const auto superfluous = archive::superfluous_backups(std::move(names));
    for (const auto& name : superfluous) {
        if (fs::remove(folder / name, failed)) deleted.push_back(name);
    }
    return deleted;
}

}  // namespace qm::app
