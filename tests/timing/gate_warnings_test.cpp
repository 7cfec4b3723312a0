// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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

std::vector<Warning> warnings(const Session& session, const std::string& code) {
    std::vector<Warning> all;
    for (const auto& one : session.run().warnings) {
        if (one.code == code) all.push_back(one);
    }
    return all;
}

bool says(const Session& session, const std::string& code, const std::string& words) {
    const auto all = warnings(session, code);
    return std::any_of(all.begin(), all.end(), [&](const Warning& one) {
        return one.sentence.find(words) != std::string::npos;
    });
}

struct Pass {
    double at;  ///< ms
    std::string gate;
};

/// A lap of so many seconds, begun at `from` seconds, with a gate's name for each 100 m.
void add_lap(std::vector<Pass>& all, double seconds, const std::vector<std::string>& gates,
             double from = 0) {
    const std::vector<double> shares{0.247, 0.48, 0.727, 1};
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (!gates[i].empty()) all.push_back({1000 * (from + seconds * shares[i]), gates[i]});
    }
}

void run(Session& session, std::vector<Pass> all) {
    std::sort(all.begin(), all.end(), [](const Pass& a, const Pass& b) { return a.at < b.at; });
    for (const auto& one : all) session.pulse(one.gate, one.at, 34);
    session.until(all.back().at + 3'000);
}

const std::vector<std::string> kRight{"g100", "g200", "g300", "finish"};

/// Ada, Bea and Cyd run what they mean to.
Session three(const std::vector<std::string>& gates) {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 66), athlete("Cyd", 72)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    for (const double seconds : {60.0, 66.0, 72.0}) add_lap(all, seconds, gates);
    run(session, all);
    return session;
}

Session alone(const std::vector<std::string>& gates, double seconds = 60) {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    add_lap(all, seconds, gates);
    run(session, all);
    return session;
}

/// Two who mean to run 60 and 62 s take longer, or were started early.
Session two(double ada, double bea, double shift) {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 62)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    add_lap(all, ada, kRight, shift);
    add_lap(all, bea, kRight, shift);
    run(session, all);
    return session;
}

}  // namespace

TEST_CASE("no gate is accused because athletes are slower than their targets", "[timing][gates]") {
    for (const double seconds : {95.0, 120.0}) {
        auto session = two(seconds, seconds + 2, 0);
        REQUIRE(session.end(400'000));
        CHECK(session.run().warnings.empty());
    }
}

TEST_CASE("no gate is accused when the start was given much too early or too late",
          "[timing][gates]") {
    for (const double shift : {13.0, 14.5, 16.0, 28.8, -10.0}) {
        INFO("shift " << shift);
        auto session = two(60, 62.5, shift);
        CHECK(warnings(session, "crossed_wires").empty());
        CHECK(warnings(session, "silent_gate").empty());
    }
}

TEST_CASE("a start half a lap late is no crossed wires in a run of many laps", "[timing][gates]") {
    Session session;
    REQUIRE(session.create(1600, {athlete("Ada", 260)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    for (int i = 1; i <= 16; ++i) {
        all.push_back({16'250.0 * i + 32'500, kRight[static_cast<std::size_t>((i - 1) % 4)]});
    }
    run(session, all);
    CHECK(warnings(session, "crossed_wires").empty());
    CHECK(warnings(session, "silent_gate").empty());
}

TEST_CASE("a gate that saw one of several is not accused", "[timing][gates]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 66), athlete("Cyd", 72)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    add_lap(all, 60, {"", "g200", "g300", "finish"});
    add_lap(all, 66, {"", "g200", "g300", "finish"});
    add_lap(all, 72, kRight);
    run(session, all);
    CHECK(session.run().warnings.empty());
}

TEST_CASE("crossed wires take fits in both directions, and then one athlete is enough",
          "[timing][gates]") {
    auto session = alone({"g300", "g200", "g100", "finish"});
    REQUIRE(session.run().warnings.size() == 1);
    CHECK(session.run().warnings[0].code == "crossed_wires");
    CHECK(session.run().warnings[0].sentence ==
          "g100 saw nobody, and g300 was passed just when Ada was due at g100: the two have each "
          "other's wires. Swap the plugs; until then the splits at both are estimated.");
    auto once = alone({"g300", "g200", "", "finish"});  // a bystander, perhaps
    CHECK(warnings(once, "crossed_wires").empty());
}

TEST_CASE("athletes at intervals show crossed wires too", "[timing][gates]") {
    Session session;
    REQUIRE(session.create(400, {athlete("Ada", 60), athlete("Bea", 66, 30)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    add_lap(all, 60, {"g300", "g200", "g100", "finish"});
    add_lap(all, 66, {"g300", "g200", "g100", "finish"}, 30);
    run(session, all);
    CHECK(warnings(session, "crossed_wires").size() == 1);
}

TEST_CASE("crossed wires are found for every pair of gates, with and without the finish",
          "[timing][gates]") {
    for (std::size_t one = 0; one < kRight.size(); ++one) {
        for (std::size_t other = one + 1; other < kRight.size(); ++other) {
            auto gates = kRight;
            std::swap(gates[one], gates[other]);
            INFO(kRight[one] << " and " << kRight[other]);
            for (const bool one_alone : {false, true}) {
                auto session = one_alone ? alone(gates) : three(gates);
                REQUIRE(session.end(300'000));
                REQUIRE(warnings(session, "crossed_wires").size() == 1);
                CHECK(says(session, "crossed_wires", "no finish is known") == (other == 3));
                CHECK(says(session, "crossed_wires", "are estimated") == (other != 3));
                CHECK(warnings(session, "silent_gate").empty());
                CHECK_FALSE(says(session, "unseen_finish", "did not finish"));
            }
        }
    }
}

TEST_CASE("where the finish has another gate's wires the passage there is named",
          "[timing][gates]") {
    auto session = alone({"finish", "g200", "g300", "g100"});
    REQUIRE(session.end(300'000));
    CHECK(says(session, "unseen_finish",
               "finish saw nothing of Ada, but g100, which has its wires, was passed at 1:00.00, "
               "just when Ada was due at the finish: add that time."));
    auto said = now<Add>(310'000);
    said.athlete = AthleteId{"Ada"};
    said.point = 3;
    said.time = Elapsed{60'000'000};
    REQUIRE(session.give(said));
    CHECK(warnings(session, "finish_known").size() == 1);
}

TEST_CASE("one athlete alone makes a gate silent at two gate lines in a row or on two laps",
          "[timing][gates]") {
    CHECK(warnings(alone({"", "g200", "g300", "finish"}), "silent_gate").empty());
    CHECK(warnings(alone({"g100", "", "", "finish"}), "silent_gate").size() == 2);
    Session session;
    REQUIRE(session.create(800, {athlete("Ada", 130)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    for (int i = 1; i <= 8; ++i) {
        if (i % 4 != 1) {
            all.push_back({16'250.0 * i, kRight[static_cast<std::size_t>((i - 1) % 4)]});
        }
    }
    run(session, all);
    REQUIRE(session.run().warnings.size() == 1);
    CHECK(says(session, "silent_gate", "g100 has seen nothing of Ada: the gate is at fault"));
}

TEST_CASE("a finish that saw none of those due there is accused when the run ends",
          "[timing][gates]") {
    auto session = three({"g100", "g200", "g300", ""});
    CHECK(session.run().warnings.empty());
    REQUIRE(session.end(300'000));
    CHECK(says(session, "silent_gate", "finish has seen none of Ada, Bea, Cyd"));
    CHECK(warnings(session, "unseen_finish").size() == 3);
    CHECK_FALSE(says(session, "unseen_finish", "did not finish"));
}

TEST_CASE(
    "a gate that was accused and sees somebody after all is cleared once, and may be accused "
    "again",
    "[timing][gates]") {
    Session session;
    REQUIRE(session.create(800, {athlete("Ada", 120), athlete("Bea", 140)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    for (const double lap : {60.0, 70.0}) {
        for (int i = 1; i <= 8; ++i) {
            if (i != 1)
                all.push_back({lap * 250 * i, kRight[static_cast<std::size_t>((i - 1) % 4)]});
        }
    }
    run(session, all);
    REQUIRE(session.run().warnings.size() == 2);
    CHECK(session.run().warnings[0].code == "silent_gate");
    CHECK(session.run().warnings[1].code == "gate_cleared");
    CHECK(session.run().warnings[1].sentence ==
          "g100 has seen Ada after all: look no further for its beam.");
}

TEST_CASE("plugs put right during the run clear the wires", "[timing][gates]") {
    Session session;
    REQUIRE(session.create(1200, {athlete("Ada", 180), athlete("Bea", 210)}));
    REQUIRE(session.start(0));
    std::vector<Pass> all;
    const std::vector<std::string> wrong{"g300", "g200", "g100", "finish"};
    for (const double lap : {60.0, 70.0}) {
        for (int i = 1; i <= 12; ++i) {
            all.push_back(
                {lap * 250 * i, (i <= 4 ? wrong : kRight)[static_cast<std::size_t>((i - 1) % 4)]});
        }
    }
    run(session, all);
    CHECK(warnings(session, "crossed_wires").size() == 1);
    REQUIRE(warnings(session, "gate_cleared").size() == 1);
    CHECK(says(session, "gate_cleared",
               "g100 has seen Ada after all: look no further for its wires."));
}

TEST_CASE(
    "an unseen finish is not said of whom a person saw finish, and taken back when said since",
    "[timing][gates]") {
    auto tap = now<Tap>(60'150);
    tap.athlete = AthleteId{"Ada"};
    auto before = alone({"g100", "g200", "g300", ""});
    tap.at = ms(60'300);
    REQUIRE(before.give(tap));
    REQUIRE(before.end(300'000));
    CHECK(before.run().warnings.empty());

    auto after = alone({"g100", "g200", "g300", ""});
    REQUIRE(after.end(300'000));
    REQUIRE(warnings(after, "unseen_finish").size() == 1);
    auto said = now<Add>(310'000);
    said.athlete = AthleteId{"Ada"};
    said.point = 3;
    said.time = Elapsed{60'100'000};
    REQUIRE(after.give(said));
    REQUIRE(warnings(after, "finish_known").size() == 1);
    CHECK(warnings(after, "finish_known")[0].sentence ==
          "Ada's finish is known after all, 1:00.10: nothing is left to add.");
    REQUIRE(after.give(now<Undo>(320'000)));
    CHECK(warnings(after, "finish_known").size() == 1);
}
