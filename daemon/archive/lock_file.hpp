// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/result.hpp"

namespace qm::archive {

/// Keeps a second daemon out of an archive: a file of its own beside it, locked by the kernel for as long
/// as the process lives. (SQLite's own locks cannot do it: a reader must still get in, and closing any
/// other descriptor of the database file would release them.)
class LockFile {
public:
    /// Error "archive_busy" names the process that has it.
    [[nodiscard]] static Result<LockFile> take(const std::string& path);

    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;
    ~LockFile();

private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

/// Who has the archive at `path`: "process 812", a daemon or a command; empty: nobody. Takes no lock itself,
/// not for a moment: a daemon that starts just now must not find it taken.
[[nodiscard]] std::string holder_of_lock(const std::string& path);

}  // namespace qm::archive
