// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

TEST_CASE("a gun run of one athlete gives four splits, deltas and an official time", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Hall", 43.4)}, StartKind::Gun));
    REQUIRE(session.arm());
    REQUIRE(session.start(5000));
    session.pulse("finish", 5300, 40);  // sets off through the beam
    session.pulse("g100", 16000, 6);
    session.pulse("g100", 16010.0004, 31);
    session.pulse("g200", 26150, 30);
    session.pulse("g300", 36900, 33);
    session.pulse("finish", 48400.2501, 35);
    session.until(60000);
    CHECK(session.splits() == "100:11.010000 200:21.150000 300:31.900000 400:43.400250");
    const auto& hall = session.entry();
    CHECK(hall.standing.status == EntryStatus::Finished);
    CHECK(hall.standing.official == "43.41");
    CHECK(*hall.splits[3].delta == Elapsed{250});
    CHECK(*hall.splits[1].segment == Elapsed{10'140'000});
    CHECK(hall.splits[0].certainty > 0.95);
    CHECK(hall.splits[0].instant == ms(16010.0004));
    REQUIRE(session.run().unassigned.size() == 1);
    CHECK(session.run().unassigned[0].gate == GateId{"finish"});
    CHECK(session.run().phase == RunPhase::Ended);
    CHECK(session.end(70000));
}

TEST_CASE("a split is provisional from the first leading edge and revised when the passage closes",
          "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Mara", 58)}));
    REQUIRE(session.start(0));
    session.edge("g100", 14400, true);
    CHECK(session.splits() == "100:14.400000?");
    session.edge("g100", 14406, false);
    session.pulse("g100", 14450, 40);
    session.until(14599);
    CHECK(session.splits() == "100:14.400000?");
    session.until(14620);
    CHECK(session.splits() == "100:14.450000");
}

TEST_CASE("a limb alone gives no split and says why", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Mara", 58)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 14400, 9);
    session.until(15000);
    CHECK(session.splits().empty());
    REQUIRE(session.run().unassigned.size() == 1);
    CHECK(session.run().unassigned[0].reason ==
          "No torso in it: its longest pulse is 9.0 ms, a torso takes at least 16 ms at 7.7 m/s.");
}

TEST_CASE("a missed gate stays one hole and shifts nothing", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Sam", 55)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13700, 35);
    session.pulse("g300", 40000, 36);
    session.pulse("finish", 55200, 38);
    session.until(60000);
    CHECK(session.splits() == "100:13.700000 200:26.433670 300:40.000000 400:55.200000");
    const auto& hole = session.entry().splits[1];
    CHECK(hole.kind == SplitKind::Estimated);
    REQUIRE(hole.plus_minus.has_value());
    CHECK(hole.parts.at(0).plus_minus == *hole.plus_minus);
    CHECK(hole.flags == std::vector<std::string>{
                            "Estimated ±0.16 s from the times at 100 m and 300 m: no passage at "
                            "g200 is taken for Sam's."});
    CHECK_FALSE(session.entry().splits[2].segment.has_value());
}

TEST_CASE("part laps and more laps are timed on the same four gates", "[timing]") {
    Session session;
    REQUIRE(session.create(600, {athlete("Ivo", 96)}));
    REQUIRE(session.start(0));
    session.pulse("g300", 15500, 40);
    session.pulse("finish", 31500, 40);
    session.pulse("g100", 47500, 40);
    session.pulse("g200", 63500, 40);
    session.pulse("g300", 80000, 40);
    session.pulse("finish", 96500, 40);
    session.until(100000);
    CHECK(session.splits() ==
          "100:15.500000 200:31.500000 300:47.500000 400:1:03.500000 500:1:20.000000 "
          "600:1:36.500000");
    CHECK(session.entry().standing.official == "1:36.50");
}

TEST_CASE("the first passage of the start gate starts a run that starts by the gate", "[timing]") {
    Session session;
    REQUIRE(session.create(300, {athlete("Jo", 45)}, StartKind::Gate));
    REQUIRE(session.arm());
    session.pulse("g200", 2000, 40);  // a volunteer, elsewhere
    session.pulse("g100", 5000, 44);
    session.until(6000);
    CHECK(session.run().phase == RunPhase::Running);
    CHECK(session.run().started == ms(5000));
    session.pulse("g200", 19000, 38);
    session.pulse("g300", 33500, 38);
    session.pulse("finish", 49000, 38);
    session.until(50000);
    CHECK(session.splits() == "100:14.000000 200:28.500000 300:44.000000");
}

TEST_CASE("where the gate starts each, the next sets off while the one before runs", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Jo", 60), athlete("Ken", 52)}, StartKind::Gate));
    REQUIRE(session.arm());
    session.pulse("finish", 5000, 44);
    session.pulse("g100", 20000, 44);
    session.pulse("g200", 33700, 44);
    session.pulse("finish", 45000, 44);  // Ken sets off; Jo is due here 25 s later
    session.pulse("g300", 48600, 44);
    session.pulse("g100", 57900, 44);
    session.pulse("finish", 65000, 44);
    session.until(66000);
    CHECK(session.splits(0) == "100:15.000000 200:28.700000 300:43.600000 400:1:00.000000");
    CHECK(session.splits(1) == "100:12.900000");
}

TEST_CASE("a beam for each lane names any number of athletes", "[timing]") {
    LogHeader ground;
    for (int lane = 1; lane <= 8; ++lane) {
        for (int metres = 0; metres < 400; metres += 100) {
            ground.gates.push_back(
                {GateId{"g" + std::to_string(metres) + "-" + std::to_string(lane)},
                 Distance::from_metres(metres),
                 {static_cast<Lane>(lane)}});
        }
    }
    Session session{ground};
    std::vector<EntryPlan> entries;
    for (int lane = 1; lane <= 8; ++lane) {
        entries.push_back(athlete("Lane " + std::to_string(lane), 50));
        entries.back().lane = static_cast<Lane>(lane);
    }
    REQUIRE(session.create(400, entries, StartKind::Gun, Stagger::One));
    REQUIRE(session.start(0));
    // All within a torso's width of each other, at every line.
    for (int k = 1; k <= 4; ++k) {
        for (int lane = 1; lane <= 8; ++lane) {
            session.pulse("g" + std::to_string(k * 100 % 400) + "-" + std::to_string(lane),
                          k * 12000 + lane * 0.001, 30 + lane * 0.1);
        }
    }
    session.until(60000);
    for (std::size_t i = 0; i < 8; ++i) {
        const auto& entry = session.entry(i);
        CHECK(entry.standing.status == EntryStatus::Finished);
        CHECK(entry.splits.size() == 4);
        CHECK(*entry.splits[3].time == Elapsed{48'000'000 + static_cast<int>(i) + 1});
    }
    CHECK(session.entry(7).splits[0].at == Distance::from_mm(69'905));
}

TEST_CASE("athletes at intervals are told apart by when they are due", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Hall", 44), athlete("Mara", 58, 20)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 11000, 30);
    session.pulse("finish", 20100, 60);  // Mara sets off through the beam
    session.pulse("g200", 21100, 30);
    session.pulse("g300", 32000, 32);
    session.pulse("g100", 34300, 38);
    session.pulse("finish", 44100, 33);
    session.pulse("g200", 47700, 38);
    session.pulse("g300", 62000, 38);
    session.pulse("finish", 78100, 40);
    session.until(90000);
    CHECK(session.splits(0) == "100:11.000000 200:21.100000 300:32.000000 400:44.100000");
    CHECK(session.splits(1) == "100:14.300000 200:27.700000 300:42.000000 400:58.100000");
    CHECK(session.run().unassigned.size() == 1);
}

TEST_CASE("two who could both be it are shown as doubtful with the alternative", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken", 52), athlete("Jo", 52.4)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 12880, 33);
    session.until(14000);
    const auto& split = session.entry(0).splits.at(0);
    CHECK(split.certainty < 0.95);
    REQUIRE(split.flags.size() == 1);
    CHECK(split.flags[0].starts_with("Doubtful: Ken "));
    CHECK(split.flags[0].find(", or Jo ") != std::string::npos);
}

TEST_CASE("who has not finished at the end is DNF, who was never seen is DNS", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken", 52), athlete("Jo", 80, 60)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 12950, 33);
    REQUIRE(session.end(40000));
    CHECK(session.entry(0).standing.status == EntryStatus::Dnf);
    CHECK(session.entry(1).standing.status == EntryStatus::Dns);
    CHECK(session.run().phase == RunPhase::Ended);
}

TEST_CASE("a passage still open when the run ends counts with the pulses it has", "[timing]") {
    Session session;
    REQUIRE(session.create(100, {athlete("Ken", 12)}));
    REQUIRE(session.start(0));
    session.pulse("finish", 12000, 33);
    REQUIRE(session.end(12050));
    CHECK(session.splits() == "100:12.000000");
    CHECK(session.entry().standing.status == EntryStatus::Finished);
}

TEST_CASE("a blocked beam warns and gives no split", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken", 52)}));
    REQUIRE(session.start(0));
    session.edge("g100", 13000, true);
    session.until(20000);
    CHECK(session.splits() == "100:missed");
    REQUIRE(session.run().warnings.size() == 1);
    CHECK(session.run().warnings[0].code == "blocked");
}

TEST_CASE("lost edges and a restart leave a mark on the run", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken", 52)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13000, 33);
    session.give(EdgesLost{ms(14000), GateId{"g200"}, 3});
    session.edge("g200", 22000, true);
    session.give(Restart{ms(23500)});
    session.pulse("g300", 38000, 33);
    session.until(40000);
    CHECK(session.splits() == "100:13.000000 200:25.097478 300:38.000000");
    CHECK(session.entry().splits[1].kind == SplitKind::Estimated);
    REQUIRE(session.run().warnings.size() == 2);
    CHECK(session.run().warnings[0].code == "edges_lost");
    CHECK(session.run().warnings[1].sentence.find("1.50 s after the last thing on record") !=
          std::string::npos);
    CHECK(session.engine().state().gates[2].lost == 3);
}

TEST_CASE("a hole does not make the next split doubtful", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Sam", 55)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13700, 35);
    session.pulse("g300", 40100, 36);
    session.until(41000);
    CHECK(session.entry().splits.at(2).certainty > 0.95);
}

TEST_CASE("who walks through the finish long after is not the athlete", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Sam", 55)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13700, 35);
    session.pulse("finish", 600'000, 300);
    session.until(700'000);
    CHECK(session.splits() == "100:13.700000 200:missed 300:missed");
    CHECK(session.run().unassigned.size() == 1);
    REQUIRE(session.end(700'000));
    CHECK(session.splits() == "100:13.700000");
}

TEST_CASE("what comes just after the last finish is still on the run's record", "[timing]") {
    Session session;
    REQUIRE(session.create(100, {athlete("Ken", 12)}));
    REQUIRE(session.start(0));
    session.pulse("finish", 12000, 33);
    session.pulse("finish", 14000, 60);
    session.pulse("finish", 40000, 60);
    session.until(50000);
    CHECK(session.run().phase == RunPhase::Ended);
    REQUIRE(session.run().unassigned.size() == 1);
    CHECK(session.run().unassigned[0].at == ms(14000));
}

TEST_CASE("a lost restored edge leaves a split of its first edge, and the next athlete alone",
          "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ken", 52), athlete("Jo", 52, 20)}));
    REQUIRE(session.start(0));
    session.edge("g100", 12900, true);
    session.give(EdgesLost{ms(12930), GateId{"g100"}, 1});
    session.pulse("g100", 32900, 33);
    session.until(40000);
    CHECK(session.splits(0).starts_with("100:12.900000"));
    CHECK(session.entry(0).splits[0].flags.at(0).starts_with("First edge only"));
    CHECK(session.splits(1) == "100:12.900000");
    CHECK(session.run().unassigned.empty());
}

TEST_CASE("a passer-by long before the athlete is due does not take the split", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Sam", 60)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 8500, 60);
    session.pulse("g100", 15000, 36);
    session.until(16000);
    CHECK(session.splits() == "100:15.000000");
    REQUIRE(session.run().unassigned.size() == 1);
    CHECK(session.run().unassigned[0].reason.starts_with("Too early for Sam"));
}

TEST_CASE("a correction long after the end leaves the run ended, and the next one can begin",
          "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Mara", 60)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 14'800, 38);
    session.pulse("g200", 29'200, 38);
    session.pulse("g300", 44'100, 40);
    session.pulse("finish", 60'000, 42);
    session.until(62'000);
    REQUIRE(session.run().phase == RunPhase::Ended);
    Exclude said;
    said.at = ms(300'000);
    said.run = RunId{"r1"};
    said.passage = {GateId{"finish"}, ms(60'000)};
    REQUIRE(session.give(said));
    CHECK(session.run().phase == RunPhase::Ended);
    CHECK(session.entry().standing.status == EntryStatus::Dnf);
    REQUIRE(session.create(400, {athlete("Jo", 60)}, StartKind::Hand, Stagger::None, "r2"));
    CHECK(session.arm(301'000, "r2"));
}

TEST_CASE("a finish that the beam missed is said when the run is ended", "[timing]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Hall", 43.4)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 11'000, 30);
    session.pulse("g200", 21'100, 30);
    session.pulse("g300", 32'000, 30);
    session.until(50'000);
    REQUIRE(session.end(55'000));
    REQUIRE(session.run().warnings.size() == 1);
    CHECK(session.run().warnings[0].code == "unseen_finish");
}
