// SPDX-License-Identifier: Apache-2.0
#include <imgui.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "gui/model/season_chart.hpp"
#include "tests/gui/stage.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

TEST_CASE("the archive draws the worst runs within the window", "[frame]") {
    const auto size = GENERATE(ImVec2{1280, 720}, ImVec2{640, 720}, ImVec2{1024, 600});
    Stage stage{size.x, size.y};
    auto model = looking_at(hostile_session());
    press(model, typed(U"h"));
    const auto draw = [&] {
        stage.draw(model);
        CHECK(stage.all_inside());
        CHECK(stage.vertices() > 100);
    };
    const auto answer = [&](wire::KeptMessage kept) {
        const auto question = model.take_question();
        REQUIRE(question.has_value());
        kept.id = question->id;
        kept.what = question->what;
        take(model, std::move(kept), 1);
        draw();
    };
    const auto state = model.feed().session().runs.front();
    wire::KeptMessage kept;
    wire::KeptRun line;
    line.session = SessionId{std::string(32, 's')};
    line.run = RunId{std::string(32, 'r')};
    line.distance = state.distance;
    line.entries = line.finished = 4'000'000'000U;
    line.best = Elapsed{86'400'000'000};
    for (int i = 0; i < 4; ++i) line.athletes.emplace_back(std::string(80, 'W'));
    for (int i = 0; i < 500; ++i) {
        line.run = RunId{std::to_string(i)};
        line.wall = WallTime{(i - 250) * 30'000'000'000'000'000};
        kept.runs.push_back(line);
    }
    answer(kept);
    press(model, {Key::Up, Key::Down, Key::Enter});
    draw();
    kept = {};
    kept.runs = {line};
    kept.state = state;
    answer(kept);
    for (int i = 0; i < 30; ++i) press(model, {Key::Down, Key::Right}), draw();
    press(model, typed(U"c"));
    press(model, {Key::Up});
    press(model, typed(U"c"));
    CHECK(model.shelf().page() == Shelf::Page::Compare);
    draw();
    press(model, {Key::Escape, Key::Enter});
    kept = {};
    for (int i = 0; i < 500; ++i) {
        kept.bests.push_back({state.distance, StartKind::Gate, Distance::from_metres(i),
                              Elapsed{86'400'000'000}, Elapsed{86'400'000'000}, line.session,
                              line.run, WallTime{}});
        kept.seasons.push_back({AthleteId{"x"}, state.distance, StartKind::Gate, 4'000'000'000U,
                                4'000'000'000U, Elapsed{86'400'000'000}, Elapsed{-1}, WallTime{},
                                WallTime{}});
    }
    answer(kept);
    answer(kept);
    for (int i = 0; i < 500; ++i) {
        const auto day = WallTime{(i % 7 - 3) * 30'000'000'000'000'000};
        kept.finishes.push_back({line.distance,
                                 line.start,
                                 line.distance,
                                 Elapsed{(i - 250) * 1'000'000'000LL},
                                 {},
                                 line.session,
                                 line.run,
                                 day});
    }
    answer(kept);
    CHECK(season_chart(model.shelf()).has_value());
    for (int i = 0; i < 30; ++i) press(model, {Key::Down}), draw();
}

TEST_CASE("the review draws the worst passages within the window", "[frame]") {
    const auto size = GENERATE(ImVec2{1280, 720}, ImVec2{640, 720}, ImVec2{2560, 1080});
    Stage stage{size.x, size.y};
    auto session = hostile_session();
    session.runs.back().started = gate_s(0);
    for (int i = 4; i < 32; ++i) {
        GateState gate;
        gate.place.id = GateId{std::string(30, 'W') + std::to_string(i)};
        session.gates.push_back(std::move(gate));
    }
    auto model = looking_at(session);
    std::uint64_t seq = 10;
    for (int i = 0; i < 600; ++i) {
        const auto& gate = session.gates.at(static_cast<std::size_t>(i % 32)).place.id;
        const auto beam = static_cast<Beam>(i % 2);
        take(model, wire::EventMessage{Seq{++seq}, Edge{gate_s(i), gate, beam, i % 3 != 0}}, i);
        PassageClosed passage;
        passage.passage = PassageId{static_cast<std::uint64_t>(i)};
        passage.gate = gate;
        passage.at = gate_s(i % 2 == 0 ? i : -i);
        passage.width = Elapsed{(i - 300) * 1'000'000LL};
        passage.pulses.assign(32, {passage.at, passage.width});
        passage.pulse_count = 4'000'000'000U;
        passage.verdict = std::string(600, 'v');
        if (i % 3 == 0) passage.run = session.runs.back().run;
        take(model, wire::EventMessage{Seq{++seq}, passage}, i);
    }
    for (int i = 0; i < 9; ++i) {
        ActRecord act{i, {}, std::string(300, 'a'), std::string(80, 'b'), std::string(200, 'c')};
        take(model, wire::EventMessage{Seq{++seq}, ActRecorded{session.runs.back().run, act}}, 600);
    }
    press(model, typed(U"r"));
    press(model, typed(U"w" + std::u32string(300, U'W')));
    stage.draw(model, 600);
    CHECK(stage.all_inside());
    press(model, {Key::Enter, key(',')});
    for (const auto one :
         {key('.'), key('+'), Key::Left, key('j'), key('-'), key('-'), Key::Left, key('-')}) {
        for (int i = 0; i < 4; ++i) {
            press(model, {one});
            stage.draw(model, 600);
            CHECK(stage.all_inside());
        }
    }
}

}  // namespace qm::gui
