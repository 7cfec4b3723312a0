// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "daemon/track/course.hpp"
#include "daemon/track/lanes.hpp"
#include "tests/track/table.hpp"

using namespace qm;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double kPi = std::numbers::pi;

std::vector<test::Row> geometry() {
    return test::read_table(QM_SOURCE_DIR "/tests/track/lane_geometry_400m_track.csv");
}

Lane lane_of(const test::Row& row) {
    return Lane{static_cast<std::uint8_t>(std::stoi(row.at("lane")))};
}

/// The true distance in this lane where lane 1 has run `run`.
double truly(const TrackShape& shape, double distance, Stagger stagger, Lane lane, double run) {
    LogHeader ground;
    ground.track = shape;
    const auto course = track::Course::make(ground, Distance::from_metres(distance), stagger);
    return course->true_distance(lane, Distance::from_metres(run)).metres();
}

/// The same by walking the lane on the plan of the track in small steps: the lane's own length from one
/// place to another, each told along lane 1.
class Walk {
public:
    Walk(double straight, double lane1_radius, double lane_radius)
        : straight_(straight), lane1_(lane1_radius), lane_(lane_radius) {}

    [[nodiscard]] double length(double from, double to) const {
        const int steps = static_cast<int>(std::ceil((to - from) / 0.05));
        double walked = 0;
        for (int i = 0; i < steps; ++i) {
            const double a = from + (to - from) * i / steps;
            const double b = from + (to - from) * (i + 1) / steps;
            walked += std::hypot(x(b) - x(a), y(b) - y(a));
        }
        return walked;
    }

private:
    [[nodiscard]] double place(double along) const {
        return std::fmod(along, 2 * straight_ + 2 * kPi * lane1_);
    }
    /// The finish line is at the right end of the lower straight; bend 1 turns up and back.
    [[nodiscard]] double x(double along) const {
        const double at = place(along);
        const double bend = kPi * lane1_;
        if (at < bend) return straight_ / 2 + lane_ * std::sin(at / lane1_);
        if (at < bend + straight_) return straight_ / 2 - (at - bend);
        if (at < 2 * bend + straight_) {
            return -straight_ / 2 - lane_ * std::sin((at - bend - straight_) / lane1_);
        }
        return -straight_ / 2 + (at - 2 * bend - straight_);
    }
    [[nodiscard]] double y(double along) const {
        const double at = place(along);
        const double bend = kPi * lane1_;
        if (at < bend) return -lane_ * std::cos(at / lane1_);
        if (at < bend + straight_) return lane_;
        if (at < 2 * bend + straight_) return lane_ * std::cos((at - bend - straight_) / lane1_);
        return -lane_;
    }
    double straight_, lane1_, lane_;
};

struct Oval {
    const char* name;
    double straight, radius, width;
    bool kerb;

    [[nodiscard]] double lane1() const { return radius + (kerb ? 0.30 : 0.20); }
    [[nodiscard]] double lane_n(int lane) const {
        return lane == 1 ? lane1() : radius + width * (lane - 1) + 0.20;
    }
    [[nodiscard]] double lap() const { return 2 * straight + 2 * kPi * lane1(); }
    [[nodiscard]] TrackShape shape() const {
        TrackShape shape;
        shape.straight = Distance::from_metres(straight);
        shape.radius = Distance::from_metres(radius);
        shape.lane_width = Distance::from_metres(width);
        shape.lap = Distance::from_metres(lap());
        shape.kerb = kerb;
        return shape;
    }
};

const std::vector<Oval> kOvals{{"standard", 84.39, 36.50, 1.22, true},
                               {"standard without a kerb", 84.39, 36.50, 1.22, false},
                               {"long straights", 98.52, 32.00, 1.25, true},
                               {"round", 79.996, 37.898, 1.22, true},
                               {"indoor 200 m", 44.99, 17.20, 0.90, true},
                               {"indoor 160 m without a kerb", 38.0, 13.17, 1.00, false}};

}  // namespace

TEST_CASE("every lane's distances of the standard track are those of the table to a centimetre",
          "[track]") {
    const TrackShape standard;
    const auto rows = geometry();
    REQUIRE(rows.size() == 9);
    struct Column {
        const char* name;
        double distance;
        Stagger stagger;
        double run;  ///< where, along lane 1 from its start
    };
    const std::vector<Column> columns{
        {"run400_at_gate_100line", 400, Stagger::One, 100},
        {"run400_at_end_of_bend1", 400, Stagger::One, 115.611},
        {"run400_at_gate_200line", 400, Stagger::One, 200},
        {"run400_at_gate_300line", 400, Stagger::One, 300},
        {"run400_at_start_of_home_straight", 400, Stagger::One, 315.611},
        {"run400_at_finish", 400, Stagger::One, 400},
        {"nostagger_at_gate_100line", 400, Stagger::None, 100},
        {"nostagger_at_gate_200line", 400, Stagger::None, 200},
        {"nostagger_at_gate_300line", 400, Stagger::None, 300},
        {"nostagger_at_finish", 400, Stagger::None, 400},
        {"run200_at_gate_300line", 200, Stagger::One, 100}};
    for (const auto& row : rows) {
        for (const auto& column : columns) {
            INFO("lane " << row.at("lane") << ", " << column.name);
            CHECK_THAT(truly(standard, column.distance, column.stagger, lane_of(row), column.run),
                       WithinAbs(test::number(row, column.name), 0.01));
        }
    }
}

TEST_CASE("the staggers of the standard track are those of the table to a centimetre", "[track]") {
    const TrackShape standard;
    for (const auto& row : geometry()) {
        INFO("lane " << row.at("lane"));
        const auto stagger = [&](double distance, Stagger kind) {
            return -truly(standard, distance, kind, lane_of(row), 0);
        };
        CHECK_THAT(stagger(400, Stagger::One), WithinAbs(test::number(row, "stagger_400_m"), 0.01));
        CHECK_THAT(stagger(200, Stagger::One), WithinAbs(test::number(row, "stagger_200_m"), 0.01));
        CHECK_THAT(stagger(800, Stagger::Break),
                   WithinAbs(test::number(row, "stagger_800_m"), 0.01));
    }
}

TEST_CASE("on tracks of any shape the distance is what the lane measures when walked", "[track]") {
    const auto oval = GENERATE(from_range(kOvals));
    INFO(oval.name);
    const auto shape = oval.shape();
    for (const int number : {2, 4, 6}) {
        const Lane lane{static_cast<std::uint8_t>(number)};
        const Walk walk{oval.straight, oval.lane1(), oval.lane_n(number)};
        const double lap = shape.lap.metres();
        for (const double distance : {lap / 2, 0.75 * lap, lap, 1.5 * lap, 4 * lap}) {
            const double start = std::fmod(5 * lap - distance, lap);
            for (double run = 0.05 * lap; run <= distance; run += 0.17 * lap) {
                INFO("lane " << number << ", " << run << " of " << distance);
                CHECK_THAT(truly(shape, distance, Stagger::None, lane, run),
                           WithinAbs(walk.length(start, start + run), 0.01));
                CHECK_THAT(truly(shape, distance, Stagger::One, lane, run),
                           WithinAbs(distance - walk.length(start + run, start + distance), 0.01));
            }
        }
    }
}

TEST_CASE("from the break line a lane goes straight over to lane 1 along the back straight",
          "[track]") {
    const auto oval = GENERATE(from_range(kOvals));
    INFO(oval.name);
    const auto shape = oval.shape();
    const double distance = 2 * shape.lap.metres();
    const double line = kPi * oval.lane1();
    for (const int number : {2, 5}) {
        const Lane lane{static_cast<std::uint8_t>(number)};
        const double out = oval.lane_n(number) - oval.lane1();
        const double over = std::hypot(oval.straight, out);
        const auto at = [&](double run) {
            return truly(shape, distance, Stagger::Break, lane, run);
        };
        // From the end of the straight the way is lane 1's; before it, what the lane itself still has to go.
        const double level = line + oval.straight;
        CHECK_THAT(at(level), WithinAbs(level, 0.01));
        CHECK_THAT(at(distance), WithinAbs(distance, 0.002));
        CHECK_THAT(at(line + oval.straight / 2), WithinAbs(level - over / 2, 0.01));
        CHECK_THAT(at(line), WithinAbs(level - over, 0.01));
        CHECK_THAT(at(line / 2), WithinAbs(level - over - kPi * oval.lane_n(number) / 2, 0.01));
    }
}

TEST_CASE("a run with a break that ends before the break line is run in lanes", "[track]") {
    const TrackShape standard;
    CHECK_THAT(truly(standard, 200, Stagger::Break, Lane{8}, 200), WithinAbs(200, 0.001));
    CHECK_THAT(truly(standard, 200, Stagger::Break, Lane{8}, 100), WithinAbs(96.42, 0.01));
}

TEST_CASE("laps in lane 8 add up from 200 m to 10,000 m", "[track]") {
    const TrackShape standard;
    const Lane lane{8};
    const auto distance =
        GENERATE(200.0, 400.0, 600.0, 800.0, 1000.0, 1500.0, 3000.0, 5000.0, 10'000.0);
    CHECK_THAT(truly(standard, distance, Stagger::One, lane, distance), WithinAbs(distance, 0.001));
    // 2 pi times 8.44 m a lap; a half lap and the 1500 m's three quarters turn as much as they hold of bends.
    const double turns = 2 * kPi * std::floor(distance / 400);
    const double rest = std::fmod(distance, 400);
    const double bends = rest == 300 ? 2 * kPi - 100 / 36.80 : rest == 200 ? kPi : 0;
    CHECK_THAT(truly(standard, distance, Stagger::None, lane, distance),
               WithinAbs(distance + 8.44 * (turns + bends), 0.01));
}

TEST_CASE("further out never runs less from one line, never more from a stagger, and always onward",
          "[track]") {
    const auto oval = GENERATE(from_range(kOvals));
    INFO(oval.name);
    const auto shape = oval.shape();
    const double lap = shape.lap.metres();
    for (const auto stagger : {Stagger::None, Stagger::One, Stagger::Break}) {
        for (int number = 1; number <= 9; ++number) {
            double before = -1e9;
            for (double run = 0; run <= 2 * lap; run += 3.1) {
                const double here =
                    truly(shape, 2 * lap, stagger, Lane{static_cast<std::uint8_t>(number)}, run);
                REQUIRE(here > before);
                if (stagger == Stagger::None) REQUIRE(here >= run - 1e-9);
                if (stagger != Stagger::None) REQUIRE(here <= run + 0.002);
                before = here;
            }
        }
    }
}
