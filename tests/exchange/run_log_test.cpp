// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/run_log.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "daemon/timing/engine.hpp"
#include "protocol/session_log.hpp"

using namespace qm;
using namespace qm::exchange;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

LogHeader ground() {
    LogHeader header;
    header.gates = {{GateId{"finish"}, Distance{}},
                    {GateId{"g100"}, Distance::from_metres(100)},
                    {GateId{"g200"}, Distance::from_metres(200)},
                    {GateId{"g300"}, Distance::from_metres(300)}};
    return header;
}

/// A 400 m run of one athlete from `at` seconds, a hundred metres each 15 s.
void add_run(std::vector<Input>& inputs, const std::string& name, int at) {
    const auto when = [at](double seconds) {
        return instant_from_ns(at * kSecond + static_cast<std::int64_t>(seconds * 1e9));
    };
    CreateRun run{when(0), RunId{name}, Distance::from_metres(400)};
    run.entries = {{AthleteId{"Athlete of " + name}}};
    run.entries[0].target = Elapsed{60'000'000};
    inputs.emplace_back(run);
    inputs.emplace_back(Arm{when(1), run.run});
    inputs.emplace_back(Start{when(2), run.run, StartKind::Gun});
    double seconds = 17;
    for (const auto* gate : {"g100", "g200", "g300", "finish"}) {
        inputs.emplace_back(Edge{when(seconds), GateId{gate}, Beam{}, true});
        inputs.emplace_back(Edge{when(seconds + 0.04), GateId{gate}, Beam{}, false});
        seconds += 15;
    }
    inputs.emplace_back(End{when(66), run.run});
}

/// Three runs and one that was never armed, all entered in the morning.
std::vector<Input> day() {
    std::vector<Input> inputs{ClockPair{instant_from_ns(0), WallTime{1}, "boot"}};
    add_run(inputs, "r1", 10);
    add_run(inputs, "r2", 100);
    add_run(inputs, "r3", 170);
    CreateRun never{instant_from_ns(8 * kSecond), RunId{"r4"}, Distance::from_metres(400)};
    never.entries = {{AthleteId{"Nobody yet"}}};
    inputs.emplace_back(never);
    inputs.emplace_back(ClockPair{instant_from_ns(300 * kSecond), WallTime{2}, "boot"});
    return in_order_of_time(std::move(inputs));
}

SessionState timed(const std::vector<Input>& inputs) {
    timing::Engine engine{ground(), {}};
    std::vector<Event> events;
    for (const auto& input : inputs) {
        const auto refusal = engine.handle(input, events);
        INFO((refusal ? refusal->sentence : std::string()));
        REQUIRE_FALSE(refusal.has_value());
    }
    engine.finish(events);
    return engine.state();
}

const RunState& run_in(const SessionState& state, const std::string& name) {
    const auto found = std::find_if(state.runs.begin(), state.runs.end(),
                                    [&](const RunState& run) { return run.run.text() == name; });
    REQUIRE(found != state.runs.end());
    return *found;
}

/// The certainties may differ: what earlier runs told of the gates is not in a run's log.
std::vector<std::pair<SplitKind, std::optional<Elapsed>>> times_in(const RunState& run) {
    std::vector<std::pair<SplitKind, std::optional<Elapsed>>> times;
    for (const auto& entry : run.entries) {
        for (const auto& split : entry.splits) times.emplace_back(split.kind, split.time);
    }
    return times;
}

}  // namespace

TEST_CASE("a run's log is timed as the run was in its session", "[unit]") {
    const auto inputs = day();
    const auto whole = timed(inputs);
    for (const std::string name : {"r1", "r2", "r3", "r4"}) {
        INFO(name);
        const auto part = inputs_of_run(inputs, RunId{name});
        CHECK(part.size() < inputs.size());
        const auto state = timed(part);
        CHECK(times_in(run_in(state, name)) == times_in(run_in(whole, name)));
        const auto log = parse_session_log(write_session_log(ground(), part));
        REQUIRE(log.has_value());
        CHECK(log->inputs == part);
    }
    CHECK(run_in(whole, "r2").entries[0].standing.status == EntryStatus::Finished);
}

TEST_CASE("a run's log holds no other run and nothing from the time of another", "[unit]") {
    const auto inputs = day();
    const auto part = inputs_of_run(inputs, RunId{"r2"});
    const auto count = [&part](auto is_counted) {
        return std::count_if(part.begin(), part.end(), is_counted);
    };
    CHECK(count([](const Input& one) { return std::holds_alternative<CreateRun>(one); }) == 1);
    CHECK(count([](const Input& one) { return std::holds_alternative<Edge>(one); }) == 8);
    CHECK(count([](const Input& one) { return std::holds_alternative<ClockPair>(one); }) == 2);
    CHECK(inputs_of_run(inputs, RunId{"r9"}).empty());
}

TEST_CASE("inputs are put in the order of their times, alike ones as they came", "[unit]") {
    const Edge late{instant_from_ns(5), GateId{"g100"}, Beam{}, true};
    const Edge early{instant_from_ns(3), GateId{"g100"}, Beam{}, true};
    const Edge second{instant_from_ns(3), GateId{"g100"}, Beam{}, false};
    CHECK(in_order_of_time({late, early, second}) == std::vector<Input>{early, second, late});
}
