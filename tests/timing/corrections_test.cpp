// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

const RunId kRun{"r1"};

PassageRef at(const std::string& gate, double t) { return {GateId{gate}, ms(t)}; }

template <class Said>
Said now(double t) {
    Said said{};
    said.at = ms(t);
    said.run = kRun;
    return said;
}

Assign assign(double t, const std::string& athlete, const PassageRef& passage) {
    auto said = now<Assign>(t);
    said.passage = passage;
    said.athlete = AthleteId{athlete};
    return said;
}

SetStatus status(double t, const std::string& athlete, EntryStatus is) {
    auto said = now<SetStatus>(t);
    said.athlete = AthleteId{athlete};
    said.status = is;
    return said;
}

}  // namespace

TEST_CASE("a key press only fills a hole", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 12'500, 33);
    Tap tap;
    tap.at = ms(12'640);
    tap.run = kRun;
    tap.athlete = AthleteId{"Ann"};
    tap.by = "Coach";
    REQUIRE(session.give(tap));
    CHECK(session.splits() == "100:12.500000?");
    tap.at = ms(24'150);
    REQUIRE(session.give(tap));
    session.pulse("g300", 36'300, 33);
    session.until(37'000);
    const auto& split = session.entry().splits.at(1);
    CHECK(split.kind == SplitKind::Hand);
    CHECK(split.time < Elapsed{24'100'000});
}

TEST_CASE("a passage given to somebody who was elsewhere is refused in words",
          "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50), athlete("Bea", 60)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 12'500, 33);
    session.pulse("g100", 15'000, 36);
    session.pulse("g200", 24'000, 33);
    session.until(24'500);
    REQUIRE(session.give(assign(25'000, "Ann", at("g200", 24'000))));
    session.pulse("g100", 26'000, 36);
    session.until(27'000);
    CHECK_FALSE(session.give(assign(28'000, "Ann", at("g100", 26'000))));
    CHECK(session.refusal()->code == "cannot_be");
    CHECK(session.splits(0) == "100:12.500000 200:24.000000");
    CHECK(session.run().acts.size() == 1);
    CHECK_FALSE(session.give(assign(29'000, "Nobody", at("g100", 15'000))));
    CHECK(session.refusal()->sentence == "there is no \"Nobody\" in r1");
}

TEST_CASE("a passage given by mistake is free again once the right one is given",
          "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 54.3), athlete("Bea", 54.3)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13'410, 31);
    session.pulse("g100", 13'730, 31);
    session.pulse("g200", 26'060, 31);
    session.pulse("g200", 26'680, 31);
    session.until(28'000);
    REQUIRE(session.give(assign(30'000, "Ann", at("g200", 26'680))));
    REQUIRE(session.give(assign(31'000, "Ann", at("g200", 26'060))));
    CHECK(session.run().acts[1].what.ends_with(
        " is Ann's, at 200 m, not the one that was said before."));
    CHECK(session.entry(0).splits.at(1).time == Elapsed{26'060'000});
    REQUIRE(session.entry(1).splits.size() == 2);
    CHECK(session.entry(1).splits[1].time == Elapsed{26'680'000});
    CHECK_FALSE(session.entry(1).splits[1].confirmed);
    CHECK(session.run().unassigned.empty());

    REQUIRE(session.give(now<Undo>(32'000)));
    CHECK(session.entry(0).splits.at(1).time == Elapsed{26'680'000});
    CHECK(session.entry(0).splits[1].confirmed);
}

TEST_CASE(
    "a time that a person typed gives way to the passage given later, and the other way round",
    "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 12'500, 33);
    session.until(13'000);
    auto add = now<Add>(14'000);
    add.athlete = AthleteId{"Ann"};
    add.point = 0;
    add.time = Elapsed{12'900'000};
    REQUIRE(session.give(add));
    CHECK(session.entry().splits.at(0).kind == SplitKind::Edited);
    REQUIRE(session.give(assign(15'000, "Ann", at("g100", 12'500))));
    CHECK(session.entry().splits.at(0).kind == SplitKind::Measured);
    CHECK(session.splits() == "100:12.500000");
    add.at = ms(16'000);
    REQUIRE(session.give(add));
    CHECK(session.splits() == "100:12.900000");
}

TEST_CASE("two swapped at the finish leave the third her own passage there",
          "[timing][corrections]") {
    Session session;
    REQUIRE(
        session.create(400, {athlete("Ada", 61.92), athlete("Bea", 63.35), athlete("Cyd", 61.92)}));
    REQUIRE(session.start(0));
    for (const double t : {15'300.0, 15'380.0, 15'650.0}) session.pulse("g100", t, 31);
    for (const double t : {29'730.0, 29'880.0, 30'410.0}) session.pulse("g200", t, 31);
    for (const double t : {45'020.0, 45'260.0, 46'060.0}) session.pulse("g300", t, 31);
    for (const double t : {61'920.0, 62'250.0, 63'350.0}) session.pulse("finish", t, 31);
    session.until(64'000);
    auto swap = now<Swap>(65'000);
    swap.athlete = AthleteId{"Ada"};
    swap.with = AthleteId{"Cyd"};
    swap.point = 3;
    REQUIRE(session.give(swap));
    REQUIRE(session.entry(1).splits.size() == 4);
    CHECK(session.entry(1).splits[3].time == Elapsed{63'350'000});
    CHECK(session.run().unassigned.empty());
}

TEST_CASE("a start that leaves an athlete nothing of what was measured is refused",
          "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50)}));
    REQUIRE(session.start(1000));
    session.pulse("g100", 13'500, 33);
    session.until(14'000);
    auto said = now<SetStart>(20'000);
    said.start = ms(19'000);
    CHECK_FALSE(session.give(said));
    CHECK(session.refusal()->sentence ==
          "The start was 18.00 s later than it stood. Ann would lose the only split; call the run "
          "back if it was started anew");
    CHECK(session.splits() == "100:12.500000");
}

TEST_CASE("who was given up is taken back in words, and nobody else", "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50), athlete("Bea", 50)}));
    REQUIRE(session.start(0));
    CHECK_FALSE(session.give(status(1000, "Ann", EntryStatus::Running)));
    CHECK(session.refusal()->sentence == "is \"running\"; nobody said anything else of Ann");
    REQUIRE(session.give(status(2000, "Ann", EntryStatus::Dnf)));
    REQUIRE(session.give(status(3000, "Ann", EntryStatus::Running)));
    CHECK(session.run().acts.back().what == "Ann did run: what was said is taken back.");
}

TEST_CASE("a key press where the gate saw the athlete says that it changes nothing",
          "[timing][corrections]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 12'500, 33);
    session.until(13'000);
    auto tap = now<Tap>(13'100);
    tap.athlete = AthleteId{"Ann"};
    REQUIRE(session.give(tap));
    CHECK(session.run().acts.back().what ==
          "Key pressed as Ann passed 100 m; the gate saw it too, and its time stands.");
}
