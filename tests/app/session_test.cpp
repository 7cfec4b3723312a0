// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/session.hpp"

#include <catch2/catch_test_macros.hpp>

#include "protocol/limits.hpp"

using namespace qm;
using namespace std::chrono_literals;

namespace {

LogHeader one_gate() {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}}};
    return ground;
}

CreateRun run_of(const std::string& id) {
    CreateRun plan{instant_from_ns(0), RunId{id}, Distance::from_metres(400)};
    plan.entries.resize(1);
    plan.entries[0].athlete = AthleteId{"Mara"};
    return plan;
}

}  // namespace

TEST_CASE("events are numbered through inputs and through time", "[app]") {
    app::Session session{one_gate(), timing::Settings{}};
    const auto first = session.take(Edge{instant_from_ns(0) + 1s, GateId{"finish"}, Beam{0}, true});
    CHECK(first.step.first == Seq{1});
    const auto second =
        session.take(Edge{instant_from_ns(0) + 1030ms, GateId{"finish"}, Beam{0}, false});
    CHECK(second.step.first == Seq{2});
    CHECK(session.advance_to(instant_from_ns(0) + 1100ms).events.empty());
    const auto closed = session.advance_to(instant_from_ns(0) + 1200ms);
    CHECK(closed.first == Seq{3});
    CHECK(closed.events.size() == 1);
    CHECK(session.last_seq() == Seq{3});
}

TEST_CASE("a refused input is not part of its step", "[app]") {
    app::Session session{one_gate(), timing::Settings{}};
    const auto taken = session.take(Arm{instant_from_ns(0), RunId{"nobody"}});
    REQUIRE(taken.refusal);
    CHECK_FALSE(taken.step.input.has_value());
    CHECK(taken.step.events.empty());
}

TEST_CASE("a replay of what is on record goes on with the same numbers", "[app]") {
    const std::vector<Input> inputs{
        run_of("r1"), Arm{instant_from_ns(0), RunId{"r1"}},
        Edge{instant_from_ns(0) + 1s, GateId{"finish"}, Beam{0}, true},
        Edge{instant_from_ns(0) + 1030ms, GateId{"finish"}, Beam{0}, false}};
    app::Session lived{one_gate(), timing::Settings{}};
    for (const auto& input : inputs) static_cast<void>(lived.take(input));
    app::Session restarted{one_gate(), timing::Settings{}};
    restarted.replay(inputs);
    CHECK(restarted.last_seq() == lived.last_seq());
    CHECK(restarted.state() == lived.state());
}

TEST_CASE("after a restart no number is used that a listener may have heard before", "[app]") {
    app::Session session{one_gate(), timing::Settings{}};
    const auto before =
        session.take(Edge{instant_from_ns(0) + 1s, GateId{"finish"}, Beam{0}, true});
    const auto restart = session.take(Restart{instant_from_ns(0) + 2s});
    CHECK(to_number(restart.step.first) >=
          to_number(before.step.first) + app::Session::kRestartSkips);
}

TEST_CASE("a snapshot holds the latest runs within its limit", "[app]") {
    app::Session session{one_gate(), timing::Settings{}};
    for (std::size_t i = 0; i < limits::kRuns + 5; ++i) {
        static_cast<void>(session.take(run_of("r" + std::to_string(i))));
    }
    CHECK(session.state().runs.size() == limits::kRuns + 5);
    REQUIRE(session.snapshot().runs.size() == limits::kRuns);
    CHECK(session.snapshot().runs.front().run == RunId{"r5"});
}
