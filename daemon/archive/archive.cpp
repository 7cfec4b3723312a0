// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/archive.hpp"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "daemon/archive/database.hpp"
#include "daemon/archive/derived_tables.hpp"
#include "daemon/archive/lock_file.hpp"
#include "daemon/archive/raw_tables.hpp"
#include "daemon/archive/schema.hpp"
#include "protocol/codec.hpp"

namespace qm::archive {

namespace {

Error about(const std::string& path, const Error& error) {
    return Error{error.code, fmt::format("archive {}: {}", path, error.sentence)};
}

void configure(Database& database) {
    // FULL: with NORMAL, the last commits before a power cut could be gone after recorded_through.
    database.script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
}

}  // namespace

struct Archive::Impl {
    Impl(std::string the_path, std::optional<LockFile> the_lock, Database::Access access)
        : path(std::move(the_path)), lock(std::move(the_lock)), database(path, access) {}

    std::string path;
    std::optional<LockFile> lock;  ///< before the database: released after it is closed
    Database database;

    /// Runs `act`; what SQLite refuses becomes an Error that names the file.
    template <class Act>
    auto guarded(Act&& act) -> decltype(act()) {
        try {
            return act();
        } catch (const Refused& refused) {
            return about(path, refused.error());
        }
    }

    [[nodiscard]] Result<std::int64_t> row_of(const SessionId& id) {
        const auto row = database.number("SELECT session_id FROM session WHERE name = ?", {id});
        if (row != 0) return row;
        return Error{"unknown_session",
                     fmt::format("there is no session \"{}\" in the archive {}", id.text(), path)};
    }

    [[nodiscard]] Result<StoredSession> read_session(std::int64_t row) {
        StoredSession session;
        std::string ground;
        {
            auto rows = database.query(
                "SELECT name, boot, ground FROM session WHERE session_id = ?", {row});
            if (!rows.next()) {
                return Error{"unknown_session",
                             fmt::format("the archive {} holds no session yet", path)};
            }
            session.id = SessionId{rows.text(0)};
            session.boot = rows.text(1);
            ground = rows.text(2);
        }
        auto header = codec::read_header(ground);
        if (!header) {
            return Error{"archive_damaged",
                         fmt::format("archive {}: the track of session \"{}\" cannot be read: {}",
                                     path, session.id.text(), describe("", header.error()))};
        }
        session.ground = std::move(*header);
        session.inputs = read_inputs(database, row);
        return session;
    }
};

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const std::string& path) {
    auto lock = LockFile::take(path + ".lock");
    if (!lock) return about(path, lock.error());
    try {
        auto impl = std::make_unique<Impl>(path, std::move(*lock), Database::Access::ReadWrite);
        schema::check(impl->database, true);
        configure(impl->database);
        schema::migrate(impl->database);
        return Archive{std::move(impl)};
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
        auto impl = std::make_unique<Impl>(path, std::nullopt, Database::Access::ReadOnly);
        schema::check(impl->database, false);
        return Archive{std::move(impl)};
    } catch (const Refused& refused) {
        return about(path, refused.error());
    }
}

Result<std::optional<StoredSession>> Archive::unfinished_session(const std::string& boot) const {
    return impl_->guarded([&]() -> Result<std::optional<StoredSession>> {
        const auto latest =
            impl_->database.number("SELECT max(session_id) FROM session WHERE boot = ?", {boot});
        const bool closed =
            impl_->database.number("SELECT count(*) FROM session_end WHERE session_id = ?",
                                   {latest}) != 0;
        if (latest == 0 || closed) return std::optional<StoredSession>{};
        auto session = impl_->read_session(latest);
        if (!session) return session.error();
        return std::optional<StoredSession>{std::move(*session)};
    });
}

Result<void> Archive::begin_session(const SessionId& id, const std::string& boot,
                                    const LogHeader& ground, const ClockPair& first) {
    return impl_->guarded([&]() -> Result<void> {
        Transaction transaction{impl_->database};
        impl_->database.execute(
            "INSERT INTO session (name, boot, wall_us, ground) VALUES (?, ?, ?, ?)",
            {id, boot, first.wall, codec::write(ground)});
        insert_input(impl_->database, impl_->database.last_row(), first);
        transaction.commit();
        return {};
    });
}

Result<void> Archive::close_session(const SessionId& id) {
    return impl_->guarded([&]() -> Result<void> {
        const auto row = impl_->row_of(id);
        if (!row) return row.error();
        impl_->database.execute("INSERT OR IGNORE INTO session_end (session_id) VALUES (?)",
                                {*row});
        return {};
    });
}

Result<void> Archive::record(const SessionId& id, std::span<const Step> steps) {
    return impl_->guarded([&]() -> Result<void> {
        const auto row = impl_->row_of(id);
        if (!row) return row.error();
        Transaction transaction{impl_->database};
        for (const auto& step : steps) {
            if (step.input) insert_input(impl_->database, *row, *step.input);
            auto seq = to_number(step.first);
            for (const auto& event : step.events) {
                write_derived(impl_->database, *row, Seq{seq++}, event);
            }
        }
        transaction.commit();
        return {};
    });
}

Result<std::vector<SessionSummary>> Archive::sessions() const {
    return impl_->guarded([&]() -> Result<std::vector<SessionSummary>> {
        std::vector<SessionSummary> found;
        auto rows = impl_->database.query(
            "SELECT name, boot, wall_us, "
            "(SELECT count(*) FROM run WHERE run.session_id = session.session_id), "
            "(SELECT count(*) FROM input WHERE input.session_id = session.session_id), "
            "EXISTS (SELECT 1 FROM session_end WHERE session_end.session_id = session.session_id) "
            "FROM session ORDER BY session_id");
        while (rows.next()) {
            found.push_back({SessionId{rows.text(0)}, rows.text(1),
                             static_cast<WallTime>(rows.integer(2)),
                             static_cast<std::size_t>(rows.integer(3)),
                             static_cast<std::size_t>(rows.integer(4)), rows.integer(5) != 0});
        }
        return found;
    });
}

Result<StoredSession> Archive::session(const SessionId& id) const {
    return impl_->guarded([&]() -> Result<StoredSession> {
        if (id.empty()) {
            return impl_->read_session(
                impl_->database.number("SELECT max(session_id) FROM session"));
        }
        const auto row = impl_->row_of(id);
        if (!row) return row.error();
        return impl_->read_session(*row);
    });
}

}  // namespace qm::archive
