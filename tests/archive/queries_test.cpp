// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/queries.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "protocol/codec.hpp"
#include "tests/archive/played.hpp"
#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

using test::error_in;
using test::opened;
using test::TempFolder;

constexpr std::int64_t kDay = 86'400'000'000;

WallTime day(std::int64_t number) { return WallTime{1'800'000'000'000'000 + number * kDay}; }

/// What the archive leaves out, left out.
RunState as_archived(RunState state) {
    state.course.clear();
    for (auto& entry : state.entries) {
        entry.course.clear();
        entry.plan.target_cum.clear();
        entry.plan.pace = {};
        entry.plan.extra.clear();
        entry.standing.needs.clear();
    }
    std::sort(state.unassigned.begin(), state.unassigned.end(),
              [](const Unassigned& a, const Unassigned& b) {
                  return std::pair{a.at, a.gate.text()} < std::pair{b.at, b.gate.text()};
              });
    return state;
}

/// One run of these athletes over 400 m: each finishes in so many seconds.
struct Finish {
    std::string athlete;
    int seconds = 0;
    EntryStatus status = EntryStatus::Finished;
};
Step run_of(const std::string& run, std::uint64_t seq, const std::vector<Finish>& finishes) {
    RunState state{RunId{run}, Distance::from_mm(400'000)};
    state.phase = RunPhase::Ended;
    state.started = instant_from_ns(1'000'000'000);
    for (const auto& one : finishes) {
        EntryState entry{{AthleteId{one.athlete}}};
        entry.standing.status = one.status;
        if (one.status != EntryStatus::Dns) entry.standing.start = state.started;
        if (one.status == EntryStatus::Finished) {
            entry.standing.time = Elapsed{one.seconds * 1'000'000};
        }
        for (const int at : {200'000, 400'000}) {
            if (one.seconds == 0) continue;
            Split split{at / 200'000 - 1, GateId{"finish"}, Distance::from_mm(at)};
            split.time = Elapsed{std::int64_t{one.seconds} * 1'000'000 * at / 400'000};
            split.certainty = 1;
            entry.splits.push_back(split);
        }
        state.entries.push_back(entry);
    }
    return {{}, Seq{seq}, {RunCreated{state}}};
}

void session_of(Archive& archive, const std::string& id, WallTime wall,
                const std::vector<Step>& steps) {
    const ClockPair first{instant_from_ns(1'000'000'000), wall, "boot-a"};
    REQUIRE(error_in(archive.begin_session(SessionId{id}, "boot-a", test::ground(), first)) == "");
    REQUIRE(error_in(archive.record(SessionId{id}, steps)) == "");
}

/// Two days with three runs.
Archive two_days(const TempFolder& folder) {
    auto archive = opened(folder.archive());
    session_of(archive, "s1", day(0),
               {run_of("r2", 1, {{"Ada", 60}, {"Bea", 62}}),
                run_of("r10", 2, {{"Ada", 58}, {"Bea", 55, EntryStatus::Dq}})});
    session_of(archive, "s2", day(7),
               {run_of("r1", 1, {{"Ada", 59}, {"Cyd", 0, EntryStatus::Dns}})});
    return archive;
}

}  // namespace

TEST_CASE("a run out of the archive is what timing said of it", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    std::size_t runs = 0;
    std::size_t splits = 0;
    for (const auto& name : test::scenarios()) {
        INFO(name);
        const auto log = test::scenario(name);
        const auto played = test::play(log);
        const SessionId id{name.substr(0, 32)};
        test::record(archive, id, log, played);
        for (const auto& run : played.state.runs) {
            const auto found = Queries{archive}.run(id, run.run);
            REQUIRE(error_in(found) == "");
            const SessionState mine{{}, {}, {found->state}};
            const SessionState wanted{{}, {}, {as_archived(run)}};
            CHECK(codec::write_results(mine) == codec::write_results(wanted));
            CHECK(found->state == as_archived(run));
            CHECK(found->session == id);
            CHECK(found->rules.version == kRulesVersion);
            CHECK(found->rules.settings.find(R"("lockout_ns":200000000,)") != std::string::npos);
            ++runs;
            for (const auto& entry : run.entries) splits += entry.splits.size();
        }
    }
    WARN(runs << " runs with " << splits << " splits came back as they were told");
    CHECK(runs >= 40);
}

TEST_CASE("the run list comes newest first, in pages, of all, a session or a time", "[unit]") {
    const TempFolder folder;
    const auto archive = two_days(folder);
    const Queries queries{archive};
    const auto names = [&](const RunFilter& filter) {
        const auto found = queries.runs(filter);
        REQUIRE(error_in(found) == "");
        std::string text;
        for (const auto& one : *found) text += one.session.text() + one.run.text() + " ";
        return text;
    };
    CHECK(names({}) == "s2r1 s1r10 s1r2 ");
    CHECK(names({{}, {}, 1, 1}) == "s1r10 ");
    CHECK(names({{}, {}, 3, 9}).empty());
    CHECK(names({SessionId{"s1"}}) == "s1r10 s1r2 ");
    CHECK(names({{}, WallRange{day(0), day(7)}}) == "s1r10 s1r2 ");
    CHECK(names({{}, WallRange{day(7), day(8)}}) == "s2r1 ");
    CHECK(names({SessionId{"s1"}, WallRange{day(7), day(8)}}).empty());
    const auto all = queries.runs({});
    CHECK((*all)[0].entries == 2);
    CHECK((*all)[0].finished == 1);
    CHECK((*all)[0].best == Elapsed{59'000'000});
    CHECK((*all)[0].wall == day(7));
    CHECK((*all)[0].distance == Distance::from_mm(400'000));
    CHECK((*all)[0].phase == RunPhase::Ended);
    CHECK(queries.runs({SessionId{"s9"}}).error().code == "unknown_session");
}

TEST_CASE("an athlete's bests are measured and count, wherever they were run", "[unit]") {
    const TempFolder folder;
    const auto archive = two_days(folder);
    const Queries queries{archive};
    const auto ada = queries.bests(AthleteId{"Ada"});
    REQUIRE(error_in(ada) == "");
    REQUIRE(ada->size() == 2);
    CHECK((*ada)[0].at == Distance::from_mm(200'000));
    CHECK((*ada)[1].at == Distance::from_mm(400'000));
    CHECK((*ada)[1].time == Elapsed{58'000'000});
    CHECK((*ada)[1].run == RunId{"r10"});
    CHECK((*ada)[1].session == SessionId{"s1"});
    CHECK((*ada)[1].wall == day(0));
    const auto bea = queries.bests(AthleteId{"Bea"});
    REQUIRE(error_in(bea) == "");
    REQUIRE(bea->size() == 2);
    CHECK((*bea)[1].time == Elapsed{62'000'000});  // the faster one was disqualified
    CHECK(queries.bests(AthleteId{"Nobody"})->empty());
}

TEST_CASE("an athlete's finishes come newest first, those that are no best too", "[unit]") {
    const TempFolder folder;
    const auto archive = two_days(folder);
    const Queries queries{archive};
    const auto ada = queries.finishes(AthleteId{"Ada"});
    REQUIRE(error_in(ada) == "");
    REQUIRE_FALSE(ada->empty());
    for (std::size_t i = 1; i < ada->size(); ++i) CHECK((*ada)[i - 1].wall >= (*ada)[i].wall);
    for (const auto& one : *ada) CHECK(one.at == one.distance);
    const auto fastest = std::min_element(
        ada->begin(), ada->end(), [](const Best& a, const Best& b) { return a.time < b.time; });
    CHECK(fastest->time == Elapsed{58'000'000});
    CHECK(queries.finishes(AthleteId{"Nobody"})->empty());
}

TEST_CASE("a season has a row for each athlete over each distance", "[unit]") {
    const TempFolder folder;
    const auto archive = two_days(folder);
    const Queries queries{archive};
    const auto found = queries.season({day(0), day(30)});
    REQUIRE(error_in(found) == "");
    REQUIRE(found->size() == 2);  // Cyd did not start
    const auto& ada = (*found)[0];
    CHECK(ada.athlete == AthleteId{"Ada"});
    CHECK(ada.runs == 3);
    CHECK(ada.finished == 3);
    CHECK(ada.best == Elapsed{58'000'000});
    CHECK(ada.average == Elapsed{59'000'000});
    CHECK(ada.first == day(0));
    CHECK(ada.last == day(7));
    CHECK((*found)[1].runs == 2);
    CHECK((*found)[1].finished == 1);
    CHECK(queries.season({day(1), day(2)})->empty());

    const auto athletes = queries.athletes();
    REQUIRE(error_in(athletes) == "");
    REQUIRE(athletes->size() == 3);
    CHECK((*athletes)[2].athlete == AthleteId{"Cyd"});
    CHECK((*athletes)[0].runs == 3);
}

TEST_CASE("the edit history says who did what, when and why, and what was undone", "[unit]") {
    const TempFolder folder;
    auto archive = opened(folder.archive());
    const auto log = test::scenario("discard_undone_and_redone");
    test::record(archive, SessionId{"s1"}, log, test::play(log), day(0));
    const auto edits = Queries{archive}.edits(SessionId{"s1"});
    REQUIRE(error_in(edits) == "");
    REQUIRE(edits->size() == 3);
    CHECK((*edits)[0].type == "discard");
    CHECK((*edits)[1].type == "undo");
    CHECK((*edits)[2].type == "redo");
    for (const auto& one : *edits) {
        CHECK(one.run == RunId{"r1"});
        CHECK(one.act == 1);
        CHECK(one.by == "Ken");
        CHECK(one.what == (*edits)[0].what);
        CHECK_FALSE(one.what.empty());
        CHECK_FALSE(one.undone);  // given back in the end
        CHECK(one.wall == static_cast<WallTime>(static_cast<std::int64_t>(day(0)) +
                                                std::chrono::duration_cast<Elapsed>(
                                                    one.at - instant_of(log.inputs.front()))
                                                    .count()));
    }
}

TEST_CASE("what nobody ran is said to be unknown", "[unit]") {
    const TempFolder folder;
    const auto archive = two_days(folder);
    CHECK(Queries{archive}.run(SessionId{"s1"}, RunId{"r9"}).error().code == "unknown_run");
    CHECK(Queries{archive}.run(SessionId{"s9"}, RunId{"r2"}).error().code == "unknown_session");
    CHECK(Queries{archive}.edits(SessionId{"s9"}).error().code == "unknown_session");
}

}  // namespace qm::archive
