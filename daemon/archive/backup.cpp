// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/backup.hpp"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "daemon/archive/database.hpp"
#include "daemon/archive/flushed_file.hpp"
#include "daemon/archive/lock_file.hpp"

namespace qm::archive {

namespace {

namespace fs = std::filesystem;

/// A file on its way to be a backup; gone at the end unless it was renamed.
class Part {
public:
    explicit Part(const std::string& file) : path_(file + ".part") { remove(); }
    ~Part() { remove(); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        for (const auto* end : {"", "-journal", "-wal", "-shm"}) fs::remove(path_ + end, ignored);
    }
    std::string path_;
};

struct Counts {
    std::int64_t sessions = 0;
    std::int64_t inputs = 0;
    std::int64_t runs = 0;
    std::int64_t splits = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
};

Counts counts_of(Database& database) {
    return {database.number("SELECT count(*) FROM session"),
            database.number("SELECT count(*) FROM input"),
            database.number("SELECT count(*) FROM run"),
            database.number("SELECT count(*) FROM split")};
}

Error not_written(const std::string& file, const Error& why, std::uintmax_t bytes) {
    if (why.code == "archive_full" || why.code == "backup_full") {
        return Error{"backup_full",
                     fmt::format("there is not enough room for {}: the archive has {} MB; delete "
                                 "something there or take a larger stick",
                                 file, bytes / 1'000'000 + 1)};
    }
    return Error{"backup", fmt::format("the copy {} could not be written: {}", file, why.sentence)};
}

/// All of one moment, however long it takes. Throws Refused.
Counts copy(Database& source, const std::string& to, const Advance& advance) {
    source.script("BEGIN");
    const auto counts = counts_of(source);
    {
        Database target{to, Database::Access::ReadWrite};
        // Nobody reads the part before it is whole: nothing has to be kept of its making.
        target.script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        source.copy_into(target, advance);
    }
    source.script("COMMIT");
    // It says of itself that it has a -wal file, for which its folder would have to be writable.
    Database target{to, Database::Access::ReadWrite};
    target.script("PRAGMA journal_mode = DELETE");
    return counts;
}

/// Reads from the disk what was written there.
Result<Inspection> verify(const std::string& part, const Counts& wanted) {
    if (auto flushed = flush_file(part); !flushed) return flushed.error();
    auto found = inspect(part);
    if (!found) return found;
    const Counts counts{static_cast<std::int64_t>(found->sessions.size()), found->inputs,
                        found->runs, found->splits};
    if (found->damage.empty() && counts == wanted) return found;
    return Error{
        "backup_differs",
        fmt::format("what was read back is not whole{}{}: the stick or card is failing, or "
                    "the archive is damaged, which `quartermark doctor` tells",
                    found->damage.empty() ? "" : ", ",
                    found->damage.empty() ? "" : found->damage.front())};
}

/// `from` to `file`, whole and on the disk, or nothing.
Result<Inspection> copy_checked(const std::string& from, const std::string& file,
                                const Advance& advance) {
    std::error_code failed;
    const auto bytes = fs::file_size(from, failed);
    const auto room = fs::space(fs::absolute(file).parent_path(), failed);
    if (!failed && room.available < bytes) return not_written(file, {"backup_full", ""}, bytes);
    const Part part{file};
    Counts counts;
    try {
        Database source{from, Database::Access::ReadOnly};
        counts = copy(source, part.path(), advance);
    } catch (const Refused& refused) {
        return not_written(file, refused.error(), bytes);
    }
    auto written = verify(part.path(), counts);
    if (!written) return not_written(file, written.error(), bytes);
    give_to_owner_of_folder(part.path());
    if (auto renamed = rename_flushed(part.path(), file); !renamed) return renamed.error();
    return written;
}

/// Only an earlier backup may be replaced.
Result<void> check_place(const std::string& archive, const std::string& file) {
    std::error_code failed;
    if (fs::equivalent(archive, file, failed)) {
        return Error{"bad_output",
                     fmt::format("{} is the archive itself: give another name", file)};
    }
    const auto folder = fs::absolute(file).parent_path();
    if (!fs::is_directory(folder, failed)) {
        return Error{"bad_output",
                     fmt::format("there is no folder {}: is the stick plugged in and mounted?",
                                 folder.string())};
    }
    if (::access(folder.c_str(), W_OK) != 0) {
        return Error{"backup",
                     fmt::format("nothing can be written in {}: {}; a stick may be locked by its "
                                 "switch or mounted read-only",
                                 folder.string(), std::generic_category().message(errno))};
    }
    if (!fs::exists(file, failed) || inspect(file)) return {};
    return Error{
        "bad_output",
        fmt::format("{} is there already and is no backup of Quartermark's: it stays as it "
                    "is; give another name",
                    file)};
}

/// What of the archive that is there is not in the backup.
std::vector<SessionId> missing_in(const Inspection& backup, const Inspection& present) {
    std::vector<SessionId> missing;
    for (const auto& [session, inputs] : present.sessions) {
        const auto found = backup.sessions.find(session);
        if (found == backup.sessions.end() || found->second < inputs) missing.push_back(session);
    }
    return missing;
}

/// Under another name, with what its -wal file still holds.
Result<void> set_aside(const std::string& archive, const std::string& aside) {
    // Folded in if it can be; a damaged archive keeps its -wal file beside it.
    static_cast<void>(fold_wal(archive));
    std::error_code failed;
    if (fs::exists(archive + "-wal", failed)) {
        if (auto moved = rename_flushed(archive + "-wal", aside + "-wal"); !moved) return moved;
    }
    fs::remove(archive + "-shm", failed);
    // Both names for a moment: at no time is there no archive.
    fs::create_hard_link(archive, aside, failed);
    if (!failed) return {};
    return rename_flushed(archive, aside);
}

}  // namespace

Result<Inspection> write_backup(const std::string& archive, const std::string& file,
                                const Advance& advance) {
    std::error_code failed;
    if (!fs::exists(archive, failed)) {
        return Error{"archive_missing", fmt::format("there is no archive at {}", archive)};
    }
    if (auto place = check_place(archive, file); !place) return place.error();
    return copy_checked(archive, file, advance);
}

Result<void> fold_wal(const std::string& archive) {
    std::error_code failed;
    if (!fs::exists(archive, failed)) {
        return Error{"archive_missing", fmt::format("there is no archive at {}", archive)};
    }
    try {
        Database database{archive, Database::Access::ReadWrite};
        if (database.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0) return {};
    } catch (const Refused& refused) {
        return Error{refused.error().code,
                     fmt::format("{}: {}", archive, refused.error().sentence)};
    }
    return Error{"archive_busy", fmt::format("{}-wal could not be folded in: another program is "
                                             "reading the archive",
                                             archive)};
}

Result<RestorePlan> plan_restore(const std::string& backup, const std::string& archive) {
    auto found = inspect(backup);
    if (!found) return found.error();
    if (!found->damage.empty()) {
        return Error{"archive_damaged", fmt::format("{} is damaged ({}): take another backup",
                                                    backup, found->damage.front())};
    }
    if (found->version > known_version()) {
        return Error{"archive_newer",
                     fmt::format("{} is of version {}, this program knows {}: use the newer "
                                 "Quartermark that wrote it",
                                 backup, found->version, known_version())};
    }
    RestorePlan plan{std::move(*found)};
    std::error_code failed;
    if (!fs::exists(archive, failed)) return plan;
    if (fs::equivalent(backup, archive, failed)) {
        return Error{"bad_usage", fmt::format("{} is the archive itself", backup)};
    }
    auto present = inspect(archive);
    if (present) {
        plan.only_present = missing_in(plan.backup, *present);
        plan.present = std::move(*present);
    } else {
        plan.unreadable = present.error().sentence;
    }
    return plan;
}

Result<std::string> restore(const std::string& backup, const std::string& archive,
                            const std::string& stamp, const Advance& advance) {
    const auto lock = LockFile::take(archive + ".lock");
    if (!lock) {
        return Error{lock.error().code, fmt::format("{}: {}", archive, lock.error().sentence)};
    }
    if (auto plan = plan_restore(backup, archive); !plan) return plan.error();
    // A copy of its own beside the archive first: it may be on another disk, and it must be whole.
    const auto coming = archive + ".restoring";
    const auto copied = copy_checked(backup, coming, advance);
    if (!copied) return copied.error();
    std::error_code failed;
    std::string aside;
    if (fs::exists(archive, failed)) {
        aside = archive + ".before-restore-" + stamp;
        if (auto away = set_aside(archive, aside); !away) return away.error();
    }
    if (auto renamed = rename_flushed(coming, archive); !renamed) return renamed.error();
    return aside;
}

}  // namespace qm::archive
