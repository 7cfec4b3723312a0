// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "gui/model/board.hpp"
#include "gui/model/chart.hpp"
#include "gui/model/due_next.hpp"
#include "gui/model/focus.hpp"
#include "gui/model/speed.hpp"
#include "gui/model/track.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

using Catch::Approx;

namespace {

/// Mara's way with these hundredths at her gates; finished if there are four.
EntryState way_of(const std::string& name, const std::vector<std::int64_t>& hundredths) {
    auto entry = make_entry(name, cs(6000));
    for (std::size_t i = 0; i < hundredths.size(); ++i) {
        const auto point = static_cast<int>(i);
        const auto time = cs(hundredths[i]);
        entry.splits.push_back(make_split(point, time, time - cs(1500LL * (point + 1))));
    }
    if (hundredths.size() == 4) {
        entry.standing.status = EntryStatus::Finished;
        entry.standing.time = cs(hundredths.back());
    }
    return entry;
}

RunState ended(const std::string& id, std::vector<EntryState> entries) {
    auto run = make_run(id, std::move(entries));
    run.phase = RunPhase::Ended;
    return run;
}

RunState running(const std::string& id, std::vector<EntryState> entries) {
    auto run = make_run(id, std::move(entries));
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    return run;
}

/// Two runs by Mara before the one in focus, and Ken beside her there.
Model third_run() {
    auto mara = way_of("Mara Okafor", {1470, 2960});
    mara.plan.best = cs(5800);
    auto ken = way_of("Ken", {1440});
    return looking_at(make_session({ended("r1", {way_of("Mara Okafor", {1450, 2900, 4400, 5900})}),
                                    ended("r2", {way_of("Mara Okafor", {1500, 3000, 4500, 6100})}),
                                    running("r3", {mara, ken})}));
}

Model comparing(Against against) {
    auto model = third_run();
    model.set_against(against);
    return model;
}

std::string delta_in_focus(Against against) {
    const auto view = focus_view(comparing(against), local_s(31));
    REQUIRE(view);
    return view->delta ? view->delta->text : "none";
}

}  // namespace

TEST_CASE("the big delta is against whatever is compared with, and says so", "[comparison]") {
    CHECK(delta_in_focus(Against::Target) == "−0.4");
    CHECK(delta_in_focus(Against::Best) == "+0.6");
    CHECK(delta_in_focus(Against::Season) == "+0.6");
    CHECK(delta_in_focus(Against::LastRun) == "−0.4");
    CHECK(delta_in_focus(Against::Average) == "+0.1");
    CHECK(delta_in_focus(Against::Leader) == "+0.3");
    const auto against = [](Against one) { return focus_view(comparing(one), {})->against; };
    CHECK(against(Against::Target).empty());
    CHECK(against(Against::Best) == "against the personal best, 58.00");
    CHECK(against(Against::Season) == "against the season's best, 59.00");
    CHECK(against(Against::LastRun) == "against the last run, 1:01.00");
    CHECK(against(Against::Average) == "against the average of 2 runs before");
    // Nobody else was at 200 m yet.
    CHECK(against(Against::Leader) == "against the leader, at 100 m");
}

TEST_CASE("bests come from the archive, and from today where today was faster", "[comparison]") {
    auto model = third_run();
    auto hello = make_hello();
    hello.wall = WallTime{1'780'000'000'000'000};
    take(model, hello, 0);
    auto question = model.take_bests_question();
    REQUIRE(question);
    auto ask = std::get<wire::Ask>(*question);
    CHECK(ask.what == wire::Kept::Season);
    REQUIRE(ask.from);
    REQUIRE(ask.until);
    CHECK(*ask.from < *ask.until);
    CHECK_FALSE(model.take_bests_question());
    wire::KeptMessage answer;
    answer.what = wire::Kept::Season;
    answer.id = ask.id;
    wire::KeptSeason mara{AthleteId{"Mara Okafor"}, Distance::from_metres(400)};
    mara.best = cs(5850);
    // One who never finished is known by name all the same.
    answer.seasons = {mara, {AthleteId{"Zoe Ndlovu"}, Distance::from_metres(400)}};
    take(model, answer, 1);
    question = model.take_bests_question();
    REQUIRE(question);
    ask = std::get<wire::Ask>(*question);
    CHECK_FALSE(ask.from);
    answer.id = ask.id;
    answer.seasons[0].best = cs(5600);
    take(model, answer, 1);
    CHECK_FALSE(model.take_bests_question());
    model.set_against(Against::Season);
    CHECK(focus_view(model, {})->against == "against the season's best, 58.50");
    model.set_against(Against::Best);
    CHECK(focus_view(model, {})->against == "against the personal best, 56.00");
    // Half the way in half the time: as the plan shares it.
    CHECK(focus_view(model, {})->delta->text == "+1.6");
    // By the start gate the clock starts otherwise.
    auto flying = *model.run();
    flying.start = StartKind::Gate;
    CHECK_FALSE(model.bests(flying, flying.entries.front()).ever);
    press(model, {key('n')});
    CHECK(model.form().suggestions().back().athlete == AthleteId{"Zoe Ndlovu"});
}

TEST_CASE("a long list of bests is asked for page by page, and a refusal is no trouble",
          "[comparison]") {
    auto model = third_run();
    auto ask = std::get<wire::Ask>(*model.take_bests_question());
    wire::KeptMessage answer;
    answer.id = ask.id;
    answer.what = wire::Kept::Season;
    answer.more = true;
    answer.seasons.resize(500);
    take(model, answer, 1);
    ask = std::get<wire::Ask>(*model.take_bests_question());
    CHECK(ask.skip == 500);
    CHECK(ask.from);
    take(model, wire::ErrorMessage{ask.id, "archive", "The archive is in trouble."}, 2);
    CHECK_FALSE(model.notice(local_s(2)));
    CHECK_FALSE(model.take_bests_question());
    // A new connection asks where an answer is missing.
    auto other = third_run();
    REQUIRE(other.take_bests_question());
    auto link = open_link();
    link.phase = LinkPhase::Down;
    other.take(link);
    CHECK_FALSE(other.take_bests_question());
    other.take(open_link());
    CHECK(other.take_bests_question());
}

TEST_CASE("the leader is the fastest of the others at each gate", "[comparison]") {
    const auto board = board_view(comparing(Against::Leader), local_s(31), {});
    CHECK(board.title == "against the leader");
    REQUIRE(board.rows.at(0).cells.at(0).delta);
    CHECK(board.rows[0].cells[0].delta->text == "+0.30");
    CHECK_FALSE(board.rows[0].cells[1].delta);
    REQUIRE(board.rows[1].cells[0].delta);
    CHECK(board.rows[1].cells[0].delta->text == "−0.30");
}

TEST_CASE("an estimate or what does not count is nothing to be compared with", "[comparison]") {
    auto before = way_of("Mara", {1450, 2900, 4400, 5900});
    before.splits[0].kind = SplitKind::Estimated;
    before.splits[1].excluded = true;
    auto model =
        looking_at(make_session({ended("r1", {before}), running("r2", {way_of("Mara", {1470})})}));
    model.set_against(Against::LastRun);
    const auto reference = model.reference(*model.run(), *model.athlete());
    CHECK_FALSE(reference.at.at(0));
    CHECK_FALSE(reference.at.at(1));
    CHECK(reference.at.at(2) == cs(4400));
}

TEST_CASE("C goes on to what there is to compare with", "[comparison]") {
    auto model = third_run();
    std::vector<Against> seen;
    for (int i = 0; i < kAgainst; ++i) {
        press(model, typed(U"c"));
        seen.push_back(model.against());
    }
    CHECK(seen == std::vector{Against::Best, Against::Season, Against::LastRun, Against::Leader,
                              Against::Average, Against::Target});
    auto alone = looking_at(make_session({running("r1", {way_of("Mara", {1470})})}));
    press(alone, typed(U"c"));
    CHECK(alone.against() == Against::Target);
}

TEST_CASE("what is not known of one athlete is said", "[comparison]") {
    auto model = comparing(Against::Best);
    press(model, {Key::Tab});
    CHECK(focus_view(model, {})->against == "against personal bests: none is known");
    CHECK_FALSE(focus_view(model, {})->delta);
}

TEST_CASE("the chart and the ring on the track are against the same", "[comparison]") {
    const auto chart = chart_view(comparing(Against::LastRun));
    REQUIRE(chart);
    CHECK(chart->title == "Mara: seconds against last run by distance");
    CHECK(chart->line.at(2).delta == Approx(-0.4));
    CHECK(chart->last_run.empty());
    const auto track = track_view(comparing(Against::LastRun), local_s(7.5));
    CHECK(track.title == "Track, last run as a dashed ring");
    CHECK(track.ghost == Approx(50));
    CHECK_FALSE(track_view(comparing(Against::Leader), local_s(7.5)).ghost);
}

TEST_CASE("each stretch has its speed, beside that of what is compared with", "[speed]") {
    const auto view = speed_view(comparing(Against::Target));
    REQUIRE(view);
    REQUIRE(view->steps.size() == 2);
    CHECK(view->steps[0].speed == Approx(100 / 14.7));
    CHECK(view->steps[1].from == 100);
    CHECK(view->steps[1].words == "6.7");
    REQUIRE(view->reference.size() == 4);
    CHECK(view->reference[3].speed == Approx(100 / 15.0));
    CHECK(view->low <= 6.6);
    CHECK(view->high >= 6.9);
}

TEST_CASE("speeds of impossible data stay on their axis", "[speed]") {
    auto entry = way_of("Mara", {1, 1, 2});
    entry.splits[1].time = cs(-500);
    const auto view = speed_view(looking_at(make_session({running("r1", {entry})})));
    REQUIRE(view);
    for (const auto& step : view->steps) {
        CHECK(step.speed <= view->high);
        CHECK(step.speed >= view->low);
    }
    CHECK_FALSE(speed_view(looking_at(make_session({}))));
}

TEST_CASE("who is due next comes first", "[due]") {
    auto mara = way_of("Mara Okafor", {1470});
    mara.standing.next_point = 1;
    mara.standing.next_due = cs(2960);
    auto ken = way_of("Ken", {1440});
    ken.standing.next_point = 1;
    ken.standing.next_due = cs(2500);
    auto jo = make_entry("Jo", cs(6000));
    jo.plan.delay = std::chrono::seconds{40};
    const auto model = looking_at(make_session({running("r1", {mara, ken, jo})}));
    const auto rows = due_next(model, local_s(27.6), 4);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].name == "Ken");
    CHECK(rows[0].when == "3 s late");
    CHECK(rows[0].late);
    CHECK(rows[1].name == "Mara");
    CHECK(rows[1].place == "200 m");
    CHECK(rows[1].when == "in 2 s");
    CHECK(rows[1].chosen);
    CHECK(rows[2].place == "start");
    CHECK(rows[2].when == "in 13 s");
    CHECK(due_next(model, local_s(27.6), 1).size() == 1);
}

TEST_CASE("who shares a first name is called by the whole one", "[due]") {
    const auto one = make_entry("Mara Okafor", cs(6000));
    auto other = make_entry("Mara Petit", cs(6000));
    other.standing.next_point = 0;
    other.standing.next_due = cs(1500);
    const auto rows =
        due_next(looking_at(make_session({running("r1", {one, other})})), local_s(1), 4);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].name == "Mara Petit");
}

TEST_CASE("from 800 m on the board is of whole laps, with the time of each", "[board]") {
    auto entry = make_entry("Mara", cs(12'000), 8);
    for (int i = 0; i < 8; ++i) entry.splits.push_back(make_split(i, cs(1500LL * (i + 1)), cs(0)));
    auto run = make_run("r1", {entry}, 8);
    run.phase = RunPhase::Running;
    auto model = looking_at(make_session({run}));
    auto board = board_view(model, {}, {});
    CHECK(board.title == "laps, against target pace");
    CHECK(board.columns == std::vector<std::string>{"400 m", "800 m"});
    CHECK(board.rows.at(0).cells.at(1).segment == "1:00.00");
    press(model, typed(U"l"));
    board = board_view(model, {}, {});
    CHECK(board.columns.size() == 4);
    press(model, typed(U"l"));
    CHECK(board_view(model, {}, {}).columns.size() == 2);
}

TEST_CASE("a lap with an end that was not measured has no time", "[board]") {
    auto entry = make_entry("Mara", cs(12'000), 8);
    for (int i = 0; i < 8; ++i) entry.splits.push_back(make_split(i, cs(1500LL * (i + 1)), cs(0)));
    entry.splits[3].kind = SplitKind::Estimated;
    const auto model = looking_at(make_session({make_run("r1", {entry}, 8)}));
    const auto board = board_view(model, {}, {});
    CHECK(board.rows.at(0).cells.at(0).segment.empty());
    CHECK(board.rows.at(0).cells.at(1).segment.empty());
}

TEST_CASE("on a lap the next gate is said where the lap ends", "[board]") {
    auto entry = make_entry("Mara", cs(12'000), 8);
    entry.splits.push_back(make_split(0, cs(1500), cs(0)));
    entry.standing.next_point = 1;
    entry.standing.next_due = cs(3010);
    auto run = make_run("r1", {entry}, 8);
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    const auto board = board_view(looking_at(make_session({run})), local_s(20), {});
    CHECK(board.rows.at(0).cells.at(0).note == "200 m due 30.1");
    CHECK(board.rows.at(0).cells.at(1).note.empty());
}

TEST_CASE("a run of one lap has no lap table", "[board]") {
    auto model = third_run();
    press(model, typed(U"l"));
    CHECK_FALSE(model.by_laps(*model.run()));
}

}  // namespace qm::gui
