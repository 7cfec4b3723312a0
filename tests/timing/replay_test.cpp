// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <random>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "protocol/apply.hpp"
#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

/// Anything at any time: noise, bodies, blocked beams, people's acts in any order.
std::vector<Input> any_inputs(std::uint32_t seed) {
    std::mt19937 random{seed};
    const auto pick = [&random](int count) {
        return static_cast<int>(random() % static_cast<std::uint32_t>(count));
    };
    const std::array gates{"finish", "g100", "g200", "g300"};
    std::vector<Input> inputs;
    double t = 0;
    for (int i = 0; i < 600; ++i) {
        t += pick(3) == 0 ? pick(4000) : pick(60);
        const RunId run{"r" + std::to_string(pick(3))};
        switch (pick(24)) {
            case 0:
                inputs.push_back(
                    CreateRun{ms(t),
                              run,
                              Distance::from_metres(100 * (1 + pick(8))),
                              static_cast<StartKind>(pick(3)),
                              static_cast<Stagger>(pick(3)),
                              {athlete("A", 40 + pick(40)), athlete("B", 0, pick(30))}});
                break;
            case 1:
                inputs.push_back(Arm{ms(t), run});
                break;
            case 2:
                inputs.push_back(Start{ms(t), run, StartKind::Hand});
                break;
            case 3:
                if (pick(4) == 0) inputs.push_back(End{ms(t), run});
                break;
            case 4:
                if (pick(4) == 0) inputs.push_back(Restart{ms(t)});
                break;
            case 5:
                inputs.push_back(
                    EdgesLost{ms(t), GateId{gates[static_cast<std::size_t>(pick(4))]}, 2});
                break;
            default:
                inputs.push_back(Edge{ms(t), GateId{gates[static_cast<std::size_t>(pick(4))]},
                                      static_cast<Beam>(pick(20) == 0 ? 1 : 0), pick(2) == 0});
        }
    }
    return inputs;
}

}  // namespace

TEST_CASE("the same inputs give the same events, whenever time is told in between", "[timing]") {
    const auto seed = GENERATE(Catch::Generators::range(1u, 40u));
    CAPTURE(seed);
    const auto inputs = any_inputs(seed);
    Session plain;
    Session ticked;
    for (const auto& input : inputs) {
        plain.give(input);
        ticked.until(static_cast<double>(to_ns(instant_of(input))) / 1e6 - 7);
        ticked.give(input);
    }
    plain.until(1e9);
    ticked.until(1e9);
    REQUIRE(plain.events() == ticked.events());
    REQUIRE(plain.engine().state() == ticked.engine().state());
}

TEST_CASE("a listener who applies the events holds the engine's state", "[timing]") {
    const auto seed = GENERATE(Catch::Generators::range(100u, 120u));
    CAPTURE(seed);
    Session session;
    for (const auto& input : any_inputs(seed)) session.give(input);
    SessionState heard = timing::Engine{four_gates(), timing::Settings{}}.state();
    for (const auto& event : session.events()) apply_event(heard, event);
    REQUIRE(heard == session.engine().state());
}

TEST_CASE("a refused input changes nothing", "[timing]") {
    const auto seed = GENERATE(Catch::Generators::range(200u, 220u));
    CAPTURE(seed);
    Session all;
    Session accepted_only;
    for (const auto& input : any_inputs(seed)) {
        if (all.give(input)) accepted_only.give(input);
    }
    all.until(1e9);
    accepted_only.until(1e9);
    REQUIRE(all.events() == accepted_only.events());
}
