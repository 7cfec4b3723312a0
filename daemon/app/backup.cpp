// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/backup.hpp"

#include <fmt/format.h>

#include "daemon/app/archive_command.hpp"
#include "daemon/app/backup_folder.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/contents_text.hpp"
#include "daemon/app/progress.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

int backup(const BackupRequest& request) {
    const auto path = archive_path(request.archive, request.config);
    if (!path) return fail(path.error());
    const auto place = place_for_backup(*path, request.place, wall_now());
    if (!place) return fail(place.error());
    const auto made = [&] {
        Progress progress{"Copying"};
        return archive::write_backup(
            *path, place->file, [&](std::size_t done, std::size_t all) { progress.at(done, all); });
    }();
    if (!made) return fail(made.error());
    fmt::print("{}: {}; read back and whole.\n", place->file, contents_text(*made));
    if (place->is_rotated) {
        for (const auto& name : rotate_backups(place->file)) {
            fmt::print("Deleted {}, no longer needed.\n", name);
        }
    }
    // Of the archive, not of the backup: one that may not write it has made its backup all the same.
    if (const auto folded = archive::fold_wal(*path); !folded) {
        fmt::print(stderr, "The backup is made. {}\n", ended(folded.error().sentence));
    }
    return 0;
}

}  // namespace qm::app
