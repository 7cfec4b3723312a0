// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/archive.hpp"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "daemon/archive/archive_file.hpp"
#include "daemon/archive/database.hpp"
#include "daemon/archive/derived_tables.hpp"
#include "daemon/archive/lock_file.hpp"
#include "daemon/archive/raw_tables.hpp"
#include "daemon/archive/rules.hpp"
#include "daemon/archive/schema.hpp"
#include "protocol/codec.hpp"

namespace qm::archive {

namespace {

Error about(const std::string& path, const Error& error) {
    return Error{error.code, fmt::format("archive {}: {}", path, error.sentence)};
}

/// Empty unless a newer Quartermark wrote the archive.
std::string notice_of(const std::string& path, int found) {
    if (found <= schema::version()) return {};
    return fmt::format(
        "archive {}: it is of version {}, this program knows {}: it is only read, and only as far "
        "as "
        "this program knows it; use the Quartermark that wrote it for the rest",
        path, found, schema::version());
}

void configure(Database& database) {
    // FULL: with NORMAL, the last commits before a power cut could be gone after recorded_through.
    database.script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
}

}  // namespace

Archive::Archive(std::unique_ptr<ArchiveFile> file) : file_(std::move(file)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const std::string& path, const timing::Settings& settings) {
    auto lock = LockFile::take(path + ".lock");
    if (!lock) return about(path, lock.error());
    try {
        auto file =
            std::make_unique<ArchiveFile>(path, std::move(*lock), Database::Access::ReadWrite);
        static_cast<void>(schema::check(file->database, true));
        configure(file->database);
        schema::migrate(file->database);
        file->settings = settings;
        return Archive{std::move(file)};
    } catch (const Refused& refused) {
        return about(path, refused.error());
    }
}

Result<Archive> Archive::open_for_reading(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) {
        return Error{"archive_missing", fmt::format("there is no archive at {}", path)};
    }
    try {
        auto file = std::make_unique<ArchiveFile>(path, std::nullopt, Database::Access::ReadOnly);
        file->notice = notice_of(path, schema::check(file->database, false));
        return Archive{std::move(file)};
    } catch (const Refused& refused) {
        return about(path, refused.error());
    }
}

Result<std::optional<StoredSession>> Archive::unfinished_session(const std::string& boot) const {
    return file_->guarded([&]() -> Result<std::optional<StoredSession>> {
        const auto latest =
            file_->database.number("SELECT max(session_id) FROM session WHERE boot = ?", {boot});
        const bool closed =
            file_->database.number("SELECT count(*) FROM session_end WHERE session_id = ?",
                                   {latest}) != 0;
        if (latest == 0 || closed) return std::optional<StoredSession>{};
        auto session = file_->read_session(latest);
        if (!session) return session.error();
        return std::optional<StoredSession>{std::move(*session)};
    });
}

Result<void> Archive::begin_session(const SessionId& id, const std::string& boot,
                                    const LogHeader& ground, const ClockPair& first) {
    return file_->guarded([&]() -> Result<void> {
        Transaction transaction{file_->database};
        file_->database.execute(
            "INSERT INTO session (name, boot, wall_us, ground) VALUES (?, ?, ?, ?)",
            {id, boot, first.wall, codec::write(ground)});
        static_cast<void>(insert_input(file_->database, file_->database.last_row(), first));
        transaction.commit();
        return {};
    });
}

Result<void> Archive::close_session(const SessionId& id) {
    return file_->guarded([&]() -> Result<void> {
        const auto row = file_->row_of(id);
        if (!row) return row.error();
        file_->database.execute(
            "INSERT INTO session_end (session_id) SELECT ?1 WHERE NOT EXISTS "
            "(SELECT 1 FROM session_end WHERE session_id = ?1)",
            {*row});
        return {};
    });
}

Result<void> Archive::record(const SessionId& id, std::span<const Step> steps) {
    return file_->guarded([&]() -> Result<void> {
        const auto row = file_->row_of(id);
        if (!row) return row.error();
        auto& database = file_->database;
        Transaction transaction{database};
        DerivedWriter derived{database, *row, id_of_rules(database, file_->settings)};
        for (const auto& step : steps) {
            if (step.input) {
                derived.follow(insert_input(database, *row, *step.input), *step.input);
            }
            auto seq = to_number(step.first);
            for (const auto& event : step.events) derived.write(Seq{seq++}, event);
            derived.let_go_of_input();
        }
        derived.finish();
        transaction.commit();
        return {};
    });
}

Result<std::vector<SessionSummary>> Archive::sessions() const {
    return file_->guarded([&]() -> Result<std::vector<SessionSummary>> {
        std::vector<SessionSummary> found;
        auto rows = file_->database.query(
            "SELECT name, boot, wall_us, "
            "(SELECT count(*) FROM run WHERE run.session_id = session.session_id), "
            "(SELECT count(*) FROM input WHERE input.session_id = session.session_id), "
            "EXISTS (SELECT 1 FROM session_end WHERE session_end.session_id = session.session_id), "
            "source FROM session JOIN session_list USING (session_id) ORDER BY session_id");
        while (rows.next()) {
            found.push_back(
                {SessionId{rows.text(0)}, rows.text(1), static_cast<WallTime>(rows.integer(2)),
                 static_cast<std::size_t>(rows.integer(3)),
                 static_cast<std::size_t>(rows.integer(4)), rows.integer(5) != 0, rows.text(6)});
        }
        return found;
    });
}

Result<StoredSession> Archive::session(const SessionId& id) const {
    return file_->guarded([&] { return file_->read_session(id); });
}

const std::string& Archive::path() const { return file_->path; }

const std::string& Archive::notice() const { return file_->notice; }

}  // namespace qm::archive
