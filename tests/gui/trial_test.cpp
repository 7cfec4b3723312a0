// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/key_line.hpp"
#include "gui/model/trial.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

Link down() {
    Link link;
    link.phase = LinkPhase::Down;
    link.address = "127.0.0.1:7400";
    link.reason = "connection refused";
    return link;
}

/// Nothing known, nothing reached.
Model alone() {
    Model model;
    model.begin({"127.0.0.1", "7400"}, {}, "laptop");
    model.take(down());
    return model;
}

template <class T>
bool is_next(Model& model) {
    const auto step = model.take_trial_step(local_s(1));
    return step && std::holds_alternative<T>(std::get<wire::Command>(*step).act);
}

void set_phase(Model& model, std::uint64_t seq, RunPhase phase) {
    take(model,
         wire::EventMessage{Seq{seq}, PhaseChanged{RunId{"r1"}, phase, gate_s(1), std::nullopt}},
         1);
}

}  // namespace

TEST_CASE("where no daemon was ever reached the screen says what to do in three steps", "[trial]") {
    const auto first = first_steps(alone());
    REQUIRE(first);
    CHECK(first->title == "No daemon yet");
    CHECK(first->steps.size() == 3);
    CHECK(key_line(alone()).front().does == "begin a simulated run");
    auto finding = alone();
    finding.set_found({{"infield-pi", "infield-pi.local", {"infield-pi.local", "7400"}}});
    CHECK(
        first_steps(finding)->steps.at(1).what.starts_with("Press W: one daemon announces itself"));
}

TEST_CASE("who has reached a daemon or knows one needs no first steps", "[trial]") {
    Model trying;
    trying.begin({"127.0.0.1", "7400"}, {}, "laptop");
    CHECK_FALSE(first_steps(trying));  // it may well answer
    CHECK_FALSE(first_steps(looking_at(make_session({}))));
    KnownDaemons known;
    known.keep({"infield-pi", {{"infield-pi", "7400"}, "7443", std::string(64, 'a'), "token"}});
    Model paired;
    paired.begin({"infield-pi", "7400"}, known, "laptop");
    paired.take(down());
    CHECK_FALSE(first_steps(paired));
}

TEST_CASE("Enter begins a simulated run: made, armed and started as the daemon answers",
          "[trial]") {
    auto model = alone();
    CHECK(press(model, {Key::Enter}).empty());
    CHECK(model.take_trial_wish());
    CHECK_FALSE(model.take_trial_wish());
    model.on_trial(Address{"127.0.0.1", "4711"}, local_s(0));
    const auto door = model.take_journey();
    REQUIRE(door);
    CHECK(door->address.port == "4711");
    CHECK(first_steps(model)->title == "A simulated run is coming");
    CHECK_FALSE(model.take_trial_step(local_s(0)));
    auto link = open_link();
    link.address = "127.0.0.1:4711";
    model.take(link);
    auto hello = make_hello();
    hello.source = "simulated";
    take(model, hello, 1);
    CHECK_FALSE(model.take_trial_step(local_s(1)));
    take(model, wire::Snapshot{Seq{1}, Seq{1}, make_session({})}, 1);
    CHECK_FALSE(first_steps(model));
    const auto made = model.take_trial_step(local_s(1));
    REQUIRE(made);
    const auto& run = std::get<CreateRun>(std::get<wire::Command>(*made).act);
    CHECK(run.entries.size() == 3);
    CHECK_FALSE(model.take_trial_step(local_s(1)));
    take(model,
         wire::Snapshot{Seq{2}, Seq{2}, make_session({make_run("r1", {make_entry("M", cs(1))})})},
         1);
    CHECK(is_next<Arm>(model));
    set_phase(model, 3, RunPhase::Armed);
    CHECK(is_next<Start>(model));
    set_phase(model, 4, RunPhase::Running);
    CHECK_FALSE(model.take_trial_step(local_s(1)));
    CHECK_FALSE(model.trial().is_under_way());
}

TEST_CASE("a simulated run never begins at a daemon with gates, or among runs", "[trial]") {
    auto model = alone();
    press(model, {Key::Enter});
    CHECK(model.take_trial_wish());
    model.on_trial(Address{"127.0.0.1", "4711"}, local_s(0));
    static_cast<void>(model.take_journey());
    auto link = open_link();
    link.address = "127.0.0.1:4711";
    model.take(link);
    take(model, make_hello(), 1);
    take(model, wire::Snapshot{Seq{1}, Seq{1}, make_session({})}, 1);
    CHECK_FALSE(model.take_trial_step(local_s(1)));
    auto hello = make_hello("s2");
    hello.source = "simulated";
    take(model, hello, 2);
    take(model, wire::Snapshot{Seq{1}, Seq{1}, make_session({make_run("r7", {})})}, 2);
    CHECK_FALSE(model.take_trial_step(local_s(2)));
}

TEST_CASE("a simulated run whose daemon ends says so and can be begun anew", "[trial]") {
    auto model = alone();
    press(model, {Key::Enter});
    CHECK(model.take_trial_wish());
    model.on_trial(Address{"127.0.0.1", "4711"}, local_s(0));
    model.on_trial_ended(local_s(1));
    CHECK(model.notice(local_s(1))->sentence.starts_with("The daemon of the simulated run has"));
    CHECK(first_steps(model)->title == "No daemon yet");
}

TEST_CASE("a machine without the daemon's program says so", "[trial]") {
    auto model = alone();
    press(model, {Key::Enter});
    CHECK(model.take_trial_wish());
    model.on_trial(Error{"no_trial", "No simulated run: it is not installed"}, local_s(0));
    REQUIRE(model.notice(local_s(0)));
    CHECK(model.notice(local_s(0))->sentence == "No simulated run: it is not installed.");
    CHECK(first_steps(model)->title == "No daemon yet");
    press(model, {Key::Enter});
    CHECK(model.take_trial_wish());
}

}  // namespace qm::gui
