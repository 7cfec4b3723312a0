// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

const RunId kRun{"r1"};

Tap tap(double t, const std::string& athlete, std::optional<int> point = {}) {
    Tap said;
    said.at = ms(t);
    said.run = kRun;
    said.athlete = AthleteId{athlete};
    said.by = "Ken";
    said.point = point;
    return said;
}

Add add(double t, const std::string& athlete, int point, double seconds) {
    Add said;
    said.at = ms(t);
    said.run = kRun;
    said.athlete = AthleteId{athlete};
    said.point = point;
    said.time = Elapsed{std::llround(seconds * 1e6)};
    return said;
}

SetStatus status(double t, const std::string& athlete, EntryStatus is) {
    SetStatus said;
    said.at = ms(t);
    said.run = kRun;
    said.athlete = AthleteId{athlete};
    said.status = is;
    return said;
}

SetStart set_start(double t, double start) {
    SetStart said;
    said.at = ms(t);
    said.run = kRun;
    said.start = ms(start);
    return said;
}

/// Ada runs 60 s, Bea 62.5 s, seen everywhere; the start is at 0.
void run_of_two(Session& session) {
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 62)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 14'820, 31);
    session.pulse("g100", 15'437.5, 31);
    session.pulse("g200", 28'800, 31);
    session.pulse("g200", 30'000, 31);
    session.pulse("g300", 43'620, 31);
    session.pulse("g300", 45'437.5, 31);
    session.pulse("finish", 60'000, 31);
    session.pulse("finish", 62'500, 31);
    session.until(64'000);
}

const std::string kBeasSplits = "100:15.437500 200:30.000000 300:45.437500 400:1:02.500000";

}  // namespace

TEST_CASE("times from a watch keep the athlete's own passages from everybody else",
          "[timing][corrections]") {
    Session session;
    run_of_two(session);
    REQUIRE(session.give(add(100'000, "Ada", 0, 15.0)));
    REQUIRE(session.give(add(101'000, "Ada", 1, 29.0)));
    REQUIRE(session.give(add(102'000, "Ada", 2, 44.0)));
    REQUIRE(session.give(add(103'000, "Ada", 3, 60.4)));
    CHECK(session.splits(0) == "100:15.000000 200:29.000000 300:44.000000 400:1:00.400000");
    CHECK(session.entry(0).splits[0].kind == SplitKind::Edited);
    CHECK(session.splits(1) == kBeasSplits);
    CHECK(session.run().unassigned.empty());
}

TEST_CASE("a passage that is still to come is a typed time's too", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 60)}));
    REQUIRE(session.start(0));
    session.until(14'700);
    REQUIRE(session.give(add(14'700, "Ada", 0, 14.6)));
    session.pulse("g100", 14'820, 31);
    session.until(15'500);
    CHECK(session.splits(0) == "100:14.600000");
    CHECK(session.entry(1).splits.empty());
    CHECK(session.run().unassigned.empty());
}

TEST_CASE("a start is refused that takes all splits of one, and one that takes some is not",
          "[timing][corrections]") {
    Session session;
    run_of_two(session);
    CHECK_FALSE(session.give(set_start(100'000, 14'500)));
    CHECK(session.refusal()->sentence.find(" would lose all 4 splits; call the run back if it was "
                                           "started anew") != std::string::npos);
    CHECK(session.splits(1) == kBeasSplits);
    auto own = set_start(101'000, 14'900);
    own.athlete = AthleteId{"Ada"};
    CHECK_FALSE(session.give(own));
    CHECK(session.splits(1) == kBeasSplits);
    CHECK(session.give(set_start(102'000, 200)));
}

TEST_CASE("a start that was missed is given with nothing to lose", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60)}));
    REQUIRE(session.arm());
    session.pulse("g100", 14'820, 31);
    session.until(16'000);
    REQUIRE(session.give(set_start(17'000, 100)));
    CHECK(session.splits() == "100:14.720000");
}

TEST_CASE("a key pressed for the wrong athlete teaches no delay", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 66), athlete("Cyd", 72)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 14'820, 31);
    REQUIRE(session.give(tap(15'000, "Bea", 0)));
    session.pulse("g100", 16'302, 31);
    REQUIRE(session.give(tap(17'934, "Cyd", 0)));
    session.pulse("g200", 28'800, 31);
    session.pulse("g200", 31'680, 31);
    session.pulse("g200", 34'560, 31);
    session.until(36'000);
    REQUIRE_FALSE(session.entry(2).splits.empty());
    const auto& split = session.entry(2).splits[0];
    CHECK(split.kind == SplitKind::Hand);
    CHECK(split.time == Elapsed{17'784'000});  // the usual 0.15 s were taken off
}

TEST_CASE("no delay is taken off that would make a time later", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60)}));
    REQUIRE(session.start(0));
    REQUIRE(session.give(tap(14'540, "Ada", 0)));
    session.pulse("g100", 14'820, 31);
    REQUIRE(session.give(tap(28'520, "Ada", 1)));
    session.pulse("g200", 28'800, 31);
    REQUIRE(session.give(tap(43'600, "Ada", 2)));
    session.pulse("finish", 60'000, 31);
    session.until(62'000);
    CHECK(session.splits() == "100:14.820000 200:28.800000 300:43.600000 400:1:00.000000");
}

TEST_CASE("a key press faster than anybody runs is refused", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60)}));
    REQUIRE(session.start(1000));
    CHECK_FALSE(session.give(tap(4000, "Ada")));
    CHECK(session.refusal()->sentence ==
          "Ada cannot be at 100 m after 3.00 s: that would be 33.3 m/s, faster than anybody runs");
    CHECK(session.run().acts.empty());
}

TEST_CASE("a later key press at a point replaces the earlier", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60)}));
    REQUIRE(session.start(0));
    REQUIRE(session.give(tap(13'500, "Ada")));
    REQUIRE(session.give(tap(15'000, "Ada")));
    session.pulse("g200", 28'800, 31);
    session.until(30'000);
    CHECK(session.splits() == "100:14.850000 200:28.800000");
}

TEST_CASE("who is DNS, or was DNF before, has no new times", "[timing][corrections]") {
    Session session;
    run_of_two(session);
    REQUIRE(session.give(status(100'000, "Ada", EntryStatus::Dns)));
    Assign assign;
    assign.at = ms(101'000);
    assign.run = kRun;
    assign.passage = {GateId{"g100"}, ms(14'820)};
    assign.athlete = AthleteId{"Ada"};
    CHECK_FALSE(session.give(assign));
    CHECK(session.refusal()->sentence == "Ada is DNS; take that back first");
    CHECK_FALSE(session.give(add(102'000, "Ada", 0, 15)));
    CHECK_FALSE(session.give(tap(103'000, "Ada", 3)));
    REQUIRE(session.give(status(104'000, "Bea", EntryStatus::Dnf)));
    CHECK_FALSE(session.give(tap(105'000, "Bea", 3)));
    CHECK(session.refusal()->sentence == "Bea is DNF before that time; take that back first");
    CHECK(session.give(add(106'000, "Bea", 3, 62.6)));
}
