// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/archive.hpp"

#include <unistd.h>

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/database.hpp"
#include "protocol/codec.hpp"
#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

using test::begun;
using test::error_in;
using test::opened;
using test::TempFolder;

std::vector<Step> steps_of(const std::vector<Input>& inputs) {
    std::vector<Step> steps;
    steps.reserve(inputs.size());
    for (const auto& input : inputs) steps.push_back({input, Seq{1}, {}});
    return steps;
}

std::int64_t number(const TempFolder& folder, std::string_view sql) {
    Database database{folder.archive(), Database::Access::ReadOnly};
    return database.number(sql);
}

std::string text(const TempFolder& folder, std::string_view sql) {
    Database database{folder.archive(), Database::Access::ReadOnly};
    auto rows = database.query(sql);
    return rows.next() ? rows.text(0) : "(no row)";
}

}  // namespace

TEST_CASE("inputs of every kind come back in their order and equal", "[unit]") {
    const TempFolder folder;
    auto inputs = test::all_kinds_of_input();
    {
        auto archive = begun(folder.archive());
        REQUIRE(error_in(archive.record(SessionId{"s1"}, steps_of(inputs))) == "");
    }
    const auto session = opened(folder.archive()).session({});
    REQUIRE(error_in(session) == "");
    inputs.insert(inputs.begin(), test::clock_pair(0));
    CHECK(session->id == SessionId{"s1"});
    CHECK(session->boot == "boot-a");
    CHECK(session->ground == test::ground());
    REQUIRE(session->inputs.size() == inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        INFO(i << ": " << codec::write(inputs[i]) << " / " << codec::write(session->inputs[i]));
        CHECK(session->inputs[i] == inputs[i]);
        CHECK(codec::write(session->inputs[i]) == codec::write(inputs[i]));
    }
}

TEST_CASE("only the latest session of this boot that was not closed is gone on with", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    CHECK_FALSE(archive.unfinished_session("boot-a")->has_value());
    REQUIRE(error_in(archive.begin_session(SessionId{"s1"}, "boot-a", test::ground(),
                                           test::clock_pair(5))) == "");
    const auto found = archive.unfinished_session("boot-a");
    REQUIRE(error_in(found) == "");
    REQUIRE(found->has_value());
    CHECK((*found)->id == SessionId{"s1"});
    CHECK((*found)->inputs == std::vector<Input>{test::clock_pair(5)});
    CHECK_FALSE(archive.unfinished_session("boot-b")->has_value());
    REQUIRE(error_in(archive.close_session(SessionId{"s1"})) == "");
    REQUIRE(error_in(archive.close_session(SessionId{"s1"})) == "");
    CHECK_FALSE(archive.unfinished_session("boot-a")->has_value());
}

TEST_CASE("sessions are listed oldest first with their counts", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    REQUIRE(error_in(archive.record(
                SessionId{"s1"},
                std::vector<Step>{
                    {test::all_kinds_of_input()[1], Seq{1}, {test::run_created()}}})) == "");
    REQUIRE(error_in(archive.close_session(SessionId{"s1"})) == "");
    REQUIRE(error_in(archive.begin_session(SessionId{"s2"}, "boot-b", test::ground(),
                                           test::clock_pair(1))) == "");
    const auto all = archive.sessions();
    REQUIRE(error_in(all) == "");
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].id == SessionId{"s1"});
    CHECK((*all)[0].runs == 1);
    CHECK((*all)[0].inputs == 2);
    CHECK((*all)[0].closed);
    CHECK((*all)[0].wall == test::clock_pair(0).wall);
    CHECK((*all)[1].id == SessionId{"s2"});
    CHECK_FALSE((*all)[1].closed);
}

TEST_CASE("what is not there is said so", "[unit]") {
    const TempFolder folder;
    const auto missing = Archive::open_for_reading(folder.archive());
    REQUIRE(error_in(missing) != "");
    CHECK(missing.error().code == "archive_missing");
    auto archive = opened(folder.archive());
    CHECK(archive.session({}).error().code == "unknown_session");
    CHECK(archive.session(SessionId{"s9"}).error().code == "unknown_session");
    CHECK(archive.record(SessionId{"s9"}, test::edge_steps(1, 1)).error().code ==
          "unknown_session");
    const auto nowhere = Archive::open((folder.path() / "no" / "such" / "folder.db").string());
    REQUIRE(error_in(nowhere) != "");
    CHECK(nowhere.error().sentence.find("folder exist") != std::string::npos);
}

TEST_CASE("a second daemon is refused while a reader is let in", "[unit]") {
    const TempFolder folder;
    {
        auto first = begun(folder.archive());
        const auto second = Archive::open(folder.archive());
        REQUIRE(error_in(second) != "");
        CHECK(second.error().code == "archive_busy");
        CHECK(second.error().sentence.find("already at work") != std::string::npos);
        CHECK(second.error().sentence.find(std::to_string(::getpid())) != std::string::npos);

        const auto reader = Archive::open_for_reading(folder.archive());
        REQUIRE(error_in(reader) == "");
        REQUIRE(error_in(first.record(SessionId{"s1"}, test::edge_steps(1, 3))) == "");
        CHECK(reader->session({})->inputs.size() == 4);
    }
    CHECK(error_in(Archive::open(folder.archive())) == "");
}

TEST_CASE("a file that is no archive is refused and left as it is", "[unit]") {
    const TempFolder folder;
    SECTION("a text") {
        std::ofstream{folder.archive()} << std::string(4096, 'x');
        for (const auto& refused :
             {Archive::open(folder.archive()), Archive::open_for_reading(folder.archive())}) {
            REQUIRE(error_in(refused) != "");
            CHECK(refused.error().code == "archive_damaged");
        }
        CHECK(std::filesystem::file_size(folder.archive()) == 4096);
    }
    SECTION("another program's database") {
        Database{folder.archive(), Database::Access::ReadWrite}.script(
            "CREATE TABLE photo (id INTEGER)");
        CHECK(Archive::open(folder.archive()).error().code == "archive_foreign");
        CHECK(Archive::open_for_reading(folder.archive()).error().code == "archive_foreign");
        CHECK(number(folder, "SELECT count(*) FROM sqlite_master") == 1);
    }
}

TEST_CASE("derived rows follow their events", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    const SessionId s1{"s1"};
    const RunId r1{"r1"};
    const auto record = [&](std::uint64_t seq, const Event& event) {
        REQUIRE(error_in(archive.record(
                    s1, std::vector<Step>{{std::nullopt, Seq{seq}, {event}}})) == "");
    };
    record(1, test::run_created());
    CHECK(text(folder,
               "SELECT group_concat(athlete) FROM "
               "(SELECT athlete FROM entry ORDER BY position)") == "Hall,Mara");
    record(2, PhaseChanged{r1, RunPhase::Running, instant_from_ns(50), instant_from_ns(40)});
    CHECK(text(folder, "SELECT phase || start_t_ns FROM run") == "running40");

    record(3, test::split_given(1, 11'010'000));
    record(4, test::split_given(2, 22'000'000));
    record(5, test::split_given(1, 11'020'000));
    CHECK(number(folder, "SELECT count(*) FROM split") == 2);
    CHECK(number(folder, "SELECT time_us FROM split WHERE point = 1") == 11'020'000);
    CHECK(text(folder, "SELECT flags FROM split WHERE point = 1") ==
          "two pulses were alike\nthe next may be Mara");
    CHECK(number(folder, "SELECT at_mm FROM split WHERE point = 1") == 100'000);
    record(6, SplitWithdrawn{r1, AthleteId{"Hall"}, 1, "it was a volunteer"});
    CHECK(number(folder, "SELECT min(point) FROM split") == 2);

    Standing standing;
    standing.status = EntryStatus::Finished;
    standing.time = Elapsed{43'400'000};
    standing.official = "43.40";
    record(7, StandingChanged{r1, AthleteId{"Hall"}, standing});
    CHECK(text(folder, "SELECT status || time_us || official FROM entry WHERE athlete = 'Hall'") ==
          "finished4340000043.40");

    PassageClosed passage{PassageId{1}, GateId{"g100"}, instant_from_ns(70), Elapsed{90'000}};
    passage.pulses = {{instant_from_ns(60), Elapsed{20'000}},
                      {instant_from_ns(70), Elapsed{90'000}}};
    passage.pulse_count = 2;
    record(8, passage);
    passage.pulses.pop_back();
    passage.run = r1;
    passage.athlete = AthleteId{"Hall"};
    record(9, passage);
    CHECK(number(folder, "SELECT count(*) FROM pulse") == 1);
    CHECK(text(folder, "SELECT athlete FROM passage") == "Hall");

    const Unassigned nobody{GateId{"g100"}, instant_from_ns(80), Elapsed{5'000}, "too short"};
    record(10, UnassignedPassage{r1, nobody});
    record(11, Warning{instant_from_ns(90), "blocked", "a beam is blocked", r1, GateId{"g100"}});
    CHECK(text(folder, "SELECT reason FROM unassigned") == "too short");
    CHECK(text(folder, "SELECT code || seq FROM warning") == "blocked11");
    CHECK(number(folder,
                 "SELECT count(*) FROM split JOIN rules USING (rules_id) "
                 "WHERE rules_version = 2") == 1);
}

TEST_CASE("derived rows tell doubts, corrections and what a person said", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    const RunId r1{"r1"};
    const auto record = [&](std::uint64_t seq, const Event& event) {
        REQUIRE(error_in(archive.record(
                    SessionId{"s1"}, std::vector<Step>{{std::nullopt, Seq{seq}, {event}}})) == "");
    };
    record(1, test::run_created());
    CHECK(number(folder, "SELECT best_us FROM entry WHERE athlete = 'Mara'") == 57'300'000);

    auto given = test::split_given(1, 11'010'000);
    given.split.plus_minus = Elapsed{9'000};
    given.split.runner_up = AthleteId{"Mara"};
    given.split.runner_up_certainty = 0.25;
    record(2, given);
    CHECK(text(folder, "SELECT pm_us || runner_up || runner_up_certainty FROM split") ==
          "9000Mara0.25");
    given.split.runner_up.reset();
    given.split.confirmed = given.split.excluded = true;
    record(3, given);
    CHECK(number(folder, "SELECT count(*) FROM split") == 1);
    CHECK(number(folder, "SELECT confirmed + excluded FROM split WHERE runner_up IS NULL") == 2);

    Standing standing;
    standing.status = EntryStatus::Dq;
    standing.reaction = Elapsed{98'000};
    standing.reason = "off too early";
    standing.next_due_pm = Elapsed{300'000};
    record(4, StandingChanged{r1, AthleteId{"Hall"}, standing});
    CHECK(text(folder,
               "SELECT reaction_us || reason || next_due_pm_us FROM entry "
               "WHERE athlete = 'Hall'") == "98000off too early300000");

    record(5, ActRecorded{r1, {1, instant_from_ns(7), "11.01 at g100 is Hall's.", "Jo", ""}});
    CHECK(text(folder, "SELECT what || by || undone FROM act WHERE why IS NULL") ==
          "11.01 at g100 is Hall's.Jo0");
    record(6, ActRecorded{r1, {1, instant_from_ns(7), "11.01 at g100 is Hall's.", "Jo", "", true}});
    CHECK(number(folder, "SELECT count(*) FROM act WHERE undone = 1") == 1);

    const Unassigned nobody{GateId{"g100"}, instant_from_ns(80), Elapsed{5'000}, "too short"};
    record(7, UnassignedPassage{r1, nobody});
    record(8, UnassignedWithdrawn{r1, GateId{"g100"}, instant_from_ns(81)});
    CHECK(number(folder, "SELECT count(*) FROM unassigned") == 1);
    record(9, UnassignedWithdrawn{r1, GateId{"g100"}, instant_from_ns(80)});
    CHECK(number(folder, "SELECT count(*) FROM unassigned") == 0);
}

TEST_CASE("a derived row that does not fit holds back no input", "[unit]") {
    const TempFolder folder;
    auto archive = begun(folder.archive());
    const Step step{test::edge(5), Seq{1}, {test::split_given(1, 11'010'000)}};
    REQUIRE(error_in(archive.record(SessionId{"s1"}, std::vector{step})) == "");
    CHECK(archive.session({})->inputs.back() == Input{test::edge(5)});
    CHECK(number(folder, "SELECT count(*) FROM split") == 0);
    CHECK(text(folder, "SELECT code FROM warning") == "archive_misfit");
}

}  // namespace qm::archive
