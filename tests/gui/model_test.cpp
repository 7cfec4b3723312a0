// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/progress.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

Model with_one_run() {
    return looking_at(make_session(
        {make_run("r1", {make_entry("Mara", cs(5800)), make_entry("Ken", cs(5200))})}));
}

wire::EventMessage split_event(std::uint64_t seq, const std::string& athlete, int point) {
    return {Seq{seq},
            SplitGiven{RunId{"r1"}, AthleteId{athlete}, make_split(point, cs(1450), cs(10))}};
}

}  // namespace

TEST_CASE("an event that comes after the snapshot changes the session", "[model]") {
    auto model = with_one_run();
    take(model, split_event(11, "Mara", 0), 5);
    REQUIRE(model.run() != nullptr);
    CHECK(model.run()->entries[0].splits.size() == 1);
    CHECK(model.feed().last_seq() == Seq{11});
}

TEST_CASE("an event that was known already changes nothing", "[model]") {
    auto model = with_one_run();
    take(model, split_event(10, "Mara", 0), 5);
    CHECK(model.run()->entries[0].splits.empty());
    CHECK(model.feed().last_seq() == Seq{10});
}

TEST_CASE("a hello of the same session keeps what is known, one of another empties it", "[model]") {
    auto model = with_one_run();
    take(model, make_hello("s1"), 6);
    CHECK(model.run() != nullptr);
    take(model, make_hello("s2"), 7);
    CHECK(model.run() == nullptr);
    CHECK(model.feed().last_seq() == Seq{});
    CHECK_FALSE(model.feed().has_session());
}

TEST_CASE("a new split is marked for two seconds", "[model]") {
    auto model = with_one_run();
    take(model, split_event(11, "Mara", 0), 5);
    const auto is_fresh = [&](double at) {
        return model.feed().is_fresh(RunId{"r1"}, AthleteId{"Mara"}, 0, local_s(at));
    };
    CHECK(is_fresh(5));
    CHECK(is_fresh(6.99));
    CHECK_FALSE(is_fresh(7.01));
    CHECK_FALSE(model.feed().is_fresh(RunId{"r1"}, AthleteId{"Ken"}, 0, local_s(5)));
}

TEST_CASE("the latest run is in focus until another is chosen, and a new one takes over",
          "[model]") {
    auto model = looking_at(make_session({make_run("r1", {}), make_run("r2", {})}));
    CHECK(model.run()->run == RunId{"r2"});
    press(model, {Key::Left});
    CHECK(model.run()->run == RunId{"r1"});
    press(model, {Key::Left});
    CHECK(model.run()->run == RunId{"r1"});
    take(model, wire::EventMessage{Seq{11}, RunCreated{make_run("r3", {})}}, 1);
    CHECK(model.run()->run == RunId{"r3"});
}

TEST_CASE("Tab goes round the athletes, a digit chooses one", "[model]") {
    auto model = with_one_run();
    const auto name = [&] { return model.athlete()->plan.athlete.text(); };
    CHECK(name() == "Mara");
    press(model, {Key::Tab});
    CHECK(name() == "Ken");
    press(model, {Key::Tab});
    CHECK(name() == "Mara");
    press(model, {Key::BackTab});
    CHECK(name() == "Ken");
    press(model, typed(U"1"));
    CHECK(name() == "Mara");
    press(model, typed(U"9"));
    CHECK(name() == "Mara");
}

TEST_CASE("the clock runs from each athlete's own start", "[model]") {
    auto run = make_run("r1", {make_entry("Mara", cs(5800)), make_entry("Ken", cs(5200))});
    CHECK_FALSE(running_time(run, run.entries[0], gate_s(5)));
    run.started = gate_s(2);
    run.entries[1].plan.delay = std::chrono::seconds{20};
    CHECK(running_time(run, run.entries[0], gate_s(5)) == cs(300));
    CHECK(running_time(run, run.entries[1], gate_s(5)) == cs(-1700));
    run.entries[1].standing.start = gate_s(4);
    CHECK(running_time(run, run.entries[1], gate_s(5)) == cs(100));
    run.start = StartKind::Gate;
    CHECK_FALSE(running_time(run, run.entries[0], gate_s(5)));
}

TEST_CASE("where an athlete is, is said by the next arrival and never beyond its gate", "[model]") {
    auto run = make_run("r1", {make_entry("Mara", cs(6000))});
    auto& entry = run.entries[0];
    run.started = gate_s(0);
    CHECK(predicted_metres(run, entry, gate_s(7.5)) == 50.0);
    CHECK(predicted_metres(run, entry, gate_s(99)) == 100.0);
    CHECK_FALSE(predicted_metres(run, entry, gate_s(-1)));
    entry.splits.push_back(make_split(0, cs(1400), cs(-100)));
    entry.standing.next_point = 1;
    entry.standing.next_due = cs(2800);
    CHECK(predicted_metres(run, entry, gate_s(21)) == 150.0);
    const std::vector<std::optional<Elapsed>> plan{cs(1500), std::nullopt, cs(4500), cs(6000)};
    CHECK(metres_by(plan, run, entry, gate_s(21)) == 140.0);
    entry.standing.next_point = 1'000'000;
    CHECK_FALSE(predicted_metres(run, entry, gate_s(21)));
}

TEST_CASE("nothing moves before the start and after the end", "[model]") {
    auto model = with_one_run();
    CHECK_FALSE(model.is_moving(local_s(1)));
    take(model,
         wire::EventMessage{Seq{11},
                            PhaseChanged{RunId{"r1"}, RunPhase::Running, gate_s(1), gate_s(1)}},
         1);
    CHECK(model.is_moving(local_s(2)));
    take(model,
         wire::EventMessage{Seq{12},
                            PhaseChanged{RunId{"r1"}, RunPhase::Ended, gate_s(3), gate_s(1)}},
         3);
    CHECK_FALSE(model.is_moving(local_s(4)));
}

}  // namespace qm::gui
