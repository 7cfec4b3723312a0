// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/focus.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

FocusView focus_on(const EntryState& entry, RunPhase phase = RunPhase::Running, double at = 0,
                   int points = 4) {
    auto run = make_run("r1", {entry}, points);
    run.phase = phase;
    if (phase == RunPhase::Running) run.started = gate_s(0);
    const auto view = focus_view(looking_at(make_session({run})), local_s(at));
    REQUIRE(view);
    return *view;
}

}  // namespace

TEST_CASE("before the start the big place says whether the run is armed", "[focus]") {
    const auto created = focus_on(make_entry("Mara", cs(5800)), RunPhase::Created);
    CHECK(created.state == "not armed");
    CHECK(created.clock == "0.0");
    CHECK(focus_on(make_entry("Mara", cs(5800)), RunPhase::Armed).state == "armed");
    CHECK(focus_on(make_entry("Mara", cs(5800)), RunPhase::Running).state.empty());
}

TEST_CASE("after a split the big place says ahead or behind", "[focus]") {
    auto entry = make_entry("Mara", cs(5800));
    entry.splits.push_back(make_split(1, cs(2942), cs(42)));
    entry.standing.predicted = Elapsed{58'640'000};
    entry.standing.predicted_pm = cs(50);
    const auto view = focus_on(entry, RunPhase::Running, 36.49);
    CHECK(view.place == "200 m");
    CHECK(view.clock == "36.4");
    REQUIRE(view.delta);
    CHECK(view.delta->text == "+0.4");
    CHECK(view.delta->shape == Shape::Down);
    CHECK(view.still_title == "for 58.00 still to run");
    CHECK(view.still == std::vector<std::string>{"14.3", "14.3"});
    CHECK_FALSE(view.still_goes_on);
    CHECK(view.finish == "58.6");
    CHECK(view.finish_band == "±0.5");
}

TEST_CASE("the stretches still to run are told from the start on", "[focus]") {
    auto entry = make_entry("Mara", cs(5800));
    entry.standing.needs = {{Distance{}, Distance::from_metres(100), cs(1390)},
                            {Distance::from_metres(100), Distance::from_metres(200), cs(1320)}};
    entry.standing.reaction = Elapsed{163'400};
    entry.standing.predicted_pm = Elapsed{20'001};
    entry.standing.predicted = cs(5800);
    const auto view = focus_on(entry, RunPhase::Running, 3);
    CHECK(view.still_title == "for 58.00 still to run");
    CHECK(view.still == std::vector<std::string>{"13.9", "13.2"});
    CHECK(view.reaction == "reaction 0.163");
    CHECK(view.finish_band == "±0.1");
}

TEST_CASE("an estimated split claims no sure delta", "[focus]") {
    auto entry = make_entry("Mara", cs(5800));
    entry.splits.push_back(make_split(1, cs(2942), cs(42)));
    entry.splits[0].kind = SplitKind::Estimated;
    const auto view = focus_on(entry);
    REQUIRE(view.delta);
    CHECK(view.delta->tone == Tone::Empty);
    CHECK(view.delta->shape == Shape::Diamond);
}

TEST_CASE("of a long way only the next stretches are listed", "[focus]") {
    auto entry = make_entry("Mara", cs(30'000), 15);
    entry.splits.push_back(make_split(0, cs(2000), cs(0)));
    const auto view = focus_on(entry, RunPhase::Running, 21, 15);
    CHECK(view.still.size() == 4);
    CHECK(view.still_goes_on);
}

TEST_CASE("a target out of reach asks for nothing impossible", "[focus]") {
    auto entry = make_entry("Mara", cs(5800));
    entry.splits.push_back(make_split(2, cs(6000), cs(1650)));
    CHECK(focus_on(entry, RunPhase::Running, 61).still.empty());
}

TEST_CASE("who has finished shows the official time", "[focus]") {
    auto entry = make_entry("Mara", cs(5800));
    entry.splits.push_back(make_split(3, cs(5790), cs(-10)));
    entry.standing.status = EntryStatus::Finished;
    entry.standing.official = "57.90";
    entry.standing.predicted = cs(5790);
    const auto view = focus_on(entry, RunPhase::Ended);
    CHECK(view.place == "finished");
    CHECK(view.clock == "57.90");
    CHECK(view.finish.empty());
    entry.standing.status = EntryStatus::Dq;
    CHECK(focus_on(entry, RunPhase::Ended).place == "disqualified");
}

TEST_CASE("who has not set off yet has a countdown", "[focus]") {
    auto entry = make_entry("Ivo", cs(5000));
    entry.plan.delay = std::chrono::seconds{80};
    const auto view = focus_on(entry, RunPhase::Running, 72.5);
    CHECK(view.place == "sets off in 8 s");
    CHECK(view.clock == "0.0");
}

TEST_CASE("without a run there is nothing in focus", "[focus]") {
    CHECK_FALSE(focus_view(looking_at(make_session({})), local_s(0)));
    CHECK_FALSE(focus_view(looking_at(make_session({make_run("r1", {})})), local_s(0)));
}

TEST_CASE("where there is no run yet, the screen says how one is made", "[focus]") {
    CHECK(no_focus_view(Model{}, local_s(0)).title == "Waiting for the daemon");
    const auto model = looking_at(make_session({}));
    CHECK_FALSE(focus_view(model, local_s(0)));
    CHECK(no_focus_view(model, local_s(0)).title == "No run yet");
    CHECK(no_focus_view(model, local_s(0)).what == "N makes one.");
}

}  // namespace qm::gui
