// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/schema.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/archive/samples.hpp"
#include "tests/archive/schema_page.hpp"

namespace qm::archive {
namespace {

using test::begun;
using test::error_in;
using test::opened;
using test::TempFolder;

const std::vector<std::string> kRaw{"session",    "session_end", "input",   "edge",
                                    "edges_lost", "clock_pair",  "command", "rules"};

std::vector<std::string> texts(Database& database, std::string_view sql,
                               std::initializer_list<Value> values = {}) {
    std::vector<std::string> found;
    auto rows = database.query(sql, values);
    while (rows.next()) found.push_back(rows.text(0));
    return found;
}

std::vector<std::string> tables(Database& database) {
    return texts(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid");
}

bool is_raw(const std::string& table) {
    return std::find(kRaw.begin(), kRaw.end(), table) != kRaw.end();
}

std::string schema_page() {
    std::ifstream file{QM_SOURCE_DIR "/daemon/archive/SCHEMA.md"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("SCHEMA.md lists exactly the tables, views and columns there are", "[unit]") {
    const TempFolder folder;
    static_cast<void>(opened(folder.archive()));
    Database database{folder.archive(), Database::Access::ReadOnly};
    const auto page = schema_page();
    const auto wanted = test::describe_schema(database);
    CHECK(wanted.find("(says nothing)") == std::string::npos);
    const auto tables_at = page.find("### `");
    const auto found = tables_at == std::string::npos ? "" : page.substr(tables_at);
    const bool is_equal = found == wanted;
    if (!is_equal) {
        std::ofstream{QM_ARTEFACTS "/SCHEMA.md"} << page.substr(0, tables_at) << wanted;
        FAIL_CHECK("SCHEMA.md is not what the archive is; it should read as " QM_ARTEFACTS
                   "/SCHEMA.md");
    }
    CHECK(page.find(fmt::format("`user_version` is {}", schema::version())) != std::string::npos);
}

TEST_CASE("every table is strict, says what it is, and derived ones name their rules", "[unit]") {
    const TempFolder folder;
    static_cast<void>(opened(folder.archive()));
    Database database{folder.archive(), Database::Access::ReadOnly};
    for (const auto& table : tables(database)) {
        INFO(table);
        const auto sql =
            texts(database, "SELECT sql FROM sqlite_master WHERE name = ?", {table}).front();
        CHECK(sql.find("STRICT") != std::string::npos);
        CHECK(sql.find(is_raw(table) ? "-- Raw. " : "-- Derived. ") != std::string::npos);
        CHECK((sql.find("REFERENCES rules") == std::string::npos) == is_raw(table));
    }
}

TEST_CASE("raw rows can neither be changed nor removed", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    std::vector<Step> steps;
    for (const auto& input : test::all_kinds_of_input()) steps.push_back({input, Seq{1}, {}});
    REQUIRE(error_in(archive.record(SessionId{"s1"}, steps)) == "");
    REQUIRE(error_in(archive.close_session(SessionId{"s1"})) == "");
    Database database{folder.archive(), Database::Access::ReadWrite};
    for (const auto& table : kRaw) {
        INFO(table);
        const auto before = texts(database, "SELECT count(*) FROM input").front();
        CHECK_THROWS_AS(database.script("DELETE FROM " + table), Refused);
        CHECK_THROWS_AS(database.script("UPDATE " + table + " SET rowid = rowid + 1000"), Refused);
        for (const auto* how : {"INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"}) {
            CHECK_THROWS_AS(
                database.script(fmt::format("{0} INTO {1} SELECT * FROM {1}", how, table)),
                Refused);
        }
        CHECK(texts(database, "SELECT count(*) FROM input").front() == before);
    }
}

TEST_CASE("a session or rules of the same name replace none", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    REQUIRE(error_in(archive.record(SessionId{"s1"}, test::edge_steps(1, 3))) == "");
    Database database{folder.archive(), Database::Access::ReadWrite};
    CHECK_THROWS_AS(database.script("REPLACE INTO session (name, boot, wall_us, ground) "
                                    "SELECT name, 'other', 0, '' FROM session"),
                    Refused);
    CHECK_THROWS_AS(database.script("REPLACE INTO rules (rules_version, settings) "
                                    "SELECT rules_version, settings FROM rules"),
                    Refused);
    CHECK(texts(database, "SELECT boot FROM session") == std::vector<std::string>{"boot-a"});
}

TEST_CASE("an archive from before REPLACE was refused refuses it once it was opened", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    Database database{folder.archive(), Database::Access::ReadWrite};
    for (const auto& table : kRaw) database.script("DROP TRIGGER " + table + "_refuses_REPLACE");
    database.script("REPLACE INTO input SELECT * FROM input");
    schema::migrate(database);
    CHECK_THROWS_AS(database.script("REPLACE INTO input SELECT * FROM input"), Refused);
    CHECK(error_in(archive.close_session(SessionId{"s1"})) == "");
    CHECK(error_in(archive.close_session(SessionId{"s1"})) == "");
}

TEST_CASE("views that are not of today are made anew, and nobody else's", "[unit]") {
    const TempFolder folder;
    static_cast<void>(begun(folder.archive()));
    const auto* all = "SELECT sql FROM sqlite_master WHERE type = 'view' ORDER BY name";
    const auto* others = "SELECT sql FROM sqlite_master WHERE name = 'my_own'";
    Database database{folder.archive(), Database::Access::ReadWrite};
    const auto today = texts(database, all);
    database.script(
        "DROP VIEW counting_split; DROP VIEW season; CREATE VIEW season AS SELECT 1 AS year");
    CHECK(texts(database, all) != today);
    static_cast<void>(opened(folder.archive()));
    CHECK(texts(database, all) == today);
    database.script("CREATE VIEW my_own AS SELECT athlete FROM season");
    static_cast<void>(opened(folder.archive()));
    CHECK(texts(database, others).size() == 1);
    database.script("DROP VIEW run_list");
    static_cast<void>(opened(folder.archive()));
    CHECK(texts(database, others).size() == 1);
    CHECK(texts(database, all).size() == today.size() + 1);
}

TEST_CASE("a newer archive is read with a sentence, never written, and left as it is", "[unit]") {
    const TempFolder folder;
    {
        auto archive = begun(folder.archive());
        REQUIRE(error_in(archive.record(SessionId{"s1"}, test::edge_steps(1, 3))) == "");
    }
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "PRAGMA user_version = 99; ALTER TABLE run ADD COLUMN wind_mmps INTEGER;"
        "CREATE TABLE weather (t_ns INTEGER NOT NULL) STRICT;");
    const auto refused = Archive::open(folder.archive());
    REQUIRE(error_in(refused) != "");
    CHECK(refused.error().code == "archive_newer");
    CHECK(refused.error().sentence.find("version 99") != std::string::npos);

    const auto read = Archive::open_for_reading(folder.archive());
    REQUIRE(error_in(read) == "");
    CHECK(read->notice().find("version 99") != std::string::npos);
    CHECK(read->session({})->inputs.size() == 4);
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "ALTER TABLE edge RENAME TO ray");
    const auto unknown = read->session({});
    REQUIRE(error_in(unknown) != "");
    CHECK(unknown.error().code == "archive_newer");
    Database database{folder.archive(), Database::Access::ReadOnly};
    CHECK(database.number("PRAGMA user_version") == 99);
    CHECK(opened(folder.path() / "today.db").notice().empty());
}

TEST_CASE("an archive of the layout before the release is refused and left as it is", "[unit]") {
    const TempFolder folder;
    static_cast<void>(begun(folder.archive()));
    const int version = GENERATE(2, 3);
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        fmt::format("DROP TABLE equivalent; PRAGMA user_version = {}", version));
    for (const auto& refused :
         {Archive::open(folder.archive()), Archive::open_for_reading(folder.archive())}) {
        REQUIRE(error_in(refused) != "");
        CHECK(refused.error().code == "archive_older");
        CHECK(refused.error().sentence.find("give another path") != std::string::npos);
    }
    Database database{folder.archive(), Database::Access::ReadOnly};
    CHECK(database.number("SELECT count(*) FROM session") == 1);
}

TEST_CASE("a table that somebody added to an archive does not disturb it", "[unit]") {
    const TempFolder folder;
    static_cast<void>(begun(folder.archive()));
    Database{folder.archive(), Database::Access::ReadWrite}.script("CREATE TABLE note (t TEXT)");
    CHECK(error_in(Archive::open(folder.archive())) == "");
}

TEST_CASE("an empty file of version 0 is brought up to date, whole or not at all", "[unit]") {
    const TempFolder folder;
    std::ofstream{folder.archive()}.flush();
    CHECK(error_in(Archive::open_for_reading(folder.archive())) != "");
    static_cast<void>(opened(folder.archive()));
    {
        Database database{folder.archive(), Database::Access::ReadOnly};
        CHECK(database.number("PRAGMA user_version") == schema::version());
        CHECK(texts(database, "PRAGMA journal_mode").front() == "wal");
    }
    CHECK(opened(folder.archive()).sessions()->empty());
}

TEST_CASE("what was recorded is whole and its references lead somewhere", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    REQUIRE(error_in(archive.record(SessionId{"s1"}, test::edge_steps(1, 100))) == "");
    Database database{folder.archive(), Database::Access::ReadOnly};
    CHECK(texts(database, "PRAGMA integrity_check").front() == "ok");
    CHECK(texts(database, "PRAGMA foreign_key_check").empty());
}

}  // namespace qm::archive
