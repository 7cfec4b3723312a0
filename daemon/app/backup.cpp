// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/backup.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "daemon/app/archive_command.hpp"
#include "daemon/app/backup_folder.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/progress.hpp"
#include "daemon/archive/backup_rotation.hpp"

namespace qm::app {

namespace {

namespace fs = std::filesystem;

std::string join(const fs::path& folder, const std::string& name) { return folder / name; }

/// The file to write: as asked for, or today's in a folder of backups, which then is kept by rotation.
Result<std::string> place_for(const BackupRequest& request, const std::string& archive,
                              bool& is_rotated) {
    std::error_code failed;
    is_rotated = request.place.empty() || request.place.ends_with('/') ||
                 fs::is_directory(request.place, failed);
    if (!is_rotated) return request.place;
    const auto folder = request.place.empty() ? backup_folder(archive) : request.place;
    if (request.place.empty()) {
        fs::create_directory(folder, failed);
        if (failed) {
            return Error{"bad_output",
                         fmt::format("the folder {} cannot be made: {}", folder, failed.message())};
        }
    }
    return join(folder, archive::backup_name(wall_now()));
}

/// What the rotation no longer needs. The new backup is whole by now.
void rotate(const std::string& newest) {
    const auto folder = fs::path(newest).parent_path();
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at{folder, failed}, end; !failed && at != end;
         at.increment(failed)) {
        names.push_back(at->path().filename());
    }
    for (const auto& name : archive::superfluous_backups(std::move(names))) {
        if (fs::remove(folder / name, failed)) fmt::print("Deleted {}, no longer needed.\n", name);
    }
}

}  // namespace

int backup(const BackupRequest& request) {
    const auto path = archive_path(request.archive, request.config);
    if (!path) return fail(path.error());
    bool is_rotated = false;
    const auto place = place_for(request, *path, is_rotated);
    if (!place) return fail(place.error());
    const auto made = [&] {
        Progress progress{"Copying"};
        return archive::write_backup(
            *path, *place, [&](std::size_t done, std::size_t all) { progress.at(done, all); });
    }();
    if (!made) return fail(made.error());
    fmt::print("{}: {} sessions, {} runs, {} inputs; read back and whole.\n", *place,
               made->sessions.size(), made->runs, made->inputs);
    if (is_rotated) rotate(*place);
    // Of the archive, not of the backup: one that may not write it has made its backup all the same.
    if (const auto folded = archive::fold_wal(*path); !folded) {
        fmt::print(stderr, "The backup is made. {}\n", folded.error().sentence);
    }
    return 0;
}

}  // namespace qm::app
