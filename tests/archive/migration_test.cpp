// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "daemon/archive/backup.hpp"
#include "daemon/archive/database.hpp"
#include "daemon/archive/inspect.hpp"
#include "daemon/archive/queries.hpp"
#include "daemon/archive/recompute.hpp"
#include "daemon/archive/schema.hpp"
#include "tests/archive/rows_text.hpp"
#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

using test::error_in;
using test::opened;
using test::TempFolder;

/// The two layouts that version 1 had.
enum class Layout { BeforeCorrections, Last };

/// As it was stored by a program of its time.
void make_from(const std::string& name, const std::string& path) {
    std::ifstream file{QM_SOURCE_DIR "/tests/archive/" + name};
    std::ostringstream text;
    text << file.rdbuf();
    Database{path, Database::Access::ReadWrite}.script(text.str());
}

void make_version_1(const std::string& path, Layout layout) {
    make_from("version_1.sql", path);
    Database database{path, Database::Access::ReadWrite};
    if (layout == Layout::Last) return;
    database.script("DROP TABLE act;");
    for (const auto* column :
         {"entry DROP COLUMN best_us", "entry DROP COLUMN next_due_pm_us",
          "entry DROP COLUMN reaction_us", "entry DROP COLUMN reason", "split DROP COLUMN pm_us",
          "split DROP COLUMN runner_up", "split DROP COLUMN runner_up_certainty",
          "split DROP COLUMN confirmed", "split DROP COLUMN excluded"}) {
        database.script(std::string("ALTER TABLE ") + column);
    }
}

/// Tables, views, indices and rules by name, with each column as it is declared.
std::string layout_of(const std::string& path) {
    Database database{path, Database::Access::ReadOnly};
    std::string text;
    auto rows = database.query(
        "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_auto%' "
        "UNION ALL SELECT t.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || c.pk "
        "FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1");
    while (rows.next()) text += rows.text(0) + "\n";
    return text;
}

std::int64_t number(const std::string& path, std::string_view sql) {
    Database database{path, Database::Access::ReadOnly};
    return database.number(sql);
}

}  // namespace

TEST_CASE("an archive of version 1 is brought up to date, its raw rows as they were", "[unit]") {
    const auto layout = GENERATE(Layout::BeforeCorrections, Layout::Last);
    const TempFolder folder;
    const auto path = folder.archive();
    make_version_1(path, layout);
    const auto raw = test::raw_rows(path);
    CHECK(Archive::open_for_reading(path).error().code == "archive_older");
    CHECK(number(path, "PRAGMA user_version") == 1);

    auto archive = opened(path);
    CHECK(number(path, "PRAGMA user_version") == schema::version());
    CHECK(test::raw_rows(path) == raw);
    const auto fresh = (folder.path() / "fresh.db").string();
    static_cast<void>(opened(fresh));
    CHECK(layout_of(path) == layout_of(fresh));
    CHECK(number(path, "SELECT count(*) FROM pragma_foreign_key_check") == 0);
    CHECK(number(path,
                 "SELECT count(*) FROM split JOIN rules USING (rules_id) "
                 "WHERE rules_version = 1 AND settings IS NULL AND start = 'gun' "
                 "AND distance_mm = 400000") == 24);

    const Queries queries{archive};
    const auto runs = queries.runs({});
    REQUIRE(error_in(runs) == "");
    REQUIRE(runs->size() == 2);
    // The first clock pair was taken with the run's creation, some seconds before its start.
    const auto label = static_cast<std::int64_t>((*runs)[0].wall) - 1'800'000'000'000'000;
    CHECK(label > 1'000'000);
    CHECK(label < 100'000'000);
    const auto run = queries.run(SessionId{"discard_undone"}, RunId{"r1"});
    REQUIRE(error_in(run) == "");
    CHECK(run->rules.version == 1);
    CHECK(run->rules.settings.empty());
    const auto edits = queries.edits(SessionId{"discard_undone"});
    REQUIRE(error_in(edits) == "");
    REQUIRE(edits->size() == 2);
    CHECK((*edits)[0].act.has_value() == (layout == Layout::Last));
}

TEST_CASE("what came from version 1 can be made anew by the rules of today", "[unit]") {
    const auto layout = GENERATE(Layout::BeforeCorrections, Layout::Last);
    const TempFolder folder;
    make_version_1(folder.archive(), layout);
    auto archive = opened(folder.archive());
    const SessionId session{"discard_undone"};
    const auto found = recompute(archive, session, {});
    REQUIRE(error_in(found) == "");
    CHECK(found->refusals.empty());
    CHECK(found->outcomes.empty());
    const auto raw = test::raw_rows(folder.archive());
    REQUIRE(error_in(keep_recomputed(archive, std::array{session})) == "");
    CHECK(test::raw_rows(folder.archive()) == raw);
    CHECK(Queries{archive}.run(session, RunId{"r1"})->rules.version == kRulesVersion);
    const auto edits = Queries{archive}.edits(session);
    REQUIRE(error_in(edits) == "");
    REQUIRE(edits->size() == 2);
    CHECK((*edits)[0].type == "discard");
    CHECK((*edits)[1].type == "undo");
    CHECK((*edits)[0].act == 1);
    CHECK((*edits)[1].act == 1);
    CHECK((*edits)[0].undone);
}

TEST_CASE("an archive of version 2 is brought up to date, its rows as they were", "[unit]") {
    const TempFolder folder;
    const auto path = folder.archive();
    make_from("version_2.sql", path);
    const std::string bea = "SELECT best_us FROM season WHERE athlete = 'Bea'";
    CHECK(number(path, bea) == 56'700'000);  // at even odds another's time
    const auto raw = test::raw_rows(path);
    const std::vector<std::string> derived{"run",   "entry",      "passage",    "pulse",
                                           "split", "equivalent", "unassigned", "act",
                                           "edit",  "warning"};
    const auto rows = test::rows_text(path, derived);
    CHECK(Archive::open_for_reading(path).error().code == "archive_older");

    auto archive = opened(path);
    CHECK(number(path, "PRAGMA user_version") == schema::version());
    CHECK(test::raw_rows(path) == raw);
    CHECK(test::rows_text(path, derived) == rows);
    const auto fresh = (folder.path() / "fresh.db").string();
    static_cast<void>(opened(fresh));
    CHECK(layout_of(path) == layout_of(fresh));
    CHECK(number(path, bea) == 57'600'000);
    CHECK(inspect(path)->wrong_sums == 0);
    for (const auto& session : *archive.sessions()) CHECK(session.source == "unknown");
    const auto bests = Queries{archive}.bests(AthleteId{"Bea"});
    REQUIRE(error_in(bests) == "");
    CHECK(bests->back().time == Elapsed{57'600'000});
}

TEST_CASE("a backup of version 2 is restored and then brought up to date", "[unit]") {
    const TempFolder folder;
    const auto old = (folder.path() / "old.db").string();
    make_from("version_2.sql", old);
    const auto raw = test::raw_rows(old);
    REQUIRE(error_in(restore(old, folder.archive(), "now", [](std::size_t, std::size_t) {})) == "");
    static_cast<void>(opened(folder.archive()));
    CHECK(test::raw_rows(folder.archive()) == raw);
    CHECK(number(folder.archive(), "PRAGMA user_version") == schema::version());
}

TEST_CASE("an archive that cannot be brought up to date stays as it is", "[unit]") {
    const TempFolder folder;
    make_version_1(folder.archive(), Layout::Last);
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "CREATE TABLE old_split (somebody_else TEXT)");
    const auto before = layout_of(folder.archive());
    const auto raw = test::raw_rows(folder.archive());
    CHECK(error_in(Archive::open(folder.archive())) != "");
    CHECK(layout_of(folder.archive()) == before);
    CHECK(test::raw_rows(folder.archive()) == raw);
    CHECK(number(folder.archive(), "PRAGMA user_version") == 1);
}

}  // namespace qm::archive
