// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/namer.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

/// Ken on a 400 m from 0 ms, with a plan of 52 s.
struct OnTrack {
    EntryState entry{athlete("Ken", 52)};
    pacing::Plan plan{entry.plan, Distance::from_metres(400)};
    timing::Contender contender;

    OnTrack() {
        entry.course = {{GateId{"g100"}, Distance::from_metres(100)},
                        {GateId{"g200"}, Distance::from_metres(200)},
                        {GateId{"g300"}, Distance::from_metres(300)},
                        {GateId{"finish"}, Distance::from_metres(400)}};
        contender = {&entry, &plan, ms(0)};
    }
    [[nodiscard]] timing::Naming name(const std::string& gate, double t) const {
        return timing::Namer{timing::Settings{}}.name({&contender, 1}, {GateId{gate}, Distance{}},
                                                      ms(t));
    }
};

}  // namespace

TEST_CASE("somebody who comes when due is named for certain", "[timing]") {
    const OnTrack ken;
    const auto naming = ken.name("g100", 12900);
    REQUIRE(naming.contender);
    CHECK(naming.point == 0);
    CHECK(naming.certainty > 0.98);
    CHECK(naming.doubt.empty());
}

TEST_CASE("far from the plan the only athlete is still named, with doubt", "[timing]") {
    const OnTrack ken;
    const auto naming = ken.name("g100", 25000);
    REQUIRE(naming.contender);
    CHECK(naming.certainty < 0.95);
    CHECK(naming.doubt.find("false signal") != std::string::npos);
}

TEST_CASE("nobody is faster than the top speed", "[timing]") {
    const OnTrack ken;
    const auto naming = ken.name("finish", 20000);
    CHECK_FALSE(naming.contender);
    CHECK(naming.reason ==
          "Not Ken: 400 m in 20.00 s would be 20.0 m/s, faster than anybody runs (12.5 m/s).");
}

TEST_CASE("around a start those who move about are nobody", "[timing]") {
    const OnTrack ken;
    CHECK(ken.name("finish", 800).reason.starts_with("Near the start of Ken"));
}

TEST_CASE("a gate that has been passed is not passed again in the same lap", "[timing]") {
    OnTrack ken;
    ken.contender.last_point = 0;
    ken.contender.last_time = std::chrono::milliseconds{13000};
    const auto naming = ken.name("g100", 16000);
    CHECK_FALSE(naming.contender);
    CHECK(naming.reason == "Nobody is due at g100 at this time.");
}
