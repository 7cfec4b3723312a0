// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "gui/model/key_line.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

Model in_phase(RunPhase phase, StartKind start = StartKind::Hand) {
    auto run = make_run("r1", {make_entry("Mara", cs(5800))});
    run.phase = phase;
    run.start = start;
    return looking_at(make_session({run}));
}

bool offers(const Model& model, const std::string& cap) {
    const auto keys = key_line(model);
    return std::any_of(keys.begin(), keys.end(),
                       [&](const KeyHint& hint) { return hint.cap == cap; });
}

template <class T>
bool is_act(const std::vector<wire::Command>& commands) {
    return commands.size() == 1 && std::holds_alternative<T>(commands[0].act);
}

}  // namespace

TEST_CASE("A arms a run and disarms it again", "[keys]") {
    auto created = in_phase(RunPhase::Created);
    CHECK(is_act<Arm>(press(created, typed(U"a"))));
    auto armed = in_phase(RunPhase::Armed);
    CHECK(is_act<Disarm>(press(armed, typed(U"A"))));
    auto running = in_phase(RunPhase::Running);
    CHECK(press(running, typed(U"a")).empty());
}

TEST_CASE("S and Enter start an armed run by hand, and nothing else", "[keys]") {
    auto armed = in_phase(RunPhase::Armed);
    CHECK(is_act<Start>(press(armed, typed(U"s"))));
    CHECK(is_act<Start>(press(armed, {Key::Enter})));
    auto created = in_phase(RunPhase::Created);
    CHECK(press(created, typed(U"s")).empty());
    CHECK(created.notice(local_s(0)) == "Arm the run first: A.");
    auto at_the_gate = in_phase(RunPhase::Armed, StartKind::Gate);
    CHECK(press(at_the_gate, typed(U"s")).empty());
}

TEST_CASE("E ends a running run", "[keys]") {
    auto running = in_phase(RunPhase::Running);
    CHECK(is_act<End>(press(running, typed(U"e"))));
    auto ended = in_phase(RunPhase::Ended);
    CHECK(press(ended, typed(U"e")).empty());
}

TEST_CASE("the key line offers what can be done now", "[keys]") {
    CHECK(offers(in_phase(RunPhase::Created), "A"));
    CHECK_FALSE(offers(in_phase(RunPhase::Created), "S"));
    CHECK(offers(in_phase(RunPhase::Armed), "S"));
    CHECK_FALSE(offers(in_phase(RunPhase::Armed, StartKind::Gate), "S"));
    CHECK(offers(in_phase(RunPhase::Running), "E"));
    CHECK_FALSE(offers(in_phase(RunPhase::Running), "N"));
    CHECK(offers(in_phase(RunPhase::Ended), "N"));
    CHECK(key_line(in_phase(RunPhase::Ended)).back().cap == "F1");
    CHECK(key_line(Model{}).back().cap == "F1");
}

TEST_CASE("commands have ids of their own", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    const auto first = press(model, typed(U"a"));
    const auto second = press(model, typed(U"a"));
    CHECK(first.at(0).id != second.at(0).id);
}

TEST_CASE("without a connection nothing is sent and the coach is told", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    auto link = open_link();
    link.phase = LinkPhase::Down;
    model.take(link);
    CHECK(press(model, typed(U"a")).empty());
    REQUIRE(model.notice(local_s(1)));
    CHECK(model.notice(local_s(1))->starts_with("Not sent"));
    CHECK_FALSE(model.notice(local_s(60)));
}

TEST_CASE("a console that may only watch says so", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    auto hello = make_hello();
    hello.may_command = false;
    take(model, hello, 1);
    CHECK(press(model, typed(U"a")).empty());
    CHECK(model.notice(local_s(1)) ==
          "This console may only watch: infield-pi takes commands from its own machine.");
}

TEST_CASE("a refusal is shown in the daemon's own words", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    take(model, wire::ErrorMessage{CommandId{"c1"}, "unknown_run", "There is no run r9."}, 3);
    CHECK(model.notice(local_s(4)) == "There is no run r9.");
    press(model, {Key::Tab});
    CHECK_FALSE(model.notice(local_s(4)));
}

TEST_CASE("F, T, F1 and Esc change what is looked at", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    press(model, typed(U"f"));
    CHECK(model.screen() == Screen::Athlete);
    press(model, {Key::Escape});
    CHECK(model.screen() == Screen::Live);
    press(model, {Key::F1});
    CHECK(model.screen() == Screen::Keys);
    press(model, typed(U"a"));
    CHECK(model.screen() == Screen::Live);
    CHECK_FALSE(model.night());
    press(model, typed(U"t"));
    CHECK(model.night());
}

TEST_CASE("a run is made by keyboard alone", "[keys]") {
    auto model = looking_at(make_session({}));
    auto keys = typed(U"n400");
    const auto add = [&keys](const std::vector<Key>& more) {
        keys.insert(keys.end(), more.begin(), more.end());
    };
    add({Key::Enter, Key::Enter});
    add(typed(U"Zoë Ny"));
    add({Key::Enter});
    add(typed(U"3"));
    add({Key::Enter, Key::Enter});
    add(typed(U"1:02.5"));
    add({Key::Enter, Key::Enter});
    const auto commands = press(model, keys);
    REQUIRE(commands.size() == 1);
    const auto& run = std::get<CreateRun>(commands[0].act);
    CHECK(run.run == RunId{"r1"});
    CHECK(run.distance == Distance::from_metres(400));
    CHECK(run.start == StartKind::Hand);
    REQUIRE(run.entries.size() == 1);
    CHECK(run.entries[0].athlete == AthleteId{"Zoë Ny"});
    CHECK(run.entries[0].lane == Lane{3});
    CHECK(run.entries[0].target == cs(6250));
    CHECK(model.screen() == Screen::Live);
}

TEST_CASE("a refused run comes back as it was typed", "[keys]") {
    auto model = looking_at(make_session({}));
    press(model, typed(U"n"));
    press(model, {Key::Enter, Key::Enter});
    press(model, typed(U"Mara"));
    const auto commands = press(model, {Key::F2});
    REQUIRE(commands.size() == 1);
    CHECK(model.screen() == Screen::Live);
    take(model, wire::ErrorMessage{commands[0].id, "bad_field", "No."}, 1);
    CHECK(model.screen() == Screen::NewRun);
    CHECK(model.form().typed(RunForm::field(0, RunForm::Column::Athlete)) == "Mara");
    CHECK(model.notice(local_s(1)) == "No.");
}

TEST_CASE("a new run's id is above all there are", "[keys]") {
    auto model = looking_at(make_session({make_run("r12", {make_entry("Mara", cs(5800))}),
                                          make_run("demo", {make_entry("Jo", cs(6100))})}));
    const auto commands = press(model, {key('n'), Key::F2});
    REQUIRE(commands.size() == 1);
    const auto& run = std::get<CreateRun>(commands[0].act);
    CHECK(run.run == RunId{"r13"});
    // What is set up is like the run in focus.
    CHECK(run.entries.at(0).athlete == AthleteId{"Jo"});
    CHECK(run.entries.at(0).target == cs(6100));
}

}  // namespace qm::gui
