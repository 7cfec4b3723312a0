// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

const RunId kRun{"r1"};

PassageRef at(const std::string& gate, double t) { return {GateId{gate}, ms(t)}; }

Assign assign(double now, const std::string& athlete, const PassageRef& passage) {
    Assign said;
    said.at = ms(now);
    said.run = kRun;
    said.passage = passage;
    said.athlete = AthleteId{athlete};
    return said;
}

bool has_warning(const Session& session, const std::string& code) {
    for (const auto& one : session.run().warnings) {
        if (one.code == code) return true;
    }
    return false;
}

LogHeader with_gun_and_blocks() {
    auto ground = four_gates();
    ground.gates.push_back({GateId{"gun"}, Distance{}, {}, GateRole::Gun});
    ground.gates.push_back({GateId{"block3"}, Distance{}, {Lane{3}}, GateRole::Block});
    return ground;
}

}  // namespace

TEST_CASE("athletes with equal targets are doubtful at the first gate and say so",
          "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 56), athlete("Bea", 56)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13800, 36);
    session.pulse("g100", 14200, 36);
    session.until(15000);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto& split = session.entry(i).splits.at(0);
        CHECK(split.certainty < 0.6);
        CHECK(split.runner_up.has_value());
        CHECK(split.flags.at(0).starts_with("Doubtful: "));
    }
}

TEST_CASE("once a person has said who is who, two with equal targets are kept apart",
          "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 56), athlete("Bea", 56)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13500, 36);
    session.pulse("g100", 14300, 36);
    REQUIRE(session.give(assign(15000, "Bea", at("g100", 13500))));
    CHECK(session.splits(1) == "100:13.500000");
    CHECK(session.splits(0) == "100:14.300000");
    CHECK(session.entry(1).splits[0].confirmed);
    session.pulse("g200", 26300, 36);
    session.pulse("g200", 27900, 36);
    session.until(28500);
    CHECK(session.splits(1) == "100:13.500000 200:26.300000");
    CHECK(session.entry(1).splits[1].certainty > 0.9);
}

TEST_CASE("what comes later tells two apart whom the first gate could not", "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 54), athlete("Bea", 56)}));
    REQUIRE(session.start(0));
    // Bea leads at first; from there Ann's pace is Ann's and Bea's is Bea's.
    session.pulse("g100", 13450, 36);
    session.pulse("g100", 13700, 36);
    session.until(14000);
    const double before = session.entry(0).splits.at(0).certainty;
    session.pulse("g200", 25950, 34);
    session.pulse("g200", 26850, 36);
    session.pulse("g300", 39200, 34);
    session.pulse("g300", 40750, 36);
    session.until(42000);
    CHECK(session.entry(0).splits.back().time == Elapsed{39'200'000});
    CHECK(session.entry(0).splits.at(0).certainty != before);
}

TEST_CASE("two athletes in one pulse both get a split, the second marked", "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 54), athlete("Bea", 54.4)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13400, 74);
    session.until(14000);
    REQUIRE(session.entry(0).splits.size() == 1);
    REQUIRE(session.entry(1).splits.size() == 1);
    const auto& one = session.entry(0).splits[0];
    const auto& other = session.entry(1).splits[0];
    CHECK(one.passage == other.passage);
    CHECK(one.time != other.time);
    const auto& second = *one.time > *other.time ? one : other;
    CHECK(second.plus_minus > Elapsed{25'000});
}

TEST_CASE("a gate that sees none of several is reported once, as the gate's fault",
          "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50), athlete("Bea", 56), athlete("Cleo", 62)}));
    REQUIRE(session.start(0));
    session.pulse("g200", 24000, 34);
    session.pulse("g200", 26900, 36);
    session.pulse("g200", 29800, 38);
    session.until(33000);
    CHECK(has_warning(session, "silent_gate"));
    CHECK(session.entry(2).splits.at(0).kind == SplitKind::Estimated);
    CHECK(session.run().warnings.size() == 1);
}

TEST_CASE("gates with each other's wires are found out, and that is said instead",
          "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 54), athlete("Bea", 60), athlete("Cleo", 66)}));
    REQUIRE(session.start(0));
    for (const double t : {13'340.0, 14'820.0, 16'300.0}) session.pulse("g300", t, 34);
    for (const double t : {25'920.0, 28'800.0, 31'680.0}) session.pulse("g200", t, 34);
    for (const double t : {39'260.0, 43'620.0, 47'980.0}) session.pulse("g100", t, 34);
    for (const double t : {54'000.0, 60'000.0, 66'000.0}) session.pulse("finish", t, 34);
    session.until(70'000);
    REQUIRE(session.run().warnings.size() == 1);
    CHECK(session.run().warnings[0].code == "crossed_wires");
    CHECK(session.run().warnings[0].sentence ==
          "g100 saw nobody, and g300 was passed just when Ann, Bea, Cleo were due at g100: the two "
          "have each other's wires. Swap the plugs; until then the splits at both are estimated.");
}

TEST_CASE("a gun's edge starts the run that is armed for it", "[timing][starts]") {
    Session session{with_gun_and_blocks()};
    REQUIRE(session.create(400, {athlete("Ann", 50)}, StartKind::Gun));
    session.pulse("gun", 500, 20);
    CHECK(session.run().phase == RunPhase::Created);
    REQUIRE(session.arm(1000));
    session.pulse("gun", 5000, 20);
    CHECK(session.run().phase == RunPhase::Running);
    CHECK(session.run().started == ms(5000));
    session.pulse("gun", 6000, 20);
    CHECK(session.run().started == ms(5000));
}

TEST_CASE("a starting block gives the reaction time, and a false start is told",
          "[timing][starts]") {
    Session session{with_gun_and_blocks()};
    auto ann = athlete("Ann", 50);
    ann.lane = Lane{3};
    REQUIRE(session.create(400, {ann}, StartKind::Gun, Stagger::One));
    REQUIRE(session.arm(1000));
    session.pulse("gun", 5000, 20);
    session.edge("block3", 5082, true);
    CHECK(session.entry().standing.reaction == Elapsed{82'000});
    CHECK(has_warning(session, "false_start"));

    Recall recall;
    recall.at = ms(7000);
    recall.run = kRun;
    REQUIRE(session.give(recall));
    CHECK(session.run().phase == RunPhase::Armed);
    session.pulse("gun", 20'000, 20);
    session.edge("block3", 20'164, true);
    CHECK(session.entry().standing.reaction == Elapsed{164'000});
    CHECK(session.run().warnings.size() == 1);
}

TEST_CASE("a start that was missed is worked out from the first gate", "[timing][starts]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50)}));
    REQUIRE(session.arm(1000));
    session.pulse("g100", 17'430, 33);
    session.until(18'000);
    CHECK(session.splits().empty());
    SetStart said;
    said.at = ms(18'500);
    said.run = kRun;
    REQUIRE(session.give(said));
    CHECK(session.run().phase == RunPhase::Running);
    REQUIRE(session.entry().splits.size() == 1);
    CHECK(session.entry().splits[0].plus_minus > Elapsed{200'000});
    CHECK(session.run().acts.at(0).what.find("worked out from 1 passage") != std::string::npos);
}

TEST_CASE("a start that was late is moved, and every time moves with it", "[timing][starts]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 50)}));
    REQUIRE(session.start(5000));
    session.pulse("g100", 17'500, 33);
    SetStart said;
    said.at = ms(18'500);
    said.run = kRun;
    said.start = ms(4600);
    REQUIRE(session.give(said));
    CHECK(session.splits() == "100:12.900000");
    Undo undo;
    undo.at = ms(19'000);
    undo.run = kRun;
    REQUIRE(session.give(undo));
    CHECK(session.splits() == "100:12.500000");
    CHECK(session.run().acts.at(0).undone);
}

TEST_CASE("a crowd that nobody can tell apart is said to be one, once", "[timing][group]") {
    Session session;
    std::vector<EntryPlan> crowd;
    for (int i = 0; i < 12; ++i) crowd.push_back(athlete("Athlete " + std::to_string(i), 60));
    REQUIRE(session.create(400, crowd));
    REQUIRE(session.start(0));
    const std::array gates{"g100", "g200", "g300", "finish"};
    for (int k = 0; k < 4; ++k) {
        for (int i = 0; i < 12; ++i) {
            session.pulse(gates.at(static_cast<std::size_t>(k)), 15'000 * (k + 1) + 150 * i, 36);
        }
        session.until(15'000 * (k + 1) + 5'000);
    }
    const auto& warnings = session.run().warnings;
    CHECK(std::count_if(warnings.begin(), warnings.end(),
                        [](const Warning& one) { return one.code == "crowded"; }) == 1);
}

TEST_CASE("a pulse too long for two is not timed from its end", "[timing][group]") {
    for (const double width : {150.0, 300.0, 600.0, 1500.0}) {
        CAPTURE(width);
        Session session;
        REQUIRE(session.create(400, {athlete("Ada", 60)}));
        REQUIRE(session.start(0));
        session.pulse("g100", 14'400, 38);
        session.pulse("g200", 29'000, width);
        session.pulse("g300", 44'100, 38);
        session.pulse("finish", 60'000, 40);
        session.until(62'000);
        const auto& split = session.entry().splits.at(1);
        if (split.kind == SplitKind::Measured) CHECK(*split.time == Elapsed{29'000'000});
        CHECK(session.entry().splits.at(2).kind == SplitKind::Measured);
        CHECK(session.entry().standing.official == "1:00.00");
    }
}

TEST_CASE("whoever says whose a pulse of two is does not take the other's split away",
          "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ann", 54), athlete("Bea", 54.4)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 13'400, 74);
    session.until(14'000);
    for (const auto* name : {"Ann", "Bea"}) {
        const bool taken = session.give(assign(15'000, name, at("g100", 13'400)));
        INFO((session.refusal() ? session.refusal()->sentence : ""));
        REQUIRE(taken);
        for (std::size_t i = 0; i < 2; ++i) {
            REQUIRE(session.entry(i).splits.size() == 1);
            CHECK(session.entry(i).splits[0].kind == SplitKind::Measured);
        }
    }
}

TEST_CASE("an athlete alone on the track who is much slower than planned keeps all splits",
          "[timing][group]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60)}));
    REQUIRE(session.start(0));
    session.pulse("g100", 25'000, 75);
    session.pulse("g200", 55'000, 80);
    session.pulse("g300", 90'000, 90);
    session.pulse("finish", 130'000, 100);
    session.until(140'000);
    CHECK(session.splits() == "100:25.000000 200:55.000000 300:1:30.000000 400:2:10.000000");
    CHECK(session.entry().standing.status == EntryStatus::Finished);
}
