// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/gate_watch.hpp"

#include <catch2/catch_test_macros.hpp>

#include "protocol/limits.hpp"
#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;
using timing::GateWatch;

namespace {

struct Watched {
    GateWatch watch{timing::Settings{}};
    int opened = 0;
    PassageId last{7};
    void edge(double t, bool broken, int beam = 0) {
        const Edge one{ms(t), GateId{"g"}, static_cast<Beam>(beam), broken};
        if (watch.edge(one, PassageId{7})) ++opened;
    }
    timing::Passage close(double t) { return watch.close(ms(t), last).at(0); }
    void pulse(double t, double width) {
        edge(t, true);
        edge(t + width, false);
    }
};

}  // namespace

TEST_CASE("the longest pulse of a passage gives its Instant", "[timing]") {
    Watched gate;
    gate.pulse(1000, 6);   // arm
    gate.pulse(1050, 31);  // torso
    gate.pulse(1100, 18);  // leg
    CHECK(gate.opened == 1);
    CHECK(gate.watch.deadline() == ms(1200));
    const auto passage = gate.close(1200);
    CHECK(passage.first == ms(1000));
    REQUIRE(passage.longest);
    CHECK(passage.longest->at == ms(1050));
    CHECK(passage.longest->width == std::chrono::milliseconds{31});
    CHECK(passage.pulse_count == 3);
}

TEST_CASE("a passage waits for a pulse that began within the lockout", "[timing]") {
    Watched gate;
    gate.pulse(1000, 5);
    gate.edge(1190, true);
    CHECK(gate.watch.deadline() == ms(3190));  // unless it is restored
    gate.edge(1230, false);
    CHECK(gate.watch.deadline() == ms(1200));
    CHECK(gate.close(1230).longest->at == ms(1190));
}

TEST_CASE("a beam broken for two seconds is blocked and opens nothing until it is restored",
          "[timing]") {
    Watched gate;
    gate.edge(1000, true);
    CHECK(gate.close(3000).blocked);
    gate.edge(3500, true);
    CHECK(gate.opened == 1);
    gate.edge(9000, false);
    gate.pulse(10000, 30);
    CHECK(gate.opened == 2);
}

TEST_CASE("a dual gate counts the time both beams are broken", "[timing]") {
    Watched gate;
    gate.edge(1000, true, 0);
    gate.edge(1003, true, 1);
    gate.edge(1030, false, 0);
    gate.edge(1034, false, 1);
    const auto passage = gate.close(1300);
    CHECK(passage.longest->at == ms(1003));
    CHECK(passage.longest->width == std::chrono::milliseconds{27});
    // From now on one beam alone is nothing.
    gate.pulse(2000, 20);
    CHECK(gate.opened == 1);
}

TEST_CASE("an edge that repeats what a beam does changes nothing", "[timing]") {
    Watched gate;
    gate.edge(1000, false);
    gate.edge(1000, true);
    gate.edge(1010, true);
    gate.edge(1030, false);
    gate.edge(1040, false);
    const auto passage = gate.close(1300);
    CHECK(passage.pulse_count == 1);
    CHECK(passage.longest->width == std::chrono::milliseconds{30});
}

TEST_CASE("a chattering beam is held in bounded memory", "[timing]") {
    Watched gate;
    for (int i = 0; i < 1000; ++i) gate.pulse(1000 + i * 0.1, 0.05);
    const auto passage = gate.close(1200);
    CHECK(passage.pulse_count == 200);  // then it is muted
    CHECK(passage.pulses.size() == limits::kPulses);
}

TEST_CASE("slow athletes get more time, fast ones less", "[timing]") {
    Watched gate;
    gate.pulse(1000, 10);
    gate.watch.expect(4, 1);
    CHECK(gate.watch.deadline() == ms(1400));
    gate.watch.expect(10, 1);
    CHECK(gate.watch.deadline() == ms(1160));
    CHECK(gate.close(1160).speed == 10);
    gate.pulse(2000, 10);  // nobody has said who comes now
    CHECK(gate.watch.deadline() == ms(2200));
}

TEST_CASE("two athletes within the lockout are two passages", "[timing]") {
    Watched gate;
    gate.pulse(1000, 34);
    gate.watch.expect(8, 2);
    gate.pulse(1100, 32);
    const auto passages = gate.watch.advance_to(ms(1200), gate.last);
    REQUIRE(passages.size() == 2);
    CHECK(gate.opened == 1);
    CHECK(passages[0].id == PassageId{7});
    CHECK(passages[1].id == PassageId{8});
    CHECK(passages[1].longest->at == ms(1100));
    CHECK_FALSE(gate.watch.deadline());
}

TEST_CASE("nothing happens before its deadline", "[timing]") {
    Watched gate;
    gate.pulse(1000, 34);
    CHECK(gate.watch.advance_to(ms(1199), gate.last).empty());
    CHECK(gate.watch.has_open_passage());
}

TEST_CASE("a pulse that had not ended when its passage closed is in that passage alone",
          "[timing]") {
    Watched gate;
    gate.edge(1000, true);
    const auto cut = gate.close(1010);
    CHECK(cut.unended == 1);
    CHECK_FALSE(cut.blocked);
    CHECK(judge(cut, timing::Settings{}, 8).makeup == timing::Makeup::UnknownWidth);
    gate.edge(1030, false);
    CHECK_FALSE(gate.watch.has_open_passage());
}

TEST_CASE("a pulse in which edges were lost is counted, without a width", "[timing]") {
    Watched gate;
    gate.pulse(1000, 31);
    gate.edge(1050, true);
    gate.watch.lose_sight();
    const auto passage = gate.close(1200);
    CHECK(passage.pulse_count == 1);
    CHECK(passage.unended == 1);
}

namespace {

/// A gate that has shown both its beams.
struct DualGate : Watched {
    DualGate() {
        edge(10, true, 1);
        edge(11, false, 1);
    }
};

}  // namespace

TEST_CASE("an arm through one beam of two is no pulse", "[timing]") {
    DualGate gate;
    gate.edge(1000, true, 1);  // the arm, 60 ms before the torso
    gate.edge(1012, false, 1);
    gate.edge(1060, true, 0);
    gate.edge(1063, true, 1);
    gate.edge(1094, false, 1);
    gate.edge(1096, false, 0);
    CHECK(gate.opened == 1);
    const auto passage = gate.close(1300);
    CHECK(passage.first == ms(1063));
    CHECK(passage.pulse_count == 1);
}

TEST_CASE("a dual gate with one beam stuck says so once and goes on with the other", "[timing]") {
    DualGate gate;
    gate.edge(1000, true, 1);
    CHECK(gate.watch.deadline() == ms(3000));
    CHECK(gate.watch.advance_to(ms(3000), gate.last).empty());
    const auto notice = gate.watch.take_notice();
    REQUIRE(notice);
    CHECK(to_warning(*notice, GateId{"g200"}).sentence ==
          "Beam 2 of g200 has been broken alone for 2.0 s: blocked or turned. The gate goes on "
          "without it, so an arm may count as a torso; walk to it and line it up.");
    CHECK_FALSE(gate.watch.take_notice());
    CHECK_FALSE(gate.watch.deadline());
    CHECK_FALSE(gate.watch.dual());
    gate.pulse(4000, 31);
    CHECK(gate.opened == 1);
    CHECK(gate.close(4200).longest->at == ms(4000));
    CHECK_FALSE(gate.watch.deadline());  // told of already

    gate.edge(9000, false, 1);  // somebody has lined it up: both beams count again
    CHECK(gate.watch.dual());
    gate.pulse(9500, 31);
    CHECK(gate.opened == 1);
}

TEST_CASE("an athlete in front of a stuck beam puts off the word of it", "[timing]") {
    DualGate gate;
    gate.edge(1000, true, 1);
    gate.pulse(2500, 31);
    CHECK(gate.watch.deadline() == ms(2700));
    (void)gate.close(2700);
    CHECK(gate.watch.deadline() == ms(4531));
}

TEST_CASE("both beams broken for two seconds are a blocked gate, not a stuck beam", "[timing]") {
    DualGate gate;
    gate.edge(1000, true, 0);
    gate.edge(1001, true, 1);
    CHECK(gate.watch.deadline() == ms(3001));
    CHECK(gate.watch.advance_to(ms(3001), gate.last).at(0).blocked);
    CHECK_FALSE(gate.watch.deadline());
}

TEST_CASE("a beam that is stuck while edges are lost does not silence the gate", "[timing]") {
    DualGate gate;
    gate.edge(1000, true, 1);
    (void)gate.watch.advance_to(ms(3000), gate.last);
    gate.watch.lose_sight();
    gate.pulse(4000, 31);
    CHECK(gate.opened == 1);
}

TEST_CASE("a beam broken alone through chatter is told of after the gate is heard again",
          "[timing]") {
    DualGate gate;
    gate.edge(1000, true, 1);
    for (int i = 0; i < 500; ++i) gate.edge(1001 + i, false, 0);  // nothing but repeated edges
    CHECK(gate.watch.deadline() == ms(3500));
    (void)gate.watch.advance_to(ms(3500), gate.last);
    CHECK(gate.watch.take_notice()->what == timing::GateNotice::What::HeardAgain);
    CHECK(gate.watch.deadline() == ms(5500));
}
