// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "gui/model/focus.hpp"
#include "gui/model/key_line.hpp"
#include "gui/model/run_control.hpp"
#include "gui/model/tap_pad.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

RunState in_phase(RunPhase phase) {
    auto mara = make_entry("Mara Okafor", cs(5800));
    mara.plan.best = cs(5700);
    auto run = make_run("r1", {mara, make_entry("Ken", cs(5200)), make_entry("Jo", cs(6100))});
    run.phase = phase;
    if (phase == RunPhase::Running) run.started = gate_s(0);
    return run;
}

Model looking_at_run(RunPhase phase) { return looking_at(make_session({in_phase(phase)})); }

/// Ken is due before Mara; Jo has finished.
Model three_under_way() {
    auto run = in_phase(RunPhase::Running);
    for (auto& entry : run.entries) entry.standing.next_point = 1;
    run.entries[0].standing.next_due = cs(2900);
    run.entries[1].standing.next_due = cs(2600);
    run.entries[2].standing.status = EntryStatus::Finished;
    run.entries[2].standing.official = "59.90";
    return looking_at(make_session({run}));
}

std::vector<std::string> found(const Model& model) {
    std::vector<std::string> words;
    for (const auto& row : model.palette().rows(model)) words.push_back(row.does);
    return words;
}

}  // namespace

TEST_CASE("O calls a running run back, and nothing else", "[control]") {
    auto running = looking_at_run(RunPhase::Running);
    const auto commands = press(running, typed(U"o"));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Recall>(commands[0].act).run == RunId{"r1"});
    CHECK_FALSE(std::get<Recall>(commands[0].act).athlete);
    for (const auto phase : {RunPhase::Created, RunPhase::Armed, RunPhase::Ended}) {
        auto other = looking_at_run(phase);
        CHECK(press(other, typed(U"o")).empty());
    }
}

TEST_CASE("I makes the same run once more, once it has ended", "[control]") {
    auto ended = looking_at_run(RunPhase::Ended);
    const auto commands = press(ended, typed(U"i"));
    REQUIRE(commands.size() == 1);
    const auto& again = std::get<CreateRun>(commands[0].act);
    CHECK(again.run == RunId{"r2"});
    CHECK(again.distance == Distance::from_metres(400));
    REQUIRE(again.entries.size() == 3);
    CHECK(again.entries[0].best == cs(5700));
    auto running = looking_at_run(RunPhase::Running);
    CHECK(press(running, typed(U"i")).empty());
}

TEST_CASE("before the start the gates stand beside what is to be armed", "[control]") {
    auto session = make_session({in_phase(RunPhase::Created)});
    const auto ready = focus_view(looking_at(session), local_s(10));
    REQUIRE(ready);
    REQUIRE(ready->gates);
    CHECK(ready->gates->text == "4 gates ready");
    CHECK(ready->gates->tone == Tone::Ready);
    session.gates[2].broken_beams = 1;
    session.gates[2].changed = gate_s(0);
    auto blocked = looking_at(session);
    CHECK(focus_view(blocked, local_s(10))->gates->text == "3 of 4 gates ready");
    CHECK(focus_view(blocked, local_s(10))->gates->tone == Tone::Behind);
    // It is the coach who decides.
    CHECK(press(blocked, typed(U"a")).size() == 1);
    CHECK_FALSE(focus_view(looking_at_run(RunPhase::Running), local_s(1))->gates);
}

TEST_CASE("the tap pad has a key and a place for each athlete", "[taps]") {
    auto model = three_under_way();
    press(model, typed(U"k"));
    REQUIRE(model.screen() == Screen::Taps);
    const auto pad = tap_pad(model, local_s(20));
    REQUIRE(pad.size() == 3);
    CHECK(pad[0].cap == "1");
    CHECK(pad[0].place == "200 m");
    CHECK(pad[0].when == "in 9 s");
    CHECK_FALSE(pad[0].is_next);
    CHECK(pad[1].is_next);
    CHECK_FALSE(pad[2].can_tap);
    CHECK(pad[2].place == "finished");
    CHECK(pad[2].when == "59.90");
}

TEST_CASE("on the tap pad a key taps its athlete, Space whoever is due next", "[taps]") {
    auto model = three_under_way();
    press(model, typed(U"k"));
    const auto whose = [&model](Key one) {
        const auto commands = press(model, {one});
        return commands.empty() ? "" : std::get<Tap>(commands.at(0).act).athlete.text();
    };
    CHECK(whose(key('1')) == "Mara Okafor");
    CHECK(whose(key(' ')) == "Ken");
    CHECK(whose(key('3')).empty());
    CHECK(whose(key('4')).empty());
    CHECK(model.screen() == Screen::Taps);
    const auto tapped = model.handle(TapAthlete{AthleteId{"Ken"}}, local_s(20));
    REQUIRE(tapped);
    CHECK(std::holds_alternative<Tap>(std::get<wire::Command>(*tapped).act));
    press(model, {Key::Escape});
    CHECK(model.screen() == Screen::Live);
}

TEST_CASE("every athlete of a full field has a key of the left hand", "[taps]") {
    std::vector<EntryState> field;
    for (int i = 0; i < 40; ++i) field.push_back(make_entry("A" + std::to_string(i), cs(6000)));
    auto run = make_run("r1", field);
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    auto model = looking_at(make_session({run}));
    press(model, typed(U"k"));
    auto pad = tap_pad(model, local_s(1));
    REQUIRE(pad.size() == 24);
    CHECK(pad[9].cap == "0");
    CHECK(pad[10].cap == "Q");
    CHECK(press(model, typed(U"V")).size() == 1);
    press(model, {Key::Tab});
    pad = tap_pad(model, local_s(1));
    CHECK(pad.size() == 16);
    CHECK(pad[0].name == "A24");
}

TEST_CASE("the palette lists what can be done now and does it", "[palette]") {
    auto model = looking_at_run(RunPhase::Created);
    press(model, typed(U"/"));
    REQUIRE(model.screen() == Screen::Palette);
    const auto all = found(model);
    CHECK(std::find(all.begin(), all.end(), "arm") != all.end());
    CHECK(std::find(all.begin(), all.end(), "end the run") == all.end());
    press(model, typed(U"AR"));
    REQUIRE(found(model).front() == "arm");
    const auto commands = press(model, {Key::Enter});
    REQUIRE(commands.size() == 1);
    CHECK(std::holds_alternative<Arm>(commands[0].act));
    CHECK(model.screen() == Screen::Live);
}

TEST_CASE("the palette finds an athlete and says when nothing answers", "[palette]") {
    auto model = looking_at_run(RunPhase::Created);
    press(model, {Key::F3});
    press(model, typed(U"lo ken"));
    CHECK(found(model) == std::vector<std::string>{"look at Ken"});
    press(model, {Key::Enter});
    CHECK(model.athlete()->plan.athlete == AthleteId{"Ken"});
    press(model, {Key::F3});
    press(model, typed(U"zzz"));
    CHECK(found(model).empty());
    CHECK(press(model, {Key::Enter}).empty());
    CHECK(model.screen() == Screen::Live);
}

TEST_CASE("the palette is walked by arrows and clicks", "[palette]") {
    auto model = looking_at_run(RunPhase::Created);
    press(model, {Key::F3, Key::Up});
    CHECK(model.palette().chosen() == 1);
    press(model, {Key::Down, Key::Down});
    CHECK(model.palette().chosen() == 3);
    for (int i = 0; i < 100; ++i) press(model, {Key::Down});
    CHECK(model.palette().chosen() == static_cast<int>(found(model).size()));
    press(model, typed(U"arm"));
    const auto done = model.handle(GoToField{1}, local_s(0));
    REQUIRE(done);
    CHECK(std::holds_alternative<Arm>(std::get<wire::Command>(*done).act));
    press(model, {Key::F3, Key::Escape});
    CHECK(model.screen() == Screen::Live);
}

}  // namespace qm::gui
