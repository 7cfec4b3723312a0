// SPDX-License-Identifier: Apache-2.0
#include "hardware/staging.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <catch2/benchmark/catch_benchmark.hpp>
#include <catch2/catch_test_macros.hpp>

#include "hardware/speed_curve.hpp"
#include "protocol/session_log.hpp"

using namespace std::chrono_literals;
using namespace qm;
using namespace qm::hardware;

namespace {

EntryPlan athlete(const std::string& name, Elapsed target, Elapsed delay = {}) {
    EntryPlan plan{AthleteId{name}};
    plan.target = target;
    plan.delay = delay;
    return plan;
}

Scenario two_athletes(std::uint64_t seed = 1) {
    Scenario scenario;
    scenario.seed = seed;
    scenario.run.run = RunId{"r1"};
    scenario.run.distance = Distance::from_mm(400'000);
    scenario.run.entries = {athlete("Ada", 52s), athlete("Bea", 60s)};
    return scenario;
}

std::vector<Edge> edges_of(const Staged& staged) {
    std::vector<Edge> edges;
    for (const auto& input : staged.inputs) {
        if (const auto* edge = std::get_if<Edge>(&input)) edges.push_back(*edge);
    }
    return edges;
}

bool has_leading_edge(const Staged& staged, const std::string& gate, Instant at) {
    const auto edges = edges_of(staged);
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
        return edge.broken && edge.gate.text() == gate && edge.at == at;
    });
}

template <class T>
const T* first_of(const Staged& staged) {
    for (const auto& input : staged.inputs) {
        if (const auto* one = std::get_if<T>(&input)) return one;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("the speed curve has the shares of real 400 m finals", "[unit]") {
    const auto at = [](Sex sex, int metres) {
        return share_of_time(sex, Distance::from_mm(metres * 1000), Distance::from_mm(400'000));
    };
    CHECK(std::abs(at(Sex::Men, 100) - 0.2496) < 0.001);
    CHECK(std::abs(at(Sex::Men, 200) - 0.4801) < 0.001);
    CHECK(std::abs(at(Sex::Men, 300) - 0.7269) < 0.001);
    CHECK(std::abs(at(Sex::Women, 200) - 0.4777) < 0.001);
    CHECK(at(Sex::Men, 400) == 1.0);
    const auto long_run = Distance::from_mm(5'000'000);
    CHECK(share_of_time(Sex::Men, long_run, long_run) == 1.0);
    CHECK(share_of_time(Sex::Men, Distance::from_mm(2'500'000), long_run) < 0.5);
}

TEST_CASE("a clean scenario shows each torso once and nothing else", "[unit]") {
    const auto staged = stage(two_athletes());
    REQUIRE(staged.truth.size() == 2);
    CHECK(edges_of(staged).size() == 2 * 4 * 2);
    CHECK(staged.false_passages.empty());
    for (const auto& entry : staged.truth) {
        CHECK(entry.start == staged.start);
        REQUIRE(entry.points.size() == 4);
        CHECK(entry.points[3].gate.text() == "finish");
        for (const auto& point : entry.points) {
            CHECK(point.sight == Sight::Seen);
            CHECK(has_leading_edge(staged, point.gate.text(), point.torso));
        }
    }
    CHECK(elapsed_between(staged.start, staged.truth[0].points[3].torso) == Elapsed{52s});
    CHECK(elapsed_between(staged.start, staged.truth[1].points[3].torso) == Elapsed{60s});
}

TEST_CASE("a staged run is a session log that reads back the same", "[unit]") {
    auto rng = Rng{11};
    for (int i = 0; i < 50; ++i) {
        const auto staged = stage(random_group(rng));
        INFO("group " << i);
        const auto text = write_session_log(staged.header, staged.inputs);
        const auto log = parse_session_log(text);
        REQUIRE(log.has_value());
        CHECK(log->inputs == staged.inputs);
    }
}

TEST_CASE("the same scenario gives the same edges, another seed others", "[unit]") {
    CHECK(stage(two_athletes(5)).inputs == stage(two_athletes(5)).inputs);
    CHECK(stage(two_athletes(5)).inputs != stage(two_athletes(6)).inputs);
}

TEST_CASE("more dirt leaves the athletes' times as they were", "[unit]") {
    auto dirty = two_athletes(9);
    dirty.dirt.arm_first = 0.8;
    dirty.dirt.false_passages = 0.5;
    dirty.dirt.missed = 0.3;
    const auto clean = stage(two_athletes(9));
    const auto staged = stage(dirty);
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t k = 0; k < 4; ++k) {
            CHECK(staged.truth[i].points[k].torso == clean.truth[i].points[k].torso);
        }
    }
}

TEST_CASE("stretches are bent and the time is kept", "[unit]") {
    auto scenario = two_athletes();
    scenario.performances.resize(2);
    scenario.performances[0].stretches = {1.05, 1.0, 1.0, 0.95};
    scenario.performances[0].time = 50s;
    scenario.performances[1].stops_after = 2;
    const auto staged = stage(scenario);
    const auto plain = stage(two_athletes());
    const auto& points = staged.truth[0].points;
    CHECK(elapsed_between(staged.start, points[3].torso) == Elapsed{50s});
    CHECK(elapsed_between(staged.start, points[0].torso) * 52.0 / 50.0 >
          elapsed_between(plain.start, plain.truth[0].points[0].torso));
    CHECK(staged.truth[1].points.size() == 2);
}

TEST_CASE("a named miss leaves no edge of that athlete at that gate", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.misses = {{AthleteId{"Ada"}, GateId{"g200"}}};
    const auto staged = stage(scenario);
    CHECK(edges_of(staged).size() == 7 * 2);
    CHECK(staged.truth[0].points[1].sight == Sight::Missed);
    CHECK(staged.truth[1].points[1].sight == Sight::Seen);
}

TEST_CASE("a volunteer's pulse is wide and a bird's is short", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.falses = {{GateId{"g300"}, 5s, FalseKind::Volunteer},
                            {GateId{"g300"}, 9s, FalseKind::Bird}};
    const auto staged = stage(scenario);
    REQUIRE(staged.false_passages.size() == 2);
    for (const auto& visitor : staged.false_passages) {
        const auto edges = edges_of(staged);
        const auto from = std::find_if(edges.begin(), edges.end(),
                                       [&](const Edge& e) { return e.at == visitor.at; });
        REQUIRE(from != edges.end());
        const auto width = (from + 1)->at - from->at;
        if (visitor.kind == FalseKind::Bird) CHECK(width <= 12ms);
        if (visitor.kind == FalseKind::Volunteer) CHECK(width >= 156ms);
        if (visitor.kind == FalseKind::Volunteer) CHECK(width <= 350ms);
    }
}

TEST_CASE("two abreast share a pulse where the second one cannot be told", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.abreast = {{AthleteId{"Ada"}, AthleteId{"Bea"}, GateId{"g100"}, 15ms}};
    const auto staged = stage(scenario);
    CHECK(staged.truth[1].points[0].torso - staged.truth[0].points[0].torso == 15ms);
    CHECK(staged.truth[1].points[0].sight == Sight::Merged);
    CHECK(staged.truth[1].points[1].sight == Sight::Seen);
}

TEST_CASE("crossed wires name the other gate in the log, not in the truth", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.crossed = {{GateId{"g100"}, GateId{"g300"}}};
    const auto staged = stage(scenario);
    const auto& point = staged.truth[0].points[0];
    CHECK(point.gate.text() == "g100");
    CHECK(point.sight == Sight::Seen);
    CHECK(has_leading_edge(staged, "g300", point.torso));
    CHECK_FALSE(has_leading_edge(staged, "g100", point.torso));
}

TEST_CASE("a power cut loses edges and says so", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.cuts = {{{20s, 10s}, GateId{"g200"}}};
    auto staged = stage(scenario);
    REQUIRE(first_of<EdgesLost>(staged) != nullptr);
    CHECK(first_of<EdgesLost>(staged)->count == 4);
    CHECK(first_of<EdgesLost>(staged)->at == staged.start + 30s);
    CHECK(staged.truth[0].points[1].sight == Sight::Lost);
    scenario.dirt.cuts[0].gate.reset();
    staged = stage(scenario);
    CHECK(first_of<EdgesLost>(staged) == nullptr);
    REQUIRE(first_of<Restart>(staged) != nullptr);
    CHECK(staged.truth[1].points[1].sight == Sight::Lost);
}

TEST_CASE("sun flicker is many short pulses at its gate while it lasts", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.flickers = {{GateId{"g300"}, {5s, 2s}, 20}};
    const auto edges = edges_of(stage(scenario));
    const auto at_gate = std::count_if(edges.begin(), edges.end(), [](const Edge& edge) {
        return edge.broken && edge.gate.text() == "g300";
    });
    CHECK(at_gate == 40 + 2);
}

TEST_CASE("those at intervals set off over the line, and the waiting walk over it", "[unit]") {
    auto scenario = two_athletes();
    scenario.run.entries[1].delay = 60s;
    scenario.dirt.departures = 1;
    scenario.dirt.milling_per_min = 6;
    const auto staged = stage(scenario);
    std::size_t departures = 0;
    std::size_t milling = 0;
    for (const auto& one : staged.false_passages) {
        CHECK(one.gate.text() == "finish");
        if (one.kind == FalseKind::Departure) ++departures;
        if (one.kind == FalseKind::Milling) ++milling;
        if (one.kind == FalseKind::Milling) CHECK(one.at <= staged.truth[1].start + 1us);
    }
    CHECK(departures == 2);
    CHECK(milling >= 2);
    CHECK(staged.truth[1].start == staged.start + 60s);
}

TEST_CASE("where the gate starts, setting off is in the log and no start line is", "[unit]") {
    auto scenario = two_athletes();
    scenario.run.start = StartKind::Gate;
    scenario.run.entries[1].delay = 15s;
    const auto staged = stage(scenario);
    CHECK(first_of<Start>(staged) == nullptr);
    for (const auto& entry : staged.truth) CHECK(has_leading_edge(staged, "finish", entry.start));
}

TEST_CASE("an athlete comes back through the gate", "[unit]") {
    auto scenario = two_athletes();
    scenario.dirt.doubles = {{{AthleteId{"Ada"}, GateId{"g200"}}, 6s}};
    const auto staged = stage(scenario);
    REQUIRE(staged.false_passages.size() == 1);
    CHECK(staged.false_passages[0].kind == FalseKind::Double);
    CHECK(std::chrono::abs(staged.false_passages[0].at - staged.truth[0].points[1].torso - 6s) <
          1us);
}

TEST_CASE("of a dual gate both beams are broken at the torso's Instant", "[unit]") {
    auto scenario = two_athletes(4);
    scenario.dirt.dual_beams = true;
    scenario.dirt.arm_first = 1;
    const auto staged = stage(scenario);
    const auto edges = edges_of(staged);
    for (const auto& point : staged.truth[0].points) {
        CHECK(point.sight == Sight::Seen);
        CHECK(std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
            return edge.beam == Beam{1} && edge.broken && edge.gate == point.gate &&
                   edge.at <= point.torso && point.torso - edge.at <= 3ms;
        }));
    }
}

TEST_CASE("random groups are as dirty as they say", "[unit]") {
    Rng rng{3};
    int passages = 0;
    int missed = 0;
    int visitors = 0;
    int groups_at_intervals = 0;
    int overtakings = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto scenario = random_group(rng);
        const auto staged = stage(scenario);
        REQUIRE(staged.truth.size() >= 2);
        REQUIRE(staged.truth.size() <= 8);
        groups_at_intervals += scenario.run.entries[1].delay > 0s ? 1 : 0;
        for (const auto& entry : staged.truth) {
            for (const auto& point : entry.points) {
                ++passages;
                missed += point.sight == Sight::Missed ? 1 : 0;
            }
            for (const auto& other : staged.truth) {
                overtakings += entry.points[0].torso < other.points[0].torso &&
                                       entry.points[3].torso > other.points[3].torso
                                   ? 1
                                   : 0;
            }
        }
        for (const auto& one : staged.false_passages) {
            visitors += one.kind == FalseKind::Departure ? 0 : 1;
        }
    }
    const auto share = [passages](int count) { return static_cast<double>(count) / passages; };
    CHECK(std::abs(share(missed) - 0.01) < 0.003);
    CHECK(std::abs(share(visitors) - 0.02) < 0.004);
    CHECK(groups_at_intervals > 400);
    CHECK(groups_at_intervals < 600);
    CHECK(overtakings > 300);
}

TEST_CASE("staging a group of eight is cheap", "[.][bench]") {
    Scenario scenario;
    Rng rng{8};
    while (scenario.run.entries.size() != 8) scenario = random_group(rng);
    BENCHMARK("8 athletes x 400 m") { return stage(scenario); };
}
