// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/inspect.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "daemon/archive/database.hpp"
#include "daemon/archive/derived_tables.hpp"
#include "daemon/archive/schema.hpp"

namespace qm::archive {

namespace {

/// Older and newer archives may be looked at too.
void refuse_foreign(Database& database) {
    try {
        static_cast<void>(schema::check(database, false));
    } catch (const Refused& refused) {
        const auto& code = refused.error().code;
        if (code != "archive_older" && code != "archive_newer") throw;
    }
}

void count(Database& database, Inspection& found) {
    auto sessions = database.query(
        "SELECT name, wall_us, "
        "(SELECT count(*) FROM input WHERE input.session_id = session.session_id) "
        "FROM session ORDER BY session_id");
    while (sessions.next()) {
        found.sessions[SessionId{sessions.text(0)}] = sessions.integer(2);
        found.last = WallTime{sessions.integer(1)};
        if (!found.first) found.first = found.last;
    }
    found.inputs = database.number("SELECT count(*) FROM input");
    found.runs = database.number("SELECT count(*) FROM run");
    found.splits = database.number("SELECT count(*) FROM split");
}

void check(Database& database, Inspection& found) {
    auto pages = database.query("PRAGMA integrity_check(20)");
    while (pages.next()) {
        if (pages.text(0) != "ok") found.damage.push_back(pages.text(0));
    }
    auto references = database.query("PRAGMA foreign_key_check");
    if (references.next()) {
        found.damage.push_back("rows of " + references.text(0) + " refer to rows that are gone");
    }
}

}  // namespace

Result<Inspection> inspect(const std::string& path) {
    std::error_code failed;
    Inspection found;
    found.bytes = std::filesystem::file_size(path, failed);
    if (failed) {
        return Error{"archive_missing",
                     fmt::format("there is no archive at {}: {}", path, failed.message())};
    }
    try {
        Database database{path, Database::Access::ReadOnly};
        refuse_foreign(database);
        database.script("BEGIN");  // all that follows is told of one moment
        found.version = static_cast<int>(database.number("PRAGMA user_version"));
        check(database, found);
        count(database, found);
        if (found.version == schema::version()) {
            found.wrong_sums = sessions_with_wrong_sums(database);
            found.without_results =
                static_cast<std::int64_t>(sessions_without_runs(database).size());
        }
        database.script("COMMIT");
    } catch (const Refused& refused) {
        return Error{refused.error().code, fmt::format("{}: {}", path, refused.error().sentence)};
    }
    return found;
}

int known_version() { return schema::version(); }

}  // namespace qm::archive
