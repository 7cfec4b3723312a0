// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/database.hpp"
#include "protocol/race_time.hpp"
#include "tests/archive/played.hpp"
#include "tests/archive/samples.hpp"

/// What an archivist asks with nothing but an SQLite tool.
namespace qm::archive {
namespace {

using test::error_in;
using test::opened;
using test::TempFolder;

std::vector<std::string> texts(const TempFolder& folder, std::string_view sql) {
    Database database{folder.archive(), Database::Access::ReadOnly};
    std::vector<std::string> found;
    auto rows = database.query(sql);
    while (rows.next()) found.push_back(rows.text(0));
    return found;
}

void record_scenario(Archive& archive, const std::string& name) {
    const auto log = test::scenario(name);
    test::record(archive, SessionId{name}, log, test::play(log));
}

/// What stands in SCHEMA.md to be asked.
std::vector<std::string> questions() {
    std::ifstream file{QM_SOURCE_DIR "/daemon/archive/SCHEMA.md"};
    std::vector<std::string> found;
    std::string line;
    while (std::getline(file, line)) {
        if (line != "```sql") continue;
        std::string sql;
        while (std::getline(file, line) && line != "```") {
            sql += line + "\n";
            if (!line.ends_with(';')) continue;
            found.push_back(std::move(sql));
            sql.clear();
        }
    }
    return found;
}

}  // namespace

TEST_CASE("every question of SCHEMA.md can be asked", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    for (const auto& name : test::scenarios()) record_scenario(archive, name);
    const auto all = questions();
    REQUIRE(all.size() == 7);
    for (const auto& sql : all) {
        INFO(sql);
        CHECK_NOTHROW(texts(folder, sql));
    }
    // The last of them: which splits are at no raw edge.
    const auto worked_out =
        "SELECT DISTINCT iif(pm_parts LIKE '%two in a pulse%', 'shared', kind) FROM (" +
        all.back().substr(0, all.back().rfind(';')) + ") ORDER BY 1";
    CHECK(texts(folder, worked_out) == std::vector<std::string>{"edited", "hand", "shared"});
    const auto outside =
        "SELECT athlete FROM (" + all.back().substr(0, all.back().rfind(';')) +
        ") WHERE kind = 'measured' AND t_ns NOT BETWEEN broken_ns AND broken_ns + 1000 * width_us";
    CHECK(texts(folder, outside).empty());
}

TEST_CASE("the views answer the usual questions", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    record_scenario(archive, "discard_undone");
    record_scenario(archive, "never_came");
    CHECK(texts(folder,
                "SELECT session || '/' || run || ' ' || entries || ' ' || finished || ' ' || "
                "substr(utc, 1, 10) FROM run_list") ==
          std::vector<std::string>{"discard_undone/r1 3 3 2027-01-15",
                                   "never_came/r1 3 2 2027-01-15"});
    CHECK(texts(folder,
                "SELECT athlete || ' ' || at_m || ' ' || official || ' ' || kind "
                "FROM run_split WHERE session = 'never_came' AND run = 'r1' LIMIT 5") ==
          std::vector<std::string>{"Ada 100.0 13.59 measured", "Ada 200.0 26.10 measured",
                                   "Ada 300.0 39.53 measured", "Ada 400.0 54.30 measured",
                                   "Bea 100.0 14.35 measured"});
    CHECK(texts(folder,
                "SELECT what || ' ' || pm_us FROM split_part WHERE session = 'never_came' "
                "AND athlete = 'Ada' AND point = 0")
              .front() == "body in beam 15000");
    CHECK(texts(folder, "SELECT athlete || ' ' || entries || ' ' || runs FROM athlete") ==
          std::vector<std::string>{"Ada 2 2", "Bea 2 2", "Cyd 2 1"});
    CHECK(texts(folder,
                "SELECT official || ' ' || session FROM athlete_best "
                "WHERE athlete = 'Bea' AND at_m = 400") ==
          std::vector<std::string>{"57.60 discard_undone"});
    CHECK(texts(folder,
                "SELECT athlete || ' ' || runs || ' ' || finished || ' ' || best_us || ' ' || "
                "official FROM season WHERE year = '2027' AND athlete = 'Ada'") ==
          std::vector<std::string>{"Ada 2 2 54300000 54.30"});
    CHECK(texts(folder, "SELECT type || ' ' || act || ' ' || undone FROM edit_history") ==
          std::vector<std::string>{"discard 1 1", "undo 1 1"});
    CHECK(texts(folder, "SELECT by FROM edit_history WHERE what IS NULL").empty());
}

TEST_CASE("official times read in the archive as they do on screen", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    record_scenario(archive, "never_came");
    const std::vector<std::int64_t> times{1,          9'999,         10'000,        10'001,
                                          999'999,    59'990'000,    59'990'001,    60'000'000,
                                          62'585'500, 3'599'990'001, 3'600'000'000, 7'325'000'001};
    for (const auto time : times) {
        {
            Database database{folder.archive(), Database::Access::ReadWrite};
            database.execute("UPDATE split SET time_us = ?", {time});
        }
        INFO(time);
        CHECK(texts(folder, "SELECT official FROM run_split").front() ==
              print_official(Elapsed{time}));
    }
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "UPDATE split SET time_us = NULL, kind = 'missed'");
    CHECK(texts(folder, "SELECT coalesce(official, 'none') FROM run_split").front() == "none");
}

}  // namespace qm::archive
