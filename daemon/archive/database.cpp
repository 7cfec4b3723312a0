// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/database.hpp"

#include <filesystem>
#include <system_error>
#include <unordered_map>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "daemon/archive/read_only_disk.hpp"

namespace qm::archive {

namespace {

/// A reader may hold the file for a moment; longer than this is trouble that the caller must hear of.
constexpr int kBusyTimeoutMs = 5'000;
/// Of a copy, between two words of how far it is: 1 MiB.
constexpr int kPagesAtOnce = 256;

Error error_for(const SQLite::Exception& what) {
    switch (what.getErrorCode()) {
        case SQLITE_FULL:
            return {"archive_full", "the disk is full: free some space"};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {"archive_damaged",
                    fmt::format("the file is damaged or not an archive ({})", what.what())};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {"archive_locked",
                    "another program keeps the archive locked: close what else has it open"};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return {"archive",
                    "the archive may not be written: check its owner and rights, and "
                    "whether the disk is mounted read-only"};
        case SQLITE_CANTOPEN:
            return {"archive",
                    "the archive cannot be opened: does its folder exist, and may this "
                    "program write there?"};
        case SQLITE_IOERR:
            return {"archive", fmt::format("the disk reports an error ({}): check the card and its "
                                           "contacts",
                                           what.what())};
        default:
            return {"archive", fmt::format("SQLite reports: {}", what.what())};
    }
}

bool is_misfit(const SQLite::Exception& what) {
    const int code = what.getErrorCode();
    return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

/// Runs `act` and turns SQLiteCpp's exceptions into ours.
template <class Act>
decltype(auto) translated(Act&& act) {
    try {
        return act();
    } catch (const SQLite::Exception& what) {
        throw Refused(error_for(what), is_misfit(what));
    }
}

int flags_for(Database::Access access) {
    return access == Database::Access::ReadOnly ? SQLite::OPEN_READONLY
                                                : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
}

/// On a read-only disk SQLite could not make the index of the -wal file, without which it reads nothing. Where
/// there is no -wal file it needs none, and nobody can begin one.
bool is_unchanging(const std::string& path, Database::Access access) {
    if (access != Database::Access::ReadOnly || !is_on_read_only_disk(path)) return false;
    std::error_code failed;
    const auto waiting = std::filesystem::file_size(path + "-wal", failed);
    if (failed || waiting == 0) return true;
    if (std::filesystem::exists(path + "-shm", failed)) return false;
    throw Refused(
        Error{"archive", fmt::format("its disk is read-only, and {}-wal beside it holds what was "
                                     "recorded last: copy both to another disk and read them there",
                                     path)},
        false);
}

/// `path` as a URI that asks SQLite to look for no -wal file and no locks.
std::string unchanging(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            uri += fmt::format("%{:02X}", static_cast<unsigned>(c));
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

}  // namespace

struct Database::Impl {
    Impl(const std::string& path, Access access)
        : connection(is_unchanging(path, access)
                         ? SQLite::Database(unchanging(path), flags_for(access) | SQLite::OPEN_URI,
                                            kBusyTimeoutMs)
                         : SQLite::Database(path, flags_for(access), kBusyTimeoutMs)) {}
    SQLite::Database connection;
    std::unordered_map<std::string_view, SQLite::Statement> statements;
};

Rows::~Rows() { static_cast<void>(statement_->tryReset()); }

bool Rows::next() {
    return translated([this] { return statement_->executeStep(); });
}
std::int64_t Rows::integer(int column) const { return statement_->getColumn(column).getInt64(); }
double Rows::real(int column) const { return statement_->getColumn(column).getDouble(); }
std::string Rows::text(int column) const { return statement_->getColumn(column).getString(); }
bool Rows::is_null(int column) const { return statement_->getColumn(column).isNull(); }

Database::Database(const std::string& path, Access access)
    : impl_(translated([&] { return std::make_unique<Impl>(path, access); })) {}
Database::~Database() = default;

void Database::script(const std::string& sql) {
    translated([&] { impl_->connection.exec(sql); });
}

SQLite::Statement& Database::bound(std::string_view sql, std::initializer_list<Value> values) {
    auto found = impl_->statements.find(sql);
    if (found == impl_->statements.end()) {
        found =
            impl_->statements.emplace(sql, SQLite::Statement(impl_->connection, std::string(sql)))
                .first;
    }
    auto& statement = found->second;
    static_cast<void>(statement.tryReset());
    int index = 0;
    for (const auto& value : values) {
        ++index;
        std::visit(
            [&]<class T>(const T& one) {
                if constexpr (std::is_same_v<T, std::nullptr_t>) {
                    statement.bind(index);
                } else {
                    statement.bind(index, one);
                }
            },
            value.value_);
    }
    return statement;
}

void Database::execute(std::string_view sql, std::initializer_list<Value> values) {
    translated([&] {
        auto& statement = bound(sql, values);
        while (statement.executeStep()) {
        }
        statement.reset();
    });
}

Rows Database::query(std::string_view sql, std::initializer_list<Value> values) {
    return Rows{translated([&]() -> SQLite::Statement& { return bound(sql, values); })};
}

std::int64_t Database::number(std::string_view sql, std::initializer_list<Value> values) {
    auto rows = query(sql, values);
    return rows.next() ? rows.integer(0) : 0;
}

std::int64_t Database::last_row() const { return impl_->connection.getLastInsertRowid(); }

void Database::copy_into(Database& target,
                         const std::function<void(std::size_t done, std::size_t all)>& advance) {
    translated([&] {
        SQLite::Backup backup{target.impl_->connection, impl_->connection};
        int answer = SQLITE_OK;
        while (answer == SQLITE_OK) {
            answer = backup.executeStep(kPagesAtOnce);
            const auto all = static_cast<std::size_t>(backup.getTotalPageCount());
            advance(all - static_cast<std::size_t>(backup.getRemainingPageCount()), all);
        }
        if (answer != SQLITE_DONE) throw SQLite::Exception("the copy was refused", answer);
    });
}

void Database::interrupt() { sqlite3_interrupt(impl_->connection.getHandle()); }

bool Database::has_moved() const {
    int moved = 0;
    const int answer =
        sqlite3_file_control(impl_->connection.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return answer == SQLITE_OK && moved != 0;
}

Transaction::Transaction(Database& database) : database_(database) {
    if (database_.has_moved()) {
        throw Refused(Error{"archive_moved", "the file was renamed or deleted under the daemon"},
                      false);
    }
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.execute("ROLLBACK");
    } catch (const Refused&) {
        // SQLite has rolled back by itself, as it does after most errors of the disk.
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace qm::archive
