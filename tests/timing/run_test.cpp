// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

TEST_CASE("a run is created, armed, disarmed, armed, started and ended", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken")}));
    CHECK(session.run().phase == RunPhase::Created);
    REQUIRE(session.arm(1));
    REQUIRE(session.give(Disarm{ms(2), RunId{"r1"}}));
    CHECK(session.run().phase == RunPhase::Created);
    REQUIRE(session.arm(3));
    REQUIRE(session.start(4));
    CHECK(session.run().phase == RunPhase::Running);
    REQUIRE(session.end(5));
    CHECK(session.run().phase == RunPhase::Ended);
    CHECK(session.end(6));
}

TEST_CASE("acts that make no sense are refused with what to do instead", "[timing]") {
    Session session;
    CHECK_FALSE(session.arm());
    CHECK(session.refusal()->code == "unknown_run");
    REQUIRE(session.create(400, {athlete("Ken")}));
    CHECK_FALSE(session.create(400, {athlete("Ken")}));
    CHECK(session.refusal()->field == "run");
    CHECK_FALSE(session.give(Disarm{ms(1), RunId{"r1"}}));
    CHECK_FALSE(session.give(Start{ms(1), RunId{"r1"}, StartKind::Gate}));
    CHECK(session.refusal()->field == "source");
    REQUIRE(session.start(1));
    CHECK_FALSE(session.start(2));
    CHECK_FALSE(session.arm(2));
    REQUIRE(session.create(400, {athlete("Jo")}, StartKind::Hand, Stagger::None, "r2"));
    CHECK_FALSE(session.arm(3, "r2"));
    CHECK(session.refusal()->sentence == "r1 is running and has the gates; end it first.");
    REQUIRE(session.end(4));
    CHECK_FALSE(session.start(5));
    CHECK(session.arm(5, "r2"));
}

TEST_CASE("a run that cannot be run is refused by the name of the field", "[timing]") {
    Session session;
    const auto refused = [&](double metres, const std::vector<EntryPlan>& entries,
                             StartKind start) {
        REQUIRE_FALSE(session.create(metres, entries, start));
        return session.refusal()->field;
    };
    auto falling = athlete("Ken");
    falling.target_cum = {{Distance::from_metres(200), Elapsed{24}},
                          {Distance::from_metres(100), Elapsed{50}}};
    CHECK(refused(400, {}, StartKind::Gun) == "entries");
    CHECK(refused(400, {athlete("Ken"), athlete("Ken")}, StartKind::Gun) == "entries[1].athlete");
    CHECK(refused(2, {athlete("Ken")}, StartKind::Gun) == "distance_m");
    CHECK(refused(150, {athlete("Ken")}, StartKind::Gate) == "start");
    CHECK(refused(400, {falling}, StartKind::Gun) == "entries[0].target_cum_s[1]");
    CHECK(session.engine().state().runs.empty());
}

TEST_CASE("an entry whose lane the gates cannot time is refused", "[timing]") {
    auto ground = four_gates();
    ground.gates[0].lanes = {Lane{1}, Lane{2}, Lane{3}};
    ground.gates[1].lanes = ground.gates[2].lanes = {Lane{1}, Lane{2}};
    ground.gates[3].lanes = {Lane{1}, Lane{2}, Lane{8}};
    Session session{ground};
    const auto in_lane = [](int lane) {
        auto entry = athlete("Ken");
        entry.lane = static_cast<Lane>(lane);
        return entry;
    };
    REQUIRE_FALSE(session.create(400, {athlete("Jo"), in_lane(5)}));
    CHECK(session.refusal()->field == "entries[1].lane");
    CHECK(session.refusal()->sentence ==
          "is 5, but no gate of this run sees that lane: choose another lane, or correct the "
          "gates' lanes in the settings");
    REQUIRE_FALSE(session.create(400, {in_lane(8)}));
    CHECK(session.refusal()->sentence.starts_with(
        "is 8, but no gate at the finish line sees that lane"));
    REQUIRE(session.create(400, {in_lane(3)}));
    CHECK(session.entry().course.size() == 1);
    REQUIRE(session.arm());
    REQUIRE(session.start(1000));
    session.pulse("finish", 61'000, 60);
    session.until(62'000);
    CHECK(session.entry().standing.status == EntryStatus::Finished);
}

TEST_CASE("splits at gates that are not the same are not swapped by their number", "[timing]") {
    auto ground = four_gates();
    ground.gates[1].lanes = {Lane{1}};
    Session session{ground};
    auto jo = athlete("Jo");
    jo.lane = Lane{2};
    REQUIRE(session.create(400, {athlete("Ken"), jo}));
    REQUIRE(session.arm());
    REQUIRE(session.start(1000));
    CHECK_FALSE(session.give(Swap{{ms(2000), RunId{"r1"}}, AthleteId{"Ken"}, AthleteId{"Jo"}, 0}));
    CHECK(session.refusal()->sentence.starts_with("Ken and Jo meet different gates there"));
}

TEST_CASE("without lane 1 an entry has to say its lane", "[timing]") {
    auto ground = four_gates();
    for (auto& gate : ground.gates) gate.lanes = {Lane{4}};
    Session session{ground};
    REQUIRE_FALSE(session.create(400, {athlete("Ken")}));
    CHECK(session.refusal()->sentence.starts_with("is lane 1 where none is given, but no gate"));
}

TEST_CASE("a passage before the start is nobody's", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken")}));
    REQUIRE(session.arm());
    session.pulse("g100", 500, 60);
    session.until(1000);
    REQUIRE(session.run().unassigned.size() == 1);
    CHECK(session.run().unassigned[0].reason == "The run had not started.");
}

TEST_CASE("edges and passages are told even when nobody is timed", "[timing]") {
    Session session;
    session.pulse("g100", 500, 60);
    session.until(1000);
    REQUIRE(session.events().size() == 3);
    CHECK(std::holds_alternative<Edge>(session.events()[0]));
    CHECK(std::holds_alternative<PassageClosed>(session.events()[2]));
}
