// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "gui/model/chart.hpp"
#include "gui/model/status.hpp"
#include "gui/model/track.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

using Catch::Approx;

namespace {

RunState running(const std::string& id, std::vector<EntryState> entries) {
    auto run = make_run(id, std::move(entries));
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    return run;
}

}  // namespace

TEST_CASE("the chart's line goes from the start through the splits", "[chart]") {
    auto entry = make_entry("Mara Okafor", cs(5800));
    entry.splits.push_back(make_split(0, cs(1478), cs(28)));
    entry.splits.push_back(make_split(1, cs(2942), cs(42)));
    entry.standing.predicted = cs(5860);
    entry.standing.predicted_pm = cs(50);
    auto before = running("r0", {entry});
    const auto chart = chart_view(looking_at(make_session({before, running("r1", {entry})})));
    REQUIRE(chart);
    CHECK(chart->title == "Mara: seconds against target by distance");
    REQUIRE(chart->line.size() == 3);
    CHECK(chart->line[0].delta == 0);
    CHECK(chart->line[2].metres == 200);
    CHECK(chart->line[2].delta == Approx(0.42));
    CHECK(chart->last_run.size() == 3);
    REQUIRE(chart->finish);
    CHECK(chart->finish->delta == Approx(0.6));
    CHECK(chart->finish_words == "58.6 ±0.5");
    CHECK(chart->step == 0.5);
    REQUIRE(chart->lines.size() == 5);
    CHECK(chart->lines[0].label == "−1.0");
    CHECK(chart->lines[2].label == "0.0");
    CHECK(chart->lines[4].label == "+1.0");
    CHECK(lines_across(30).back().label == "+60");
    CHECK(chart->tone == Tone::Behind);
}

TEST_CASE("the chart's axis grows by steps and holds any delta", "[chart]") {
    auto entry = make_entry("Mara", cs(5800));
    entry.splits.push_back(make_split(0, cs(1450), cs(2)));
    CHECK(chart_view(looking_at(make_session({running("r1", {entry})})))->step == 0.3);
    entry.splits[0].delta = cs(-12'345'678);
    CHECK(chart_view(looking_at(make_session({running("r1", {entry})})))->step >= 123456.78 / 2);
}

TEST_CASE("a long run labels only some of its gates, the finish among them", "[chart]") {
    const auto chart = chart_view(looking_at(hostile_session()));
    REQUIRE(chart);
    CHECK(chart->marks.size() == 100);
    CHECK(chart->marks.back().label == "10000 m");
    const auto labels = std::count_if(chart->marks.begin(), chart->marks.end(),
                                      [](const ChartMark& mark) { return !mark.label.empty(); });
    CHECK(labels <= 6);
}

TEST_CASE("the track's places follow its measures", "[track]") {
    const TrackShape track;
    const auto finish = track_point(track, 0, 0);
    CHECK(finish.x == Approx(42.195));
    CHECK(finish.y == Approx(-36.5));
    const auto half_way = track_point(track, 200, 0);
    CHECK(half_way.x == Approx(-42.195));
    CHECK(half_way.y == Approx(36.5));
    // The apex of the first bend is as far right as it goes.
    CHECK(track_point(track, 115.61 / 2, 0).x == Approx(42.195 + 36.5).epsilon(0.001));
    CHECK(track_point(track, 400, 5).y == Approx(-41.5));
    CHECK(track_point(track, -50, 0).y == Approx(-36.5));
}

TEST_CASE("athletes are on the track from their own start to their finish", "[track]") {
    auto mara = make_entry("Mara", cs(6000));
    auto ivo = make_entry("Ivo", cs(6000));
    ivo.plan.delay = std::chrono::seconds{80};
    auto done = make_entry("Ken", cs(5000));
    done.standing.status = EntryStatus::Finished;
    const auto track =
        track_view(looking_at(make_session({running("r1", {mara, ivo, done})})), local_s(7.5));
    REQUIRE(track.dots.size() == 1);
    CHECK(track.dots[0].initial == "M");
    CHECK(track.dots[0].metres == Approx(50));
    CHECK(track.ghost == Approx(50));
}

TEST_CASE("a run that is no whole lap starts away from the finish line", "[track]") {
    auto entry = make_entry("Mara", cs(4500), 3);
    auto run = make_run("r1", {entry}, 3);
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    const auto track = track_view(looking_at(make_session({run})), local_s(7.5));
    CHECK(track.dots.at(0).metres == Approx(150));
}

TEST_CASE("a gate's lamp tells ready, a passage and a blocked beam apart", "[track]") {
    auto session = make_session({});
    session.gates[1].broken_beams = 1;
    session.gates[1].changed = gate_s(0);
    const auto model = looking_at(session);
    const auto at_once = track_view(model, local_s(0.1));
    CHECK(at_once.lamps.at(0).label == "finish");
    CHECK(at_once.lamps.at(0).tone == Tone::Ready);
    CHECK(at_once.lamps.at(1).label == "100");
    CHECK(at_once.lamps.at(1).tone == Tone::Ink);
    const auto later = track_view(model, local_s(5));
    CHECK(later.lamps.at(1).tone == Tone::Behind);
    CHECK(later.lamps.at(1).shape == Shape::Square);
}

TEST_CASE("a gate that is not ready, or was never tested, has no lamp of a ready one", "[track]") {
    auto session = make_session({make_run("r1", {make_entry("Mara", cs(5800))})});
    session.runs[0].started = gate_s(0);
    session.runs[0].warnings = {{gate_s(9), "silent_gate", "", RunId{"r1"}, GateId{"g200"}}};
    session.gates[3].changed.reset();
    const auto lamps = track_view(looking_at(session), local_s(10)).lamps;
    CHECK(lamps.at(1).shape == Shape::Dot);
    CHECK(lamps.at(2).tone == Tone::Behind);
    CHECK(lamps.at(2).shape == Shape::Square);
    CHECK(lamps.at(3).shape == Shape::Diamond);
}

TEST_CASE("a gun and a starting block have no lamp on the track", "[track]") {
    auto session = make_session({});
    GateState gun;
    gun.place = {GateId{"gun"}, Distance{}, {}, GateRole::Gun};
    gun.broken_beams = 1;
    gun.changed = gate_s(-60);
    session.gates.push_back(gun);
    const auto model = looking_at(session);
    CHECK(track_view(model, local_s(0)).lamps.size() == 4);
    CHECK_FALSE(status_line(model, local_s(0)).trouble);
}

}  // namespace qm::gui
