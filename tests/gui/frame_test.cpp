// SPDX-License-Identifier: Apache-2.0
#include <imgui.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "gui/app/fonts.hpp"
#include "gui/app/frame.hpp"
#include "gui/model/key_line.hpp"
#include "gui/model/trial.hpp"
#include "tests/gui/stage.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

/// Daemons with names that are too long, and one that lets this console watch only.
void meet_strangers(Model& model) {
    model.begin({std::string(200, 'w'), "7400"}, {}, std::string(80, 'W'));
    std::vector<FoundDaemon> found;
    for (int i = 0; i < 40; ++i) {
        const auto name = std::string(63, 'n') + std::to_string(i);
        found.push_back({name, name + ".local", {name, "7400"}});
    }
    model.set_found(std::move(found));
    auto hello = make_hello();
    hello.role = wire::Role::Viewer;
    hello.host = std::string(80, 'H');
    hello.http_port = 65'535;
    hello.tls_port = 7443;
    take(model, hello, 0);
}

Model hostile_on(Screen screen) {
    auto model = looking_at(hostile_session());
    meet_strangers(model);
    switch (screen) {
        case Screen::Live:
            break;
        case Screen::Athlete:
            press(model, typed(U"f"));
            break;
        case Screen::NewRun:
            press(model, typed(U"n"));
            break;
        case Screen::Keys:
            press(model, {Key::F1});
            break;
        case Screen::BoardCode:
            press(model, typed(U"q"));
            break;
        case Screen::Daemons:
            press(model, typed(U"w"));
            break;
        case Screen::Pair:
            press(model, typed(U"p"));
            break;
        case Screen::Taps:
            press(model, typed(U"k"));
            break;
        case Screen::Palette:
            press(model, {Key::F3});
            break;
        case Screen::Gates:
            press(model, typed(U"g"));
            break;
        case Screen::Tracks:
            press(model, typed(U"j"));
            break;
        case Screen::Archive:
            press(model, typed(U"h"));
            break;
        case Screen::Review:
            press(model, typed(U"r"));
            break;
    }
    REQUIRE(model.screen() == screen);
    return model;
}

}  // namespace

TEST_CASE("every screen draws the worst data within its window, at any size", "[frame]") {
    const auto screen =
        GENERATE(Screen::Live, Screen::Athlete, Screen::NewRun, Screen::Keys, Screen::BoardCode,
                 Screen::Daemons, Screen::Pair, Screen::Taps, Screen::Palette, Screen::Gates,
                 Screen::Tracks, Screen::Archive, Screen::Review);
    const auto size =
        GENERATE(ImVec2{1280, 720}, ImVec2{640, 720}, ImVec2{1024, 600}, ImVec2{2560, 1080});
    Stage stage{size.x, size.y};
    auto model = hostile_on(screen);
    for (int athlete = 0; athlete < 24; ++athlete) {
        INFO("screen " << static_cast<int>(screen) << ", athlete " << athlete << ", " << size.x);
        stage.draw(model, 5);
        CHECK(stage.all_inside());
        CHECK(stage.vertices() > 100);
        if (screen != Screen::BoardCode) press(model, {Key::Tab});
    }
}

TEST_CASE("the Gates screen draws as many gates as there can be, however they are", "[frame]") {
    const auto size = GENERATE(ImVec2{1280, 720}, ImVec2{640, 720}, ImVec2{2560, 1080});
    Stage stage{size.x, size.y};
    SessionState session;
    for (int i = 0; i < 32; ++i) {
        GateState gate;
        gate.place.id = GateId{std::string(30, 'W') + std::to_string(i)};
        gate.place.at = Distance::from_metres(12.5 * i);
        gate.place.lanes.assign(static_cast<std::size_t>(i % 9), Lane{8});
        gate.broken_beams = i % 3 == 0 ? 3 : 0;
        gate.changed = gate_s(-100'000);
        gate.lost = i % 5 == 0 ? 1'000'000'000'000 : 0;
        session.gates.push_back(std::move(gate));
    }
    auto model = looking_at(session);
    press(model, typed(U"gi"));
    std::uint64_t seq = 10;
    for (int i = 0; i < 3200; ++i) {
        Edge edge{gate_s(0.01 * i), session.gates.at(static_cast<std::size_t>(i / 2 % 32)).place.id,
                  Beam{0}, i % 2 == 0};
        take(model, wire::EventMessage{Seq{++seq}, edge}, 0.01 * i);
    }
    stage.draw(model, 33);
    CHECK(stage.all_inside());
    press(model, typed(U"w"));
    for (int i = 0; i < 64; ++i) {
        // Of each two gates the second is passed, which may be a crossed wire or a blind beam.
        const auto& gate = session.gates.at(static_cast<std::size_t>((i * 2 + 1) % 32)).place.id;
        take(model, wire::EventMessage{Seq{++seq}, Edge{gate_s(40 + i), gate, Beam{0}, true}},
             40 + i);
        take(model, wire::EventMessage{Seq{++seq}, Edge{gate_s(40.1 + i), gate, Beam{0}, false}},
             41 + i);
    }
    for (int i = 0; i < 33; ++i) {
        INFO(i);
        stage.draw(model, 110);
        CHECK(stage.all_inside());
        press(model, {Key::Down});
    }
}

TEST_CASE("stale, lost and empty states draw too", "[frame]") {
    Stage stage{1280, 720};
    stage.draw(Model{});
    CHECK(stage.all_inside());
    auto model = looking_at(make_session({}));
    stage.draw(model, 5000);
    Link lost = open_link();
    lost.phase = LinkPhase::Down;
    lost.reason = std::string(600, 'x');
    model.take(lost);
    stage.draw(model, 5000);
    CHECK(stage.all_inside());
    auto nobody = looking_at(make_session({make_run("r1", {})}));
    stage.draw(nobody);
    CHECK(stage.all_inside());
}

TEST_CASE("a session of odd measures draws", "[frame]") {
    Stage stage{1280, 720};
    auto session = hostile_session();
    session.track = {Distance{}, Distance{}, Distance{}, Distance{}, false};
    session.gates.clear();
    stage.draw(looking_at(session), 1);
    CHECK(stage.all_inside());
}

TEST_CASE("a key cap that is clicked is pressed", "[frame]") {
    Stage stage{1280, 720};
    auto run = make_run("r1", {make_entry("Mara", cs(5800))});
    const auto model = looking_at(make_session({run}));
    // The first of the keys stands at the left of the bottom line.
    const auto intents = stage.click(model, 26, 704);
    REQUIRE(intents.size() == 1);
    CHECK(std::get<Press>(intents[0]).key == key_line(model).front().key);
}

TEST_CASE("a row that is clicked is chosen", "[frame]") {
    Stage stage{1280, 720};
    const auto model = looking_at(make_session(
        {make_run("r1", {make_entry("Mara", cs(5800)), make_entry("Ken", cs(5200))})}));
    const auto intents = stage.click(model, 60, 312);
    REQUIRE(intents.size() == 1);
    CHECK(std::get<ChooseAthlete>(intents[0]).athlete == AthleteId{"Ken"});
}

TEST_CASE("a field that is clicked is gone to", "[frame]") {
    Stage stage{1280, 720};
    auto model = looking_at(make_session({}));
    press(model, typed(U"n"));
    const auto intents = stage.click(model, 300, 145);
    REQUIRE(intents.size() == 1);
    CHECK(std::get<GoToField>(intents[0]).field == RunForm::kStart);
}

TEST_CASE("a big button that is clicked taps its athlete", "[frame]") {
    Stage stage{1280, 720};
    auto run = make_run("r1", {make_entry("Mara", cs(5800)), make_entry("Ken", cs(5200))});
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    auto model = looking_at(make_session({run}));
    press(model, typed(U"k"));
    // The right half of the window is Ken's.
    const auto intents = stage.click(model, 1200, 600);
    REQUIRE(intents.size() == 1);
    CHECK(std::get<TapAthlete>(intents[0]).athlete == AthleteId{"Ken"});
}

TEST_CASE("who ran before is entered by a click", "[frame]") {
    Stage stage{1280, 720};
    auto model = looking_at(make_session({make_run("r1", {make_entry("Jo", cs(6100))}),
                                          make_run("r2", {make_entry("Mara", cs(5800))})}));
    press(model, typed(U"n"));
    const auto intents = stage.click(model, 1100, 236);
    REQUIRE(intents.size() == 1);
    CHECK(std::get<ChooseAthlete>(intents[0]).athlete == AthleteId{"Jo"});
    static_cast<void>(model.handle(intents[0], local_s(0)));
    CHECK(model.form().typed(RunForm::field(1, RunForm::Column::Athlete)) == "Jo");
}

TEST_CASE("a line of the palette that is clicked is done", "[frame]") {
    Stage stage{1280, 720};
    auto model = looking_at(make_session({make_run("r1", {make_entry("Mara", cs(5800))})}));
    press(model, {Key::F3});
    const auto intents = stage.click(model, 200, 175);
    REQUIRE(intents.size() == 1);
    CHECK(std::get<GoToField>(intents[0]).field == 1);
}

TEST_CASE("the first steps draw at any size, with any number of daemons about", "[frame]") {
    const auto size = GENERATE(ImVec2{1280, 720}, ImVec2{640, 720}, ImVec2{1024, 600});
    Stage stage{size.x, size.y};
    Model alone;
    alone.begin({std::string(200, 'w'), "7400"}, {}, "laptop");
    Link link;
    link.phase = LinkPhase::Down;
    link.reason = std::string(600, 'x');
    alone.take(link);
    REQUIRE(first_steps(alone));
    stage.draw(alone);
    CHECK(stage.all_inside());
    CHECK(stage.vertices() > 100);
}

TEST_CASE("everything the worst run is compared with draws within the window", "[frame]") {
    Stage stage{1280, 720};
    auto model = hostile_on(Screen::Live);
    for (int i = 0; i < kAgainst; ++i) {
        model.set_against(Against{static_cast<std::uint8_t>(i)});
        for (const auto one : {key('l'), key('f'), Key::Escape}) {
            press(model, {one});
            stage.draw(model, 5);
            INFO("against " << i);
            CHECK(stage.all_inside());
        }
    }
}

TEST_CASE("a passage that is dragged onto a name is given to it", "[frame]") {
    Stage stage{1280, 720};
    auto run = make_run("r1", {make_entry("Mara", cs(5800)), make_entry("Ken", cs(5200))});
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    auto model = looking_at(make_session({run}));
    PassageClosed passage;
    passage.passage = PassageId{7};
    passage.gate = GateId{"g100"};
    passage.at = gate_s(12);
    passage.run = run.run;
    take(model, wire::EventMessage{Seq{11}, passage}, 12);
    press(model, typed(U"r"));
    // The tag stands above the second beam, in the middle; Ken's name is the second below.
    const auto intents = stage.drag(model, {685, 160}, {220, 408});
    REQUIRE(intents.size() == 1);
    CHECK(std::get<GivePassage>(intents[0]).passage == PassageId{7});
    CHECK(std::get<GivePassage>(intents[0]).athlete == AthleteId{"Ken"});
}

TEST_CASE("digits of a delta are a fortieth of the screen's height and more", "[frame]") {
    const auto size = GENERATE(ImVec2{1280, 720}, ImVec2{2560, 1440}, ImVec2{1024, 600});
    Stage stage{size.x, size.y};
    for (const auto type : {Type::Delta, Type::Whole}) {
        CHECK(stage.height_of_digit(type) >= size.y / 40);
    }
}

}  // namespace qm::gui
