// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "gui/model/key_line.hpp"
#include "gui/model/status.hpp"
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

std::string said(const Model& model, double at) {
    const auto notice = model.notice(local_s(at));
    return notice ? notice->sentence : "";
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
    CHECK(said(created, 0) == "Arm the run first: A.");
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
    CHECK(said(model, 1).starts_with("Not sent"));
    CHECK_FALSE(model.notice(local_s(60)));
}

TEST_CASE("a console that may only watch says so", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    auto hello = make_hello();
    hello.may_command = false;
    hello.role = wire::Role::Viewer;
    take(model, hello, 1);
    CHECK(press(model, typed(U"a")).empty());
    CHECK(said(model, 1) == "This console may only watch: P pairs it with infield-pi.");
}

TEST_CASE("a refusal is shown in the daemon's own words", "[keys]") {
    auto model = in_phase(RunPhase::Created);
    take(model, wire::ErrorMessage{CommandId{"c1"}, "unknown_run", "There is no run r9."}, 3);
    CHECK(said(model, 4) == "There is no run r9.");
    press(model, {Key::Tab});
    CHECK_FALSE(model.notice(local_s(4)));
}

TEST_CASE("B asks for a backup, once at a time, and the answer is shown", "[keys]") {
    auto model = in_phase(RunPhase::Running);
    const auto asked = model.handle(Press{key('b')}, local_s(0));
    REQUIRE(asked.has_value());
    const auto backup = std::get<wire::Backup>(*asked);
    CHECK(backup.to.empty());
    REQUIRE(note(model, local_s(30)));
    CHECK(note(model, local_s(30))->text == "Backing up. Timing goes on meanwhile.");
    CHECK_FALSE(model.handle(Press{key('B')}, local_s(31)).has_value());
    take(model, wire::ResultMessage{CommandId{"other"}, Seq{10}}, 32);
    CHECK(model.is_backing_up());
    take(model, wire::ResultMessage{backup.id, Seq{10}, "/var/q/backups/q.db", 1204, 1'310'720},
         40);
    CHECK_FALSE(model.is_backing_up());
    REQUIRE(note(model, local_s(41)));
    CHECK(note(model, local_s(41))->text ==
          "Backed up to /var/q/backups/q.db, verified: 1204 inputs, 1.3 MB.");
    CHECK(note(model, local_s(41))->tone == Tone::Ready);
    CHECK_FALSE(note(model, local_s(60)));
    CHECK(model.handle(Press{key('b')}, local_s(61)).has_value());
}

TEST_CASE("a backup that fails says why", "[keys]") {
    auto model = in_phase(RunPhase::Ended);
    CHECK(offers(model, "B"));
    CHECK_FALSE(offers(in_phase(RunPhase::Running), "B"));
    const auto asked = model.handle(Press{key('b')}, local_s(0));
    REQUIRE(asked.has_value());
    take(model,
         wire::ErrorMessage{std::get<wire::Backup>(*asked).id, "backup_full",
                            "there is not enough room"},
         2);
    CHECK(said(model, 3) == "No backup: there is not enough room.");
    CHECK(note(model, local_s(3))->tone == Tone::Behind);
    CHECK_FALSE(model.is_backing_up());
}

TEST_CASE("a backup whose answer cannot come any more is not waited for", "[keys]") {
    auto model = in_phase(RunPhase::Ended);
    REQUIRE(model.handle(Press{key('b')}, local_s(0)).has_value());
    auto link = open_link();
    link.phase = LinkPhase::Down;
    model.take(link);
    CHECK_FALSE(model.is_backing_up());
    model.take(open_link());
    REQUIRE(model.handle(Press{key('b')}, local_s(1)).has_value());
    model.not_sent(local_s(1));
    CHECK_FALSE(model.is_backing_up());
    auto hello = make_hello();
    hello.may_command = false;
    hello.role = wire::Role::Viewer;
    take(model, hello, 2);
    CHECK_FALSE(model.handle(Press{key('b')}, local_s(2)).has_value());
    CHECK(said(model, 2).starts_with("This console may only watch"));
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
    CHECK(said(model, 1) == "No.");
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
