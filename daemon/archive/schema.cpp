// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/schema.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "daemon/archive/schema_text.hpp"

namespace qm::archive::schema {

namespace {

/// "QMRK", so that the file is known for what it is.
constexpr std::int64_t kApplicationId = 0x514D524B;

void create_today(Database& database) {
    database.script(fmt::format("PRAGMA application_id = {}", kApplicationId));
    database.script(create_raw_tables());
    database.script(create_rules());
    database.script(create_derived_tables());
    database.script(refuse_replacing());  // last: no table's place in the file depends on it
}

bool are_views_of_today(Database& database) {
    for (const auto& view : views()) {
        auto rows = database.query("SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?",
                                   {view.name});
        if (!rows.next() || rows.text(0) != view.sql) return false;
    }
    return true;
}

/// Within a transaction. Views that somebody added stay.
void make_views(Database& database) {
    for (const auto& view : views()) {
        database.script(fmt::format("DROP VIEW IF EXISTS {}", view.name));
    }
    for (const auto& view : views()) database.script(view.sql);
}

/// "split.kind": every column of every table there is.
std::set<std::string> columns_of(Database& database) {
    std::set<std::string> columns;
    auto rows = database.query(
        "SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table'");
    while (rows.next()) columns.insert(rows.text(0));
    return columns;
}

/// Until the first release the layout may change under its number.
bool has_todays_columns(Database& database) {
    Database fresh{":memory:", Database::Access::ReadWrite};
    create_today(fresh);
    const auto wanted = columns_of(fresh);
    const auto found = columns_of(database);
    return std::includes(found.begin(), found.end(), wanted.begin(), wanted.end());
}

Refused foreign() {
    return Refused(Error{"archive_foreign",
                         "this is an SQLite database, but not a Quartermark "
                         "archive: give another path"},
                   false);
}

}  // namespace

int version() { return 3; }

int check(Database& database, bool may_migrate) {
    const auto found = static_cast<int>(database.number("PRAGMA user_version"));
    const bool is_ours = database.number("PRAGMA application_id") == kApplicationId;
    const bool is_empty = database.number("SELECT count(*) FROM sqlite_master") == 0;
    if (!is_ours && !(is_empty && found == 0 && may_migrate)) throw foreign();
    if (found > version() && may_migrate) {
        throw Refused(
            Error{"archive_newer",
                  fmt::format("the archive is of version {}, this program knows {}: use the newer "
                              "Quartermark that wrote it; nothing was changed",
                              found, version())},
            false);
    }
    const bool has_todays_tables = found >= 2 && found <= version();
    if (has_todays_tables && !has_todays_columns(database)) {
        throw Refused(Error{"archive_older",
                            "the archive is of a layout from before the first release, which this "
                            "program cannot read: export its sessions with the program that wrote "
                            "it and give another path; nothing was changed"},
                      false);
    }
    if (found < version() && !may_migrate) {
        throw Refused(
            Error{"archive_older",
                  fmt::format("the archive is of version {}, this program reads {}: start "
                              "quartermarkd once to bring it up to date",
                              found, version())},
            false);
    }
    return found;
}

void migrate(Database& database) {
    const auto found = database.number("PRAGMA user_version");
    if (found == version() && are_views_of_today(database)) {
        return database.script(refuse_replacing());
    }
    Transaction transaction{database};
    if (found == 0) create_today(database);
    if (found == 1) bring_from_1_to_2(database);
    make_views(database);
    if (found == 1 || found == 2) bring_from_2_to_3(database);
    database.script(refuse_replacing());
    database.script(fmt::format("PRAGMA user_version = {}", version()));
    transaction.commit();
}

}  // namespace qm::archive::schema
