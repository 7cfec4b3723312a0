// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/practice.hpp"

#include <poll.h>

#include <chrono>

#include <catch2/catch_test_macros.hpp>

#include "daemon/app/clock.hpp"
#include "daemon/app/rehearsal.hpp"
#include "daemon/timing/engine.hpp"

using namespace qm;
using namespace std::chrono_literals;

namespace {

const AthleteId kAda{"Ada"};
const AthleteId kBea{"Bea"};

EntryPlan planned(const AthleteId& athlete, Elapsed target) {
    EntryPlan plan{athlete};
    plan.target = target;
    return plan;
}

/// Ada runs 54.3 s where 54 are planned, and g200 does not see her; Bea comes back through it.
scene::Scenario file() {
    scene::Scenario scenario;
    scenario.seed = 5;
    scenario.run.run = RunId{"practice"};
    scenario.run.distance = Distance::from_mm(400'000);
    scenario.run.entries = {planned(kAda, 54s), planned(kBea, 58s)};
    scenario.performances.resize(2);
    scenario.performances[0].time = 54'300ms;
    scenario.dirt.misses = {{kAda, GateId{"g200"}}};
    scenario.dirt.doubles = {{{kBea, GateId{"g200"}}, 5s}};
    scenario.dirt.abreast = {{kAda, kBea, std::nullopt, 15ms}};
    return scenario;
}

/// The run as a session holds it.
RunState run_of(const CreateRun& run) {
    timing::Engine engine{scene::four_gates(), {}};
    std::vector<Event> events;
    REQUIRE_FALSE(engine.handle(run, events).has_value());
    return engine.state().runs[0];
}

}  // namespace

TEST_CASE("the scenario's own run is played as the file says", "[app]") {
    const auto run = run_of(file().run);
    const auto scenario = app::practice_for(file(), scene::four_gates(), run, 99);
    CHECK(scenario.seed == 5);
    CHECK(scenario.run.entries == file().run.entries);
    REQUIRE(scenario.performances.size() == 2);
    CHECK(scenario.performances[0].time == Elapsed{54'300ms});
    CHECK_FALSE(scenario.performances[1].time.has_value());
    CHECK(scenario.performances[0].course == run.entries[0].course);
    CHECK(scenario.dirt == file().dirt);
}

TEST_CASE("another run has the dirt of those who are in it, and other chances", "[app]") {
    CreateRun another = file().run;
    another.run = RunId{"r7"};
    another.entries = {planned(kAda, 60s), EntryPlan{AthleteId{"Cyd"}}};
    const auto scenario = app::practice_for(file(), scene::four_gates(), run_of(another), 99);
    CHECK(scenario.seed == 99);
    CHECK(scenario.dirt.misses.size() == 1);
    CHECK(scenario.dirt.doubles.empty());
    CHECK(scenario.dirt.abreast.empty());
    // Ada has another plan now, Cyd none at all: both run what is expected of them.
    CHECK(scenario.performances[0].time == Elapsed{60s});
    CHECK(scenario.performances[1].time > Elapsed{40s});
}

TEST_CASE("where the gate starts each, they set off one after the other", "[app]") {
    CreateRun run = file().run;
    run.start = StartKind::Gate;
    const auto scenario = app::practice_for(file(), scene::four_gates(), run_of(run), 99);
    CHECK(scenario.run.entries[0].delay == Elapsed{});
    CHECK(scenario.run.entries[1].delay == Elapsed{10s});
}

TEST_CASE("a practice run takes a name that no other run has", "[app]") {
    SessionState state;
    CHECK(app::practice_run(file(), state, Instant{1s}).run.text() == "practice");
    CHECK(app::practice_run(file(), state, Instant{1s}).at == Instant{1s});
    state.runs.resize(1);
    state.runs[0].run = RunId{"practice"};
    CHECK(app::practice_run(file(), state, Instant{1s}).run.text() == "practice-2");
}

TEST_CASE("a scenario happens live on the simulated gates", "[app]") {
    LogHeader ground;
    ground.track.lap = Distance::from_metres(50);
    ground.gates = {{GateId{"finish"}, Distance{}}, {GateId{"half"}, Distance::from_metres(25)}};
    auto scenario = file();
    scenario.run.distance = Distance::from_metres(50);
    scenario.run.entries = {planned(kAda, 1s)};
    scenario.performances = {{}};
    scenario.dirt = {};
    scenario.dirt.misses = {{kAda, GateId{"half"}}};

    hardware::Simulated gates{1};
    app::Rehearsal rehearsal{gates, ground, 1, scenario};
    timing::Engine engine{ground, timing::Settings{.noise = 100us, .torso = 1ms, .top_speed = 100}};
    std::vector<Event> events;
    const auto take = [&](const Input& input) {
        events.clear();
        REQUIRE_FALSE(engine.handle(input, events).has_value());
        rehearsal.follow(events, engine.state(), app::now());
    };
    take(app::practice_run(scenario, engine.state(), app::now()));
    const Instant start = app::now();
    take(Start{start, RunId{"practice"}, StartKind::Hand});
    std::vector<Edge> seen;
    while (app::now() < start + 5s && seen.size() < 2) {
        pollfd wait{gates.wait_fd(), POLLIN, 0};
        poll(&wait, 1, 100);
        std::vector<Input> inputs;
        REQUIRE(gates.read(inputs).has_value());
        for (const auto& input : inputs) seen.push_back(std::get<Edge>(input));
    }
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].gate.text() == "finish");
    CHECK(elapsed_between(start, seen[0].at) == Elapsed{1s});
}
