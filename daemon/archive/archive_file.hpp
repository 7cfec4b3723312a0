// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "daemon/archive/archive.hpp"
#include "daemon/archive/database.hpp"
#include "daemon/archive/lock_file.hpp"

namespace qm::archive {

/// What an Archive holds. Private to the archive.
struct ArchiveFile {
    ArchiveFile(std::string the_path, std::optional<LockFile> the_lock, Database::Access access)
        : path(std::move(the_path)), lock(std::move(the_lock)), database(path, access) {}

    std::string path;
    std::optional<LockFile> lock;  ///< before the database: released after it is closed
    Database database;
    timing::Settings settings = {};
    std::string notice = {};

    /// The same error with the file named.
    [[nodiscard]] Error about(const Error& error) const;

    /// Runs `act`; what SQLite refuses becomes an Error that names the file.
    template <class Act>
    auto guarded(Act&& act) -> decltype(act()) {
        try {
            return act();
        } catch (const Refused& refused) {
            return about(refused.error());
        }
    }

    [[nodiscard]] Result<std::int64_t> row_of(const SessionId& id);
    /// The latest where `id` is empty.
    [[nodiscard]] Result<StoredSession> read_session(const SessionId& id);
    [[nodiscard]] Result<StoredSession> read_session(std::int64_t row);
};

}  // namespace qm::archive
