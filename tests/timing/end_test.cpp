// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

template <class Said>
Said now(double t) {
    Said said{};
    said.at = ms(t);
    said.run = RunId{"r1"};
    return said;
}

/// Ann's 60 s from 200 m on.
void run_on(Session& session) {
    session.pulse("g200", 28'800, 34);
    session.pulse("g300", 43'620, 34);
    session.pulse("finish", 60'000, 34);
    session.until(61'000);
}

const std::string kAll = "100:14.820000 200:28.800000 300:43.620000 400:1:00.000000";

Session begun() {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 60)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 14'820, 34);
    session.until(16'000);
    return session;
}

}  // namespace

TEST_CASE("a run ended by mistake goes on when that is undone, and nothing of it was lost",
          "[timing]") {
    auto session = begun();
    REQUIRE(session.end(20'000));
    CHECK(session.run().phase == RunPhase::Ended);
    CHECK(session.run().acts.back().what == "Ended while somebody ran.");
    session.pulse("g200", 28'800, 34);
    session.until(30'000);
    CHECK(session.splits() == "100:14.820000");
    CHECK(session.run().unassigned.back().reason ==
          "The run had been ended: undo that if it was a mistake.");
    REQUIRE(session.give(now<Undo>(31'000)));
    CHECK(session.run().phase == RunPhase::Running);
    CHECK(session.splits() == "100:14.820000 200:28.800000");
    session.pulse("g300", 43'620, 34);
    session.pulse("finish", 60'000, 34);
    session.until(61'000);
    CHECK(session.splits() == kAll);
    CHECK(session.run().unassigned.empty());
}

TEST_CASE("a run ended by mistake is whole again even when that is undone after the finish",
          "[timing]") {
    auto session = begun();
    REQUIRE(session.end(20'000));
    REQUIRE(session.end(21'000));  // pressed twice
    run_on(session);
    REQUIRE(session.give(now<Undo>(100'000)));
    CHECK(session.splits() == kAll);
    CHECK(session.entry().standing.status == EntryStatus::Finished);
}

TEST_CASE("who was given up by mistake has all splits again when that is undone", "[timing]") {
    auto session = begun();
    auto said = now<SetStatus>(20'000);
    said.athlete = AthleteId{"Ann"};
    said.status = EntryStatus::Dnf;
    REQUIRE(session.give(said));
    CHECK(session.run().phase == RunPhase::Ended);
    run_on(session);
    REQUIRE(session.give(now<Undo>(70'000)));
    CHECK(session.splits() == kAll);
    CHECK(session.entry().standing.status == EntryStatus::Finished);
}

TEST_CASE("an ended run leaves the gates to the next, and an undo does not take them back",
          "[timing]") {
    auto session = begun();
    REQUIRE(session.end(20'000));
    REQUIRE(session.create(400, {athlete("Bea", 60)}, StartKind::Hand, Stagger::None, "r2"));
    REQUIRE(session.start(21'000, "r2"));
    REQUIRE(session.give(now<Undo>(22'000)));
    CHECK(session.run("r1").phase == RunPhase::Ended);
    session.pulse("g100", 36'000, 34);
    session.until(38'000);
    CHECK(session.run("r2").entries.at(0).splits.size() == 1);
    CHECK(session.splits() == "100:14.820000");
}

TEST_CASE("what comes long after everybody should have been in is no part of an ended run",
          "[timing]") {
    auto session = begun();
    REQUIRE(session.end(20'000));
    session.pulse("g200", 200'000, 34);
    session.until(205'000);
    CHECK(session.run().unassigned.empty());
}

TEST_CASE("an act stamped a little before what was told last takes no hole back", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 60)}));
    REQUIRE(session.start(0));
    double t = 14'820;
    while (session.splits().empty() && t < 30'000) session.until(t += 10);
    REQUIRE(session.splits() == "100:missed");
    REQUIRE(session.give(now<Recall>(t - 15)));
    REQUIRE(session.give(now<Undo>(t - 15)));
    CHECK(session.splits() == "100:missed");
}
