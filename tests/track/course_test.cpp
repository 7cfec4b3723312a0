// SPDX-License-Identifier: Apache-2.0
#include "daemon/track/course.hpp"

#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "protocol/race_time.hpp"

using namespace qm;
using Catch::Matchers::WithinAbs;

namespace {

LogHeader four_gates() {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}},
                    {GateId{"g100"}, Distance::from_metres(100)},
                    {GateId{"g200"}, Distance::from_metres(200)},
                    {GateId{"g300"}, Distance::from_metres(300)}};
    return ground;
}

std::string way(double metres) {
    const auto course =
        track::Course::make(four_gates(), Distance::from_metres(metres), Stagger::None);
    std::string text;
    for (const auto& point : course->columns()) {
        text += point.gate.text() + "@" + print_metres(point.at) + " ";
    }
    return text;
}

}  // namespace

TEST_CASE("a run goes through the gates from its own start to the finish line", "[track]") {
    CHECK(way(400) == "g100@100 g200@200 g300@300 finish@400 ");
    CHECK(way(300) == "g200@100 g300@200 finish@300 ");
    CHECK(way(600) == "g300@100 finish@200 g100@300 g200@400 g300@500 finish@600 ");
    CHECK(way(150) == "g300@50 finish@150 ");
    CHECK(way(800) ==
          "g100@100 g200@200 g300@300 finish@400 g100@500 g200@600 g300@700 finish@800 ");
    CHECK(way(1500).starts_with("g200@100 g300@200 finish@300 g100@400 "));
    CHECK(way(1500).ends_with("finish@1500 "));
}

TEST_CASE("a start gate stands where the run starts, if one does", "[track]") {
    const auto start_of = [](double metres) {
        return track::Course::make(four_gates(), Distance::from_metres(metres), Stagger::None)
            ->start_gates();
    };
    CHECK(start_of(400) == std::vector{GateId{"finish"}});
    CHECK(start_of(300) == std::vector{GateId{"g100"}});
    CHECK(start_of(1500) == std::vector{GateId{"g100"}});
    CHECK(start_of(150).empty());
}

TEST_CASE("true distances of a staggered 400 m are those of the geometry table", "[track]") {
    // lane, at 100, at 200, at 300 (domain research C.3, checked against a public track model)
    struct Row {
        int lane;
        double g100, g200, g300;
    };
    const auto row = GENERATE(Row{2, 96.006, 196.481, 299.525}, Row{4, 87.306, 188.816, 298.490},
                              Row{7, 74.255, 177.318, 296.937}, Row{8, 69.90, 173.49, 296.42});
    const auto course = track::Course::make(four_gates(), Distance::from_metres(400), Stagger::One);
    const auto points = course->points(Lane{static_cast<std::uint8_t>(row.lane)});
    CHECK_THAT(points[0].at.metres(), WithinAbs(row.g100, 0.01));
    CHECK_THAT(points[1].at.metres(), WithinAbs(row.g200, 0.01));
    CHECK_THAT(points[2].at.metres(), WithinAbs(row.g300, 0.01));
    CHECK_THAT(points[3].at.metres(), WithinAbs(400, 0.001));
}

TEST_CASE("without a stagger lane 8 runs 453 m, at a break it comes out at the distance",
          "[track]") {
    const auto none = track::Course::make(four_gates(), Distance::from_metres(400), Stagger::None);
    CHECK_THAT(none->points(Lane{8})[0].at.metres(), WithinAbs(122.93, 0.01));
    CHECK_THAT(none->points(Lane{8})[3].at.metres(), WithinAbs(453.03, 0.01));
    const auto broken =
        track::Course::make(four_gates(), Distance::from_metres(800), Stagger::Break);
    CHECK_THAT(broken->points(Lane{8})[7].at.metres(), WithinAbs(800, 0.001));
    // 800 m stagger of lane 8 is 26.94 m: at the 100 m line that lane still lacks the bend to come.
    CHECK_THAT(broken->points(Lane{8})[0].at.metres(), WithinAbs(100 - 0.4242 * 8.44 - 0.42, 0.02));
}

TEST_CASE("an athlete meets the gate whose beam sees the lane", "[track]") {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}},
                    {GateId{"a"}, Distance::from_metres(100), {Lane{1}, Lane{2}}},
                    {GateId{"b"}, Distance::from_metres(100), {Lane{3}}}};
    const auto course = track::Course::make(ground, Distance::from_metres(400), Stagger::One);
    CHECK(course->points(Lane{2})[0].gate == GateId{"a"});
    CHECK(course->points(Lane{3})[0].gate == GateId{"b"});
    CHECK(course->columns().size() == 2);
}

TEST_CASE("a gate that cannot see the lane is no point of the athlete's course", "[track]") {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}},
                    {GateId{"a"}, Distance::from_metres(100), {Lane{1}, Lane{2}}},
                    {GateId{"b"}, Distance::from_metres(200), {Lane{3}}},
                    {GateId{"c"}, Distance::from_metres(300)}};
    const auto course = track::Course::make(ground, Distance::from_metres(400), Stagger::One);
    const auto gates_of = [&](int lane) {
        std::string text;
        for (const auto& point : course->points(Lane{static_cast<std::uint8_t>(lane)})) {
            text += point.gate.text() + " ";
        }
        return text;
    };
    CHECK(gates_of(1) == "a c finish ");
    CHECK(gates_of(3) == "b c finish ");
    CHECK(gates_of(8) == "c finish ");
    CHECK(course->columns().size() == 4);
}

TEST_CASE("the whole distance is known in a lane that the finish gate does not see", "[track]") {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}, {Lane{1}}}};
    const auto staggered = track::Course::make(ground, Distance::from_metres(400), Stagger::One);
    CHECK(staggered->points(Lane{8}).empty());
    CHECK(staggered->total(Lane{8}) == Distance::from_metres(400));
    const auto from_one_line =
        track::Course::make(ground, Distance::from_metres(400), Stagger::None);
    CHECK_THAT(from_one_line->total(Lane{8}).metres(), WithinAbs(453.03, 0.01));
}

TEST_CASE("a gate behind a lane's own staggered start is not passed by that lane", "[track]") {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}}, {GateId{"g30"}, Distance::from_metres(30)}};
    const auto course = track::Course::make(ground, Distance::from_metres(400), Stagger::One);
    CHECK(course->points(Lane{2}).front().gate == GateId{"g30"});
    CHECK(course->points(Lane{8}).front().gate == GateId{"finish"});
    // Without a stagger every lane passes it.
    const auto level = track::Course::make(ground, Distance::from_metres(400), Stagger::None);
    CHECK(level->points(Lane{8}).front().gate == GateId{"g30"});
}

TEST_CASE("a gun and a starting block are no gates of a course", "[track]") {
    auto ground = four_gates();
    ground.gates.push_back({GateId{"gun"}, Distance{}, {}, GateRole::Gun});
    ground.gates.push_back({GateId{"block4"}, Distance{}, {Lane{4}}, GateRole::Block});
    const auto course = track::Course::make(ground, Distance::from_metres(400), Stagger::One);
    CHECK(course->columns().size() == 4);
    CHECK(course->points(Lane{4}).size() == 4);
    CHECK(course->start_gates() == std::vector{GateId{"finish"}});
}

TEST_CASE("a distance that cannot be run is refused by name", "[track]") {
    const auto course = track::Course::make(four_gates(), Distance::from_metres(5), Stagger::None);
    REQUIRE(course.has_error());
    CHECK(course.error().field == "distance_m");
}
