// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "gui/model/gates_view.hpp"
#include "gui/model/key_line.hpp"
#include "gui/model/status.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

/// No gate has been broken yet.
SessionState untested() {
    auto session = make_session({});
    for (auto& gate : session.gates) gate.changed.reset();
    return session;
}

/// A model on the Gates screen, and what comes from the daemon, event by event.
class Bench {
public:
    Bench() : model_(looking_at(untested())) { press(model_, typed(U"g")); }

    Model& model() { return model_; }

    void event(Event event, double at) {
        take(model_, wire::EventMessage{Seq{++seq_}, std::move(event)}, at);
    }
    void edge(const std::string& gate, double at, bool broken, std::uint8_t beam = 0) {
        Edge edge;
        edge.at = gate_s(at);
        edge.gate = GateId{gate};
        edge.beam = Beam{beam};
        edge.broken = broken;
        event(edge, at);
    }
    void pulse(const std::string& gate, double at, double width) {
        edge(gate, at, true);
        edge(gate, at + width, false);
    }
    void walk(const std::vector<std::string>& gates, double at) {
        for (const auto& gate : gates) pulse(gate, at += 20, 0.2);
    }
    /// What the top line says of the gates when all else is well.
    std::string trouble(double at) {
        take(model_, wire::RecordedThrough{Seq{seq_}}, at);
        return status_line(model_, local_s(at)).trouble.value_or("");
    }
    GatesView view(double at) { return gates_view(model_, local_s(at)); }
    GateRow row(const std::string& gate, double at) {
        const auto all = view(at).rows;
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const GateRow& row) { return row.name == gate; });
        REQUIRE(found != all.end());
        return *found;
    }
    void press_at(Key key, double at) { static_cast<void>(model_.handle(Press{key}, local_s(at))); }

private:
    Model model_;
    std::uint64_t seq_ = 10;
};

const std::vector<std::string> kRound{"finish", "g100", "g200", "g300"};

}  // namespace

TEST_CASE("a gate is ready once something has broken it and it is clear and steady", "[gates]") {
    Bench bench;
    CHECK(bench.view(1).headline.text == "Not tested");
    CHECK(bench.view(1).summary == "4 of 4 gates. Walk once around, through each beam.");
    CHECK(bench.row("g200", 1).verdict.readiness == Readiness::Untested);
    CHECK(bench.row("g200", 1).body == "—");
    CHECK(readiness(bench.model(), local_s(1)).text == "4 gates clear, 4 not tested");
    bench.walk(kRound, 0);
    const auto row = bench.row("g100", 160);
    CHECK(row.beam.text == "clear");
    CHECK(row.verdict.words.text == "Ready");
    CHECK(row.body == "200 ms, 2 min ago");
    CHECK(row.flicker == "0 in 60 s");
    CHECK(bench.view(160).headline.text == "Ready");
    CHECK(bench.view(160).summary == "4 gates");
}

TEST_CASE("the track that the distances are of is told", "[gates]") {
    Bench bench;
    CHECK(bench.view(1).track == "Track as set up: lap 400 m, straights 84.39 m");
}

TEST_CASE("a beam that stays broken is told with how long and what to do", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    bench.edge("g200", 100, true);
    CHECK(bench.row("g200", 100.5).beam.text == "broken");
    // A body takes no two seconds.
    CHECK(bench.row("g200", 101).verdict.readiness == Readiness::Ready);
    const auto row = bench.row("g200", 114);
    CHECK(row.beam.text == "broken for 14 s");
    CHECK(row.beam.shape == Shape::Square);
    CHECK(row.verdict.words.text ==
          "Not ready: the beam is blocked or turned. Line it up until the tone stops.");
    CHECK(bench.view(114).headline.text == "Not ready");
    CHECK(bench.view(114).summary == "1 of 4 gates: g200 is broken.");
    REQUIRE(row.minute.size() == 2);
    CHECK(row.minute.back().to == 1);
    bench.edge("g200", 130, false);
    CHECK(bench.row("g200", 130).verdict.readiness == Readiness::Ready);
}

TEST_CASE("flickers of the last minute are counted, and many make a gate not ready", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    for (int i = 0; i < 212; ++i) bench.pulse("g300", 100 + i * 0.1, 0.0025);
    const auto row = bench.row("g300", 122);
    CHECK(row.flicker == "212 in 60 s");
    CHECK(row.verdict.words.text ==
          "Not ready: 212 flickers in a minute, none over 3 ms. Sun on the receiver, or a loose "
          "tripod.");
    CHECK(bench.view(122).summary == "1 of 4 gates: g300 flickers.");
    CHECK(bench.row("g300", 182).flicker == "0 in 60 s");
    CHECK(bench.row("g300", 182).verdict.readiness == Readiness::Ready);
    bench.pulse("g300", 190, 0.002);
    CHECK(bench.row("g300", 191).verdict.readiness == Readiness::Ready);
}

TEST_CASE("a beam that breaks again and again flickers, however long each time", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    for (int i = 0; i < 120; ++i) bench.pulse("g300", 100 + i * 0.05, 0.025);
    CHECK(bench.row("g300", 110).flicker == "120 in 60 s");
    CHECK(bench.row("g300", 110)
              .verdict.words.text.starts_with(
                  "Not ready: 120 flickers in a minute, none over 25 ms."));
    // Eight athletes in three seconds do not.
    for (int i = 0; i < 40; ++i) bench.pulse("g100", 100 + i * 0.075, 0.03);
    CHECK(bench.row("g100", 110).verdict.readiness == Readiness::Ready);
}

TEST_CASE("arms and legs of a body are no flickers", "[gates]") {
    Bench bench;
    bench.pulse("g100", 10, 0.006);
    bench.pulse("g100", 10.1, 0.034);
    bench.pulse("g100", 10.2, 0.012);
    CHECK(bench.row("g100", 11).flicker == "0 in 60 s");
    CHECK(bench.row("g100", 11).body == "34 ms, now");
}

TEST_CASE("lost edges make a gate not ready for a minute and stay told", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    EdgesLost lost;
    lost.at = gate_s(100);
    lost.gate = GateId{"g100"};
    lost.count = 12;
    bench.event(lost, 100);
    CHECK(bench.row("g100", 101).verdict.words.text.starts_with("Not ready: 12 edges lost"));
    CHECK(bench.row("g100", 170).verdict.readiness == Readiness::Ready);
    CHECK(bench.row("g100", 170).flicker == "0 in 60 s · 12 lost");
}

TEST_CASE("without a connection nothing is claimed", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    auto link = open_link();
    link.phase = LinkPhase::Down;
    bench.model().take(link);
    CHECK(bench.view(100).headline.text == "Not known");
    CHECK(readiness(bench.model(), local_s(100)).text == "gates not known");
    CHECK(bench.row("g100", 100).beam.text == "not known");
    CHECK(bench.row("g100", 100).verdict.readiness == Readiness::Unknown);
}

TEST_CASE("what the daemon repeats is not counted twice", "[gates]") {
    Bench bench;
    Edge edge;
    edge.at = gate_s(5);
    edge.gate = GateId{"g100"};
    edge.broken = true;
    bench.press_at(key('i'), 1);
    take(bench.model(), wire::EventMessage{Seq{11}, edge}, 5);
    take(bench.model(), wire::EventMessage{Seq{11}, edge}, 5);
    CHECK(bench.view(6).idle.text == "idle test 0:05 of 1:00: g100 broke once");
}

TEST_CASE("the idle test lasts a minute and tells which gate broke", "[gates]") {
    Bench bench;
    bench.press_at(key('I'), 10);
    CHECK(bench.view(52.4).idle.text == "idle test 0:42 of 1:00");
    CHECK(bench.view(40).idle_done == 0.5);
    CHECK(bench.view(75).idle.text == "idle test passed, 5 s ago");
    CHECK(bench.view(75).idle.tone == Tone::Ready);
    bench.pulse("g300", 80, 0.03);
    CHECK(bench.view(81).idle.text == "idle test passed, 11 s ago");
    bench.press_at(key('i'), 100);
    bench.pulse("g300", 110, 0.03);
    bench.pulse("g300", 111, 0.03);
    bench.pulse("finish", 112, 0.03);
    CHECK(bench.view(165).idle.text ==
          "idle test failed, 5 s ago: finish broke once, g300 broke 2 times");
    CHECK(bench.row("g300", 165).verdict.words.text ==
          "Not ready: broken 2 times in the idle test. Look for leaves, flags and people, and "
          "test again.");
}

TEST_CASE("what is wrong is summed up by fault, and the top line says it too", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    bench.press_at(key('i'), 100);
    for (const auto* gate : {"finish", "g100", "g300"}) bench.pulse(gate, 110, 0.03);
    bench.edge("g200", 120, true);
    CHECK(bench.view(130).summary ==
          "4 of 4 gates: g200 is broken; finish, g100 and g300 broke in the idle test.");
    CHECK(bench.trouble(130) ==
          "4 of 4 gates not ready: g200 is broken for 10 s. Clear its beam or line it up.");
    bench.edge("g200", 131, false);
    CHECK(bench.trouble(131) == "4 of 4 gates not ready: finish broke in the idle test.");
    CHECK(readiness(bench.model(), local_s(131)).text == "0 of 4 gates ready");
    // Later than that the test says nothing of the beams any more.
    CHECK(bench.row("g100", 800).verdict.readiness == Readiness::Ready);
}

TEST_CASE("one test at a time: whoever walks through disturbs an idle test", "[gates]") {
    Bench bench;
    bench.press_at(key('i'), 10);
    bench.press_at(key('w'), 20);
    CHECK(bench.view(21).walking);
    CHECK(bench.view(21).idle.text.empty());
    bench.press_at(key('i'), 30);
    CHECK_FALSE(bench.view(31).walking);
    bench.press_at(key('w'), 100);
    CHECK(bench.view(101).idle.text == "idle test passed, 11 s ago");
}

TEST_CASE("a test that is not over ends when a run is armed: athletes pass the gates", "[gates]") {
    Bench bench;
    bench.press_at(key('w'), 10);
    bench.walk({"finish"}, 10);
    bench.event(PhaseChanged{RunId{"r1"}, RunPhase::Armed, gate_s(40)}, 40);
    CHECK_FALSE(bench.view(41).walking);
    bench.press_at(key('i'), 50);
    bench.event(PhaseChanged{RunId{"r2"}, RunPhase::Armed, gate_s(60)}, 60);
    CHECK(bench.view(61).idle.text.empty());
    bench.press_at(key('w'), 70);
    bench.walk({"g100", "finish", "g200", "g300"}, 70);
    bench.event(PhaseChanged{RunId{"r3"}, RunPhase::Armed, gate_s(200)}, 200);
    CHECK(bench.view(201).walk.is_over);
    press(bench.model(), {Key::Escape});
    CHECK(bench.trouble(201) ==
          "2 of 4 gates not ready: finish has another gate's wire. G tells more.");
}

TEST_CASE("an idle test that the connection left proves nothing", "[gates]") {
    Bench bench;
    bench.press_at(key('i'), 10);
    auto link = open_link();
    link.phase = LinkPhase::Connecting;
    bench.model().take(link);
    bench.model().take(open_link());
    CHECK(bench.view(80).idle.text == "idle test stopped: the connection was lost");
}

TEST_CASE("a walk-through that goes well", "[gates]") {
    Bench bench;
    CHECK_FALSE(bench.view(1).walking);
    bench.press_at(key('w'), 1);
    CHECK(bench.view(1).walk.sentence == "Next: finish.");
    bench.walk({"finish", "g100"}, 0);
    CHECK(bench.view(50).walk.sentence == "Next: g200.");
    CHECK(bench.view(50).walk.steps.at(1).state == WalkState::Passed);
    CHECK(bench.view(50).walk.steps.at(2).state == WalkState::Ahead);
    bench.walk({"g200", "g300"}, 50);
    CHECK(bench.view(100).walk.is_over);
    CHECK(bench.view(100).walk.is_good);
    CHECK(bench.view(100).walk.sentence == "Each gate saw you in its turn.");
}

TEST_CASE("a walk-through finds wires that are exchanged", "[gates]") {
    Bench bench;
    bench.press_at(key('w'), 1);
    bench.walk({"finish", "g100", "g300"}, 0);
    CHECK(bench.view(70).walk.sentence ==
          "Expected g200, but the break came on g300: are their two wires exchanged? Walk on.");
    CHECK_FALSE(bench.view(70).walk.is_good);
    bench.walk({"g200"}, 70);
    const auto walk = bench.view(100).walk;
    CHECK(walk.is_over);
    CHECK(walk.sentence ==
          "g200 and g300 have each other's wires: exchange their plugs at the daemon.");
    CHECK(walk.steps.at(2).state == WalkState::Crossed);
    CHECK(walk.steps.at(3).state == WalkState::Crossed);
    // It is not ready, whatever its beam says.
    CHECK(bench.view(100).summary == "2 of 4 gates: g200 and g300 have each other's wires.");
    CHECK(bench.row("g200", 100).verdict.words.text ==
          "Not ready: the walk found another gate's wire here. Exchange their plugs, and walk "
          "again.");
    CHECK(bench.row("g100", 100).verdict.readiness == Readiness::Ready);
    bench.press_at(key('w'), 110);
    CHECK(bench.row("g200", 110).verdict.readiness == Readiness::Ready);
}

TEST_CASE("wires are found exchanged over another gate too, and the finish line's", "[gates]") {
    Bench bench;
    bench.press_at(key('w'), 1);
    bench.walk({"finish", "g300", "g200", "g100"}, 0);
    CHECK(bench.view(100).walk.sentence ==
          "g100 and g300 have each other's wires: exchange their plugs at the daemon.");
    CHECK(bench.view(100).walk.steps.at(2).state == WalkState::Passed);
    bench.press_at(key('w'), 101);
    bench.walk({"g100", "finish", "g200", "g300"}, 101);
    CHECK(bench.view(200).walk.sentence ==
          "finish and g100 have each other's wires: exchange their plugs at the daemon.");
}

TEST_CASE("a walk-through tells a gate that saw nothing", "[gates]") {
    Bench bench;
    bench.press_at(key('w'), 1);
    bench.walk({"finish", "g100", "g300", "finish"}, 0);
    auto walk = bench.view(100).walk;
    CHECK(walk.steps.at(2).state == WalkState::Missed);
    CHECK(walk.sentence == "g200 saw nothing: line it up, and walk again.");
    CHECK(bench.view(100).summary == "1 of 4 gates: g200 saw nothing of the walk.");
    bench.press_at(key('w'), 101);
    // The last one shows when the lap is closed.
    bench.walk({"finish", "g100", "g200", "finish"}, 101);
    walk = bench.view(200).walk;
    CHECK(walk.is_over);
    CHECK(walk.sentence == "g300 saw nothing: line it up, and walk again.");
}

TEST_CASE("whoever lingers in a beam, or passes one behind, does not disturb a walk", "[gates]") {
    Bench bench;
    bench.press_at(key('w'), 1);
    bench.walk({"finish", "finish", "g100", "finish", "g200", "g200", "g300"}, 0);
    CHECK(bench.view(200).walk.sentence == "Each gate saw you in its turn.");
}

TEST_CASE("the tone sounds while the gate that is lined up is broken", "[gates]") {
    Bench bench;
    bench.edge("g200", 10, true);
    CHECK_FALSE(hums(bench.model()));
    bench.press_at(key('m'), 11);
    CHECK(hums(bench.model()));
    // The first in the list is the finish line's gate; it is clear.
    bench.press_at(Key::Down, 12);
    CHECK(bench.row("finish", 12).chosen);
    CHECK_FALSE(hums(bench.model()));
    bench.press_at(Key::Up, 13);
    CHECK(hums(bench.model()));
    bench.edge("g200", 14, false);
    CHECK_FALSE(hums(bench.model()));
    bench.edge("g200", 15, true);
    bench.press_at(Key::Escape, 16);
    CHECK(bench.model().screen() == Screen::Live);
    CHECK_FALSE(hums(bench.model()));
}

TEST_CASE("a row that is chosen again is let go", "[gates]") {
    Bench bench;
    static_cast<void>(bench.model().handle(GoToField{1}, local_s(1)));
    CHECK(bench.row("g100", 1).chosen);
    static_cast<void>(bench.model().handle(GoToField{1}, local_s(1)));
    CHECK_FALSE(bench.row("g100", 1).chosen);
    static_cast<void>(bench.model().handle(GoToField{99}, local_s(1)));
}

TEST_CASE("another session knows nothing of what the gates did in this one", "[gates]") {
    Bench bench;
    bench.walk(kRound, 0);
    bench.press_at(key('w'), 90);
    bench.press_at(key('m'), 90);
    take(bench.model(), make_hello("s2"), 100);
    take(bench.model(), wire::Snapshot{Seq{1}, Seq{1}, untested()}, 100);
    CHECK(bench.row("g100", 101).verdict.readiness == Readiness::Untested);
    CHECK_FALSE(bench.view(101).walking);
    CHECK(bench.model().gates().tone());
}

TEST_CASE("a flood of edges at gates nobody knows takes no more memory", "[gates]") {
    Bench bench;
    for (int i = 0; i < 1000; ++i) bench.pulse("x" + std::to_string(i), i, 0.001);
    for (int i = 0; i < 1000; ++i) bench.edge("g100", 1000, i % 2 == 0, 9);
    CHECK(bench.view(1001).rows.size() == 4);
    CHECK(bench.model().gates().log_of(GateId{"x999"}) == nullptr);
}

}  // namespace qm::gui
