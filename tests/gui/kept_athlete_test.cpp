// SPDX-License-Identifier: Apache-2.0
#include "gui/model/season_chart.hpp"
#include "gui/model/shelf_view.hpp"

#include <cstdint>

#include "tests/gui/kept_runs.hpp"

namespace qm::gui {

TEST_CASE("an athlete's bests and all runs are asked for and told", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, {Key::Enter});
    const auto bests = archive.asked();
    REQUIRE(bests.what == wire::Kept::Bests);
    CHECK(bests.athlete == AthleteId{"Hall"});
    wire::KeptMessage kept;
    const auto lap = Distance::from_metres(400);
    kept.bests = {{lap, StartKind::Gun, Distance::from_metres(200), cs(2170), cs(3),
                   SessionId{"s1"}, RunId{"r4"}, kNoon},
                  {lap, StartKind::Gate, lap, cs(4340), {}, SessionId{"s1"}, RunId{"r4"}, kNoon}};
    archive.answer(bests, kept);
    const auto season = archive.asked();
    REQUIRE(season.what == wire::Kept::Season);
    kept = {};
    kept.seasons = {
        {AthleteId{"Hall"}, lap, StartKind::Gun, 12, 11, cs(4340), cs(4410), kNoon, kNoon}};
    archive.answer(season, kept);
    const auto athlete = shelf_athlete(archive.shelf());
    REQUIRE(athlete.has_value());
    REQUIRE(athlete->bests.size() == 2);
    CHECK(athlete->bests[0].at == "200 m");
    CHECK(athlete->bests[0].time == "21.70");
    CHECK(athlete->bests[0].where == "2026-11-22 · r4");
    CHECK(athlete->bests[1].at == "finish");
    CHECK(athlete->bests[1].what == "400 m, flying start");
    REQUIRE(athlete->seasons.size() == 1);
    CHECK(athlete->seasons[0].runs == "12 run, 11 finished");
    CHECK(athlete->seasons[0].since == "2026-11-22 – 2026-11-22");
    press(archive.model, {Key::Down});  // all of it is seen
    CHECK(shelf_athlete(archive.shelf())->bests.size() == 2);
}

TEST_CASE("many bests are turned by the arrows, and a screen of them stays", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, {Key::Enter});
    wire::KeptMessage kept;
    for (int i = 1; i <= 7; ++i) {
        const auto at = Distance::from_metres(100 * i);
        kept.bests.push_back({Distance::from_metres(800),
                              StartKind::Gun,
                              at,
                              cs(1500 * i),
                              {},
                              SessionId{"s1"},
                              RunId{"r4"},
                              kNoon});
    }
    archive.answer(archive.asked(), kept);
    CHECK(shelf_athlete(archive.shelf())->bests.front().at == "100 m");
    press(archive.model, {Key::Down, Key::Down, Key::Down});
    CHECK(shelf_athlete(archive.shelf())->bests.front().at == "300 m");
    CHECK(shelf_athlete(archive.shelf())->seasons.empty());
    press(archive.model, {Key::Up});
    CHECK(shelf_athlete(archive.shelf())->bests.front().at == "200 m");
}

TEST_CASE("an athlete's finishes over the run's distance are charted by day", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, {Key::Enter});
    archive.answer(archive.asked(), {});
    archive.answer(archive.asked(), {});
    const auto finishes = archive.asked();
    REQUIRE(finishes.what == wire::Kept::Finishes);
    CHECK(finishes.athlete == AthleteId{"Hall"});
    const auto lap = Distance::from_metres(400);
    const auto half = Distance::from_metres(200);
    const auto on = [](int day) {
        return WallTime{static_cast<std::int64_t>(kNoon) + day * std::int64_t{86'400'000'000}};
    };
    const auto finish = [](Distance at, StartKind start, int hundredths, WallTime wall) {
        return wire::KeptBest{at, start,           at,          cs(hundredths),
                              {}, SessionId{"s1"}, RunId{"r4"}, wall};
    };
    wire::KeptMessage kept;
    kept.finishes = {
        finish(lap, StartKind::Gun, 4380, on(10)), finish(lap, StartKind::Gun, 4360, on(5)),
        finish(half, StartKind::Gun, 2010, on(4)), finish(lap, StartKind::Gate, 4200, on(3)),
        finish(lap, StartKind::Gun, 4400, on(0))};
    archive.answer(finishes, kept);
    const auto chart = season_chart(archive.shelf());
    REQUIRE(chart.has_value());
    CHECK(chart->title == "400 m, gun: 3 finishes by day");
    REQUIRE(chart->dots.size() == 3);
    CHECK(chart->dots[0].along == 0);
    CHECK(chart->dots[1].along == 0.5F);
    CHECK(chart->dots[2].along == 1);
    CHECK(chart->dots[1].down < chart->dots[2].down);
    CHECK(chart->dots[2].down < chart->dots[0].down);
    CHECK(chart->dots[1].is_best);
    CHECK_FALSE(chart->dots[2].is_best);
    CHECK(chart->times.front().label == "43.6");
    CHECK(chart->times.back().label == "44.0");
    CHECK(chart->first_day == "2026-11-22");
    CHECK(chart->last_day == "2026-12-02");
}

TEST_CASE("one finish is no chart", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, {Key::Enter});
    archive.answer(archive.asked(), {});
    archive.answer(archive.asked(), {});
    wire::KeptMessage kept;
    const auto lap = Distance::from_metres(400);
    kept.finishes = {{lap, StartKind::Gun, lap, cs(4380), {}, SessionId{"s1"}, RunId{"r4"}, kNoon}};
    archive.answer(archive.asked(), kept);
    CHECK_FALSE(season_chart(archive.shelf()).has_value());
}

}  // namespace qm::gui
