// SPDX-License-Identifier: Apache-2.0
// What the daemon found wrong with a gate in a run, as the Gates screen has it.
#include "gui/model/gate_verdict.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "gui/model/gates_view.hpp"
#include "gui/model/status.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

const GateId kGate{"g100"};

Warning said(double at, const std::string& code, const GateId& gate = kGate) {
    return {gate_s(at), code, "In the daemon's words.", RunId{"r1"}, gate};
}

/// A run that began at 0, and what the daemon said of its gates.
RunState run_with(std::vector<Warning> warnings) {
    auto run = make_run("r1", {make_entry("Mara", cs(5800))});
    run.phase = RunPhase::Ended;
    run.started = gate_s(0);
    run.warnings = std::move(warnings);
    return run;
}

GateVerdict verdict(const Model& model, double at) {
    const auto& gates = model.feed().session().gates;
    const auto gate = std::find_if(gates.begin(), gates.end(),
                                   [](const GateState& one) { return one.place.id == kGate; });
    REQUIRE(gate != gates.end());
    return verdict_of(model, *gate, local_s(at));
}

void walk(Model& model, double at) {
    static_cast<void>(model.handle(Press{key('g')}, local_s(at)));
    static_cast<void>(model.handle(Press{key('w')}, local_s(at)));
    std::uint64_t seq = 10;
    for (const auto* gate : {"finish", "g100", "g200", "g300"}) {
        for (const bool broken : {true, false}) {
            at += 1;
            Edge edge;
            edge.at = gate_s(at);
            edge.gate = GateId{gate};
            edge.broken = broken;
            take(model, wire::EventMessage{Seq{++seq}, edge}, at);
        }
    }
}

}  // namespace

TEST_CASE("a gate with another's wire in the last run is not ready", "[gates]") {
    const auto model = looking_at(make_session({run_with({said(20, "crossed_wires")})}));
    CHECK(verdict(model, 60).fault == Fault::Crossed);
    CHECK(verdict(model, 60).words.text ==
          "Not ready: the last run found another gate's wire here. Exchange their plugs, and walk "
          "through.");
    CHECK(gates_view(model, local_s(60)).summary == "1 of 4 gates: g100 has another gate's wire.");
    CHECK(readiness(model, local_s(60)).text == "3 of 4 gates ready");
}

TEST_CASE("a gate that saw nobody of the last run is not ready", "[gates]") {
    const auto model = looking_at(make_session({run_with({said(20, "silent_gate")})}));
    CHECK(verdict(model, 60).fault == Fault::Silent);
    CHECK(gates_view(model, local_s(60)).summary == "1 of 4 gates: g100 saw nobody.");
}

TEST_CASE("of another gate, taken back, or of an earlier run, it is no charge any more",
          "[gates]") {
    auto session = make_session({run_with({said(20, "silent_gate")})});
    SECTION("another gate") { session.runs[0].warnings[0].gate = GateId{"g200"}; }
    SECTION("taken back") { session.runs[0].warnings.push_back(said(30, "gate_cleared")); }
    SECTION("an earlier run") {
        session.runs.push_back(run_with({}));
        session.runs[1].run = RunId{"r2"};
    }
    CHECK(verdict(looking_at(session), 60).readiness == Readiness::Ready);
}

TEST_CASE("a run that has not begun says nothing of the gates", "[gates]") {
    auto session = make_session({run_with({said(20, "silent_gate")})});
    session.runs.push_back(run_with({}));
    session.runs[1].run = RunId{"r2"};
    session.runs[1].phase = RunPhase::Armed;
    session.runs[1].started.reset();
    CHECK(verdict(looking_at(session), 60).fault == Fault::Silent);
}

TEST_CASE("a walk-through after the run shows the gate mended, one before it shows nothing",
          "[gates]") {
    auto model = looking_at(make_session({run_with({said(20, "silent_gate")})}));
    SECTION("after") {
        walk(model, 30);
        CHECK(verdict(model, 60).readiness == Readiness::Ready);
    }
    SECTION("before") {
        walk(model, 5);
        CHECK(verdict(model, 60).fault == Fault::Silent);
    }
}

}  // namespace qm::gui
