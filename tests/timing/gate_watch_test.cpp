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
