// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "daemon/archive/backup.hpp"
#include "daemon/archive/database.hpp"
#include "daemon/archive/import.hpp"
#include "daemon/archive/queries.hpp"
#include "daemon/archive/recompute.hpp"
#include "daemon/archive/salvage.hpp"
#include "protocol/codec.hpp"
#include "protocol/race_time.hpp"
#include "tests/archive/played.hpp"
#include "tests/archive/samples.hpp"

/// Where the edges of a session came from, and what may be an athlete's best.
namespace qm::archive {
namespace {

using test::error_in;
using test::opened;
using test::TempFolder;
using Texts = std::vector<std::string>;

Texts texts(const std::string& path, std::string_view sql) {
    Database database{path, Database::Access::ReadOnly};
    Texts found;
    auto rows = database.query(sql);
    while (rows.next()) found.push_back(rows.text(0));
    return found;
}

const std::string kSources = "SELECT source || ' ' || counts FROM session_list";

SessionLog from(const std::string& source, const std::string& name = "clean") {
    auto log = test::scenario(name);
    log.header.source = source;
    return log;
}

void record_from(Archive& archive, const std::string& source, const std::string& name = "clean") {
    const auto log = from(source, name);
    test::record(archive, SessionId{source + name}, log, test::play(log));
}

std::size_t bests_in(const Archive& archive) {
    std::size_t count = 0;
    const Queries queries{archive};
    for (const auto& one : *queries.athletes()) count += queries.bests(one.athlete)->size();
    const WallRange ever{WallTime{0}, WallTime{4'000'000'000'000'000}};
    count += queries.season(ever)->size();
    count += texts(archive.path(), "SELECT athlete FROM athlete_best").size();
    return count + texts(archive.path(), "SELECT athlete FROM season").size();
}

}  // namespace

TEST_CASE("training and played logs are kept, and are nobody's bests", "[unit]") {
    const std::string source = GENERATE("simulated", "replay");
    const TempFolder folder;
    auto archive = opened(folder.archive());
    record_from(archive, source);
    CHECK(archive.sessions()->front().source == source);
    CHECK(texts(folder.archive(), kSources) == Texts{source + " 0"});
    CHECK(texts(folder.archive(), "SELECT source FROM run_list") == Texts{source});
    CHECK(Queries{archive}.athletes()->size() == 3);
    CHECK(bests_in(archive) == 0);
    CHECK(inspect(folder.archive())->wrong_sums == 0);
    CHECK(recompute(archive, {}, {})->changes_nothing());
    record_from(archive, "gpiod");
    CHECK(bests_in(archive) > 0);
    CHECK(texts(folder.archive(), "SELECT DISTINCT session FROM athlete_best") ==
          Texts{"gpiodclean"});
    CHECK(texts(folder.archive(), "SELECT DISTINCT runs FROM season") == Texts{"1"});
}

TEST_CASE("sessions that do not say where their edges came from count, and are so called",
          "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    record_from(archive, "");
    CHECK(archive.sessions()->front().source == "unknown");
    CHECK(texts(folder.archive(), kSources) == Texts{"unknown 1"});
    CHECK(bests_in(archive) > 0);
}

TEST_CASE("training that was exported and imported is training still", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    auto log = from("simulated");
    const auto text = write_session_log(log.header, log.inputs);
    const auto read = codec::read_header(text.substr(0, text.find('\n')));
    REQUIRE(read.has_value());
    const StoredSession session{SessionId{"in"}, "imported boot-a", *read};
    const auto played = test::play(log);
    REQUIRE(error_in(import_session(archive, session, WallTime{1}, played.steps)) == "");
    CHECK(texts(folder.archive(), kSources) == Texts{"simulated 0"});
    CHECK(texts(folder.archive(), "SELECT imported FROM session_list") == Texts{"1"});
    CHECK(bests_in(archive) == 0);
}

TEST_CASE("a backup, what is restored and what is saved from damage keep the source", "[unit]") {
    const TempFolder folder;
    {
        auto archive = opened(folder.archive());
        record_from(archive, "simulated");
    }
    const auto copy = (folder.path() / "copy.db").string();
    const auto nowhere = [](std::size_t, std::size_t) {};
    REQUIRE(error_in(write_backup(folder.archive(), copy, nowhere)) == "");
    REQUIRE(error_in(restore(copy, folder.archive(), "now", nowhere)) == "");
    CHECK(texts(folder.archive(), kSources) == Texts{"simulated 0"});

    auto real = test::ground();
    real.source = "gpiod";
    const auto saved = (folder.path() / "saved.db").string();
    auto into = opened(saved);
    REQUIRE(error_in(salvage(folder.archive(), into, real)) == "");
    CHECK(texts(saved, kSources) == Texts{"simulated 0"});
}

TEST_CASE("a session whose row is lost is saved with a source that is not known", "[unit]") {
    const TempFolder folder;
    {
        auto archive = opened(folder.archive());
        record_from(archive, "simulated");
    }
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "PRAGMA foreign_keys = OFF; DROP TRIGGER session_refuses_DELETE; DELETE FROM session");
    auto real = test::ground();
    real.source = "gpiod";
    const auto saved = (folder.path() / "saved.db").string();
    auto into = opened(saved);
    const auto found = salvage(folder.archive(), into, real);
    REQUIRE(error_in(found) == "");
    REQUIRE(found->sessions == 1);
    CHECK(texts(saved, kSources) == Texts{"unknown 1"});
}

TEST_CASE("a ground that is no JSON any more spoils no list", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    record_from(archive, "gpiod");
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "INSERT INTO session (name, boot, wall_us, ground) VALUES ('torn', 'boot-a', 0, '{\"ty')");
    CHECK(texts(folder.archive(), kSources) == Texts{"gpiod 1", "unknown 1"});
    CHECK(bests_in(archive) > 0);
}

TEST_CASE("a doubtful time is no best until a person confirms it", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    record_from(archive, "gpiod", "equal_targets_nobody_says");
    const std::string finishes =
        "SELECT athlete || ' ' || official FROM athlete_best WHERE at_m = 400 ORDER BY 1";
    const std::string of_season =
        "SELECT athlete || ' ' || official FROM season WHERE official IS NOT NULL ORDER BY 1";
    CHECK(texts(folder.archive(), finishes) == Texts{"Cyd 1:03.20"});
    CHECK(texts(folder.archive(), of_season) == Texts{"Cyd 1:03.20"});
    const auto result =
        Queries{archive}.run(SessionId{"gpiodequal_targets_nobody_says"}, RunId{"r1"});
    REQUIRE(error_in(result) == "");
    auto split = result->state.entries.front().splits.back();
    REQUIRE(is_doubtful(split));
    split.confirmed = true;
    const SplitGiven said{RunId{"r1"}, result->state.entries.front().plan.athlete, split};
    REQUIRE(error_in(archive.record(result->session, std::array{Step{{}, Seq{999}, {said}}})) ==
            "");
    const auto best = "Ada " + print_official(*split.time);  // either of the two, as the names fell
    CHECK(texts(folder.archive(), finishes) == Texts{best, "Cyd 1:03.20"});
    CHECK(texts(folder.archive(), of_season) == Texts{best, "Cyd 1:03.20"});
    CHECK(inspect(folder.archive())->wrong_sums == 0);
}

TEST_CASE("the season's best is the athlete's best, and measured by gates", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    for (const auto& name : test::scenarios()) record_from(archive, "gpiod", name);
    const auto of_season = texts(folder.archive(),
                                 "SELECT athlete || ' ' || distance_m || ' ' || start || ' ' || "
                                 "best_us FROM season WHERE best_us IS NOT NULL ORDER BY 1");
    CHECK(of_season.size() > 5);
    CHECK(of_season == texts(folder.archive(),
                             "SELECT athlete || ' ' || distance_m || ' ' || start || ' ' || "
                             "time_us FROM athlete_best WHERE at_m = distance_m ORDER BY 1"));
    CHECK(inspect(folder.archive())->wrong_sums == 0);

    // Times that a person gave: the same list without a finish.
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "UPDATE split SET kind = 'edited'");
    for (const auto& one : *archive.sessions()) {
        std::vector<Step> steps;
        for (const auto& run : *Queries{archive}.runs({one.id, {}, 0, 99})) {
            const auto found = Queries{archive}.run(one.id, run.run);
            REQUIRE(error_in(found) == "");
            steps.push_back({{}, Seq{1}, {RunCreated{found->state}}});
        }
        REQUIRE(error_in(archive.record(one.id, steps)) == "");
    }
    CHECK(texts(folder.archive(), "SELECT athlete FROM athlete_best").empty());
    CHECK(texts(folder.archive(), "SELECT 1 FROM season WHERE best_us IS NOT NULL").empty());
    CHECK(texts(folder.archive(), "SELECT 1 FROM season WHERE average_us IS NULL").size() <
          of_season.size());
}

}  // namespace qm::archive
