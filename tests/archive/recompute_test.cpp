// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/recompute.hpp"

#include <array>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/database.hpp"
#include "daemon/archive/derived_tables.hpp"
#include "daemon/archive/import.hpp"
#include "daemon/archive/inspect.hpp"
#include "daemon/archive/queries.hpp"
#include "protocol/codec.hpp"
#include "tests/archive/played.hpp"
#include "tests/archive/rows_text.hpp"
#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

using test::error_in;
using test::opened;
using test::TempFolder;

/// Takes every passage for noise.
timing::Settings deaf() {
    timing::Settings settings;
    settings.noise = settings.torso = std::chrono::seconds{1};
    return settings;
}

}  // namespace

TEST_CASE("what was recorded and what is made anew are the same, row for row", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    std::vector<SessionId> sessions;
    for (const auto& name : test::scenarios()) {
        const auto log = test::scenario(name);
        sessions.emplace_back(name.substr(0, 32));
        test::record(archive, sessions.back(), log, test::play(log));
    }
    std::size_t splits = 0;
    for (const auto& session : sessions) {
        INFO(session.text());
        const auto found = recompute(archive, session, {});
        REQUIRE(error_in(found) == "");
        CHECK(found->session == session);
        CHECK(found->changes_nothing());
        CHECK(found->runs > 0);
        splits += found->splits;
    }
    WARN(sessions.size() << " sessions with " << splits << " splits made anew");
    CHECK(sessions.size() >= 40);
    const auto before = test::derived_rows(folder.archive());
    const auto raw = test::raw_rows(folder.archive());
    REQUIRE(error_in(keep_recomputed(archive, sessions)) == "");
    CHECK(test::derived_rows(folder.archive()) == before);
    CHECK(test::raw_rows(folder.archive()) == raw);
}

TEST_CASE("other settings show what would change, and change it only when asked", "[unit]") {
    const TempFolder folder;
    const auto log = test::scenario("swap_at_the_first_gate");
    {
        auto archive = opened(folder.archive());
        test::record(archive, SessionId{"s1"}, log, test::play(log));
    }
    const auto raw = test::raw_rows(folder.archive());
    const auto derived = test::derived_rows(folder.archive());
    {
        const auto reader = test::opened_for_reading(folder.archive());
        const auto found = recompute(reader, {}, deaf());
        REQUIRE(error_in(found) == "");
        CHECK(found->inputs == log.inputs.size() + 1);
        CHECK(found->outcomes.size() == 3);
        for (const auto& one : found->outcomes) {
            CHECK(one.before->status == EntryStatus::Finished);
            CHECK(one.after->status != EntryStatus::Finished);
        }
        CHECK(found->splits_changed.size() >= 12);
        REQUIRE(found->refusals.size() == 1);  // there is nobody to swap with
        CHECK(found->refusals[0].line.find("\"swap\"") != std::string::npos);
        CHECK_FALSE(found->refusals[0].sentence.empty());
    }
    CHECK(test::derived_rows(folder.archive()) == derived);
    auto archive = Archive::open(folder.archive(), deaf());
    REQUIRE(error_in(archive) == "");
    REQUIRE(error_in(keep_recomputed(*archive, std::array{SessionId{"s1"}})) == "");
    CHECK(recompute(*archive, {}, deaf())->outcomes.empty());
    CHECK(recompute(*archive, {}, deaf())->splits_changed.empty());
    CHECK(test::raw_rows(folder.archive()) == raw);
    const auto run = Queries{*archive}.run(SessionId{"s1"}, RunId{"r1"});
    REQUIRE(error_in(run) == "");
    CHECK(run->rules.settings.find(R"("noise_ns":1000000000,)") != std::string::npos);
}

TEST_CASE("a split that changes hands is one change with two names", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    const auto log = test::scenario("never_came");
    test::record(archive, SessionId{"s1"}, log, test::play(log));
    Database{folder.archive(), Database::Access::ReadWrite}.script(
        "UPDATE split SET athlete = 'Cyd' WHERE athlete = 'Ada' AND point < 2;"
        "DELETE FROM split WHERE athlete = 'Bea' AND point = 0;"
        "UPDATE split SET time_us = 1 WHERE athlete = 'Bea' AND point = 3;"
        "UPDATE entry SET status = 'dnf', official = NULL WHERE athlete = 'Bea';");
    const auto found = recompute(archive, {}, {});
    REQUIRE(error_in(found) == "");
    REQUIRE(found->splits_changed.size() == 4);
    const auto& appeared = found->splits_changed[0];
    CHECK_FALSE(appeared.before.has_value());
    CHECK(appeared.after->athlete == AthleteId{"Bea"});
    for (const std::size_t i : {1u, 2u}) {
        const auto& moved = found->splits_changed[i];
        CHECK(moved.at == Distance::from_mm(i == 1 ? 100'000 : 200'000));
        CHECK(moved.before->athlete == AthleteId{"Cyd"});
        CHECK(moved.after->athlete == AthleteId{"Ada"});
        CHECK(moved.before->time == moved.after->time);
    }
    const auto& timed = found->splits_changed[3];
    CHECK(timed.at == Distance::from_mm(400'000));
    CHECK(timed.before->time == Elapsed{1});
    CHECK(timed.after->time == Elapsed{57'600'000});
    REQUIRE(found->outcomes.size() == 1);
    CHECK(found->outcomes[0].athlete == AthleteId{"Bea"});
    CHECK(found->outcomes[0].before->status == EntryStatus::Dnf);
    CHECK(found->outcomes[0].after->official == "57.60");
}

TEST_CASE("an imported session counts for the season, and one that did not can be healed",
          "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    const auto log = test::scenario("never_came");
    const StoredSession session{SessionId{"in"}, "imported", log.header};
    REQUIRE(error_in(import_session(archive, session, WallTime{1}, test::play(log).steps)) == "");
    CHECK(Queries{archive}.athletes()->size() == 3);
    CHECK(inspect(folder.archive())->wrong_sums == 0);
    CHECK(recompute(archive, {}, {})->changes_nothing());

    const auto whole = test::derived_rows(folder.archive());
    Database{folder.archive(), Database::Access::ReadWrite}.script("DELETE FROM form");
    CHECK(inspect(folder.archive())->wrong_sums == 1);
    const auto found = recompute(archive, {}, {});
    REQUIRE(error_in(found) == "");
    CHECK(found->sums == 3);
    CHECK_FALSE(found->changes_nothing());
    REQUIRE(error_in(keep_recomputed(archive, std::array{session.id})) == "");
    CHECK(test::derived_rows(folder.archive()) == whole);
    CHECK(inspect(folder.archive())->wrong_sums == 0);
}

TEST_CASE("nothing of several sessions is kept when one of them is not there", "[unit]") {
    const TempFolder folder;
    const auto log = test::scenario("never_came");
    {
        auto archive = opened(folder.archive());
        test::record(archive, SessionId{"s1"}, log, test::play(log));
    }
    const auto before = test::derived_rows(folder.archive());
    auto archive = Archive::open(folder.archive(), deaf());
    REQUIRE(error_in(archive) == "");
    const auto kept = keep_recomputed(*archive, std::array{SessionId{"s1"}, SessionId{"s9"}});
    REQUIRE(error_in(kept) != "");
    CHECK(kept.error().code == "unknown_session");
    CHECK(test::derived_rows(folder.archive()) == before);
    CHECK(error_in(keep_recomputed(*archive, {})) == "");
}

TEST_CASE("results that are missing are made, the latest session's first", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    const auto log = test::scenario("never_came");
    const auto played = test::play(log);
    for (const auto* name : {"s1", "s2", "s3"}) {
        test::record(archive, SessionId{name}, log, played);
    }
    const auto whole = test::derived_rows(folder.archive());
    CHECK(sessions_without_results(archive)->empty());
    CHECK(make_missing_results(archive, 0).value() == 0);
    {
        Database database{folder.archive(), Database::Access::ReadWrite};
        for (const auto row : {1, 2, 3}) remove_derived(database, row);
    }
    const std::vector<SessionId> missing{SessionId{"s3"}, SessionId{"s2"}, SessionId{"s1"}};
    CHECK(sessions_without_results(archive).value() == missing);
    CHECK(inspect(folder.archive())->without_results == 3);
    CHECK(make_missing_results(archive, 0).value() == 2);
    CHECK(sessions_without_results(archive).value() ==
          std::vector<SessionId>{missing[1], missing[2]});
    MissingResults others;
    CHECK(others.make_one(archive));
    CHECK_FALSE(others.make_one(archive));
    CHECK_FALSE(others.make_one(archive));
    CHECK(inspect(folder.archive())->without_results == 0);
    CHECK(test::derived_rows(folder.archive()) == whole);
}

}  // namespace qm::archive
