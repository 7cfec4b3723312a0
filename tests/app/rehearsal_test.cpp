// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/rehearsal.hpp"

#include <poll.h>

#include <catch2/catch_test_macros.hpp>

#include "daemon/app/clock.hpp"
#include "daemon/timing/engine.hpp"

using namespace qm;
using namespace std::chrono_literals;

namespace {

/// A lap of 4 m, so that a run takes half a second.
LogHeader short_lap() {
    LogHeader ground;
    ground.track.lap = Distance::from_metres(50);
    ground.gates = {{GateId{"finish"}, Distance{}}, {GateId{"half"}, Distance::from_metres(25)}};
    return ground;
}

/// Plays a run of 50 m in real time until it has ended or five seconds are over; its splits.
std::vector<Split> play(StartKind start, std::uint64_t seed) {
    hardware::Simulated gates{seed};
    app::Rehearsal rehearsal{gates, short_lap(), seed};
    timing::Engine engine{short_lap(),
                          timing::Settings{.noise = 100us, .torso = 1ms, .top_speed = 100}};
    std::vector<Event> events;
    const auto take = [&](const Input& input) {
        events.clear();
        REQUIRE_FALSE(engine.handle(input, events).has_value());
        rehearsal.follow(events, engine.state(), app::now());
    };
    CreateRun plan{app::now(), RunId{"r"}, Distance::from_metres(50), start};
    plan.entries.resize(1);
    plan.entries[0].athlete = AthleteId{"Mara"};
    plan.entries[0].target = Elapsed{1'000'000};
    take(plan);
    take(Start{app::now(), RunId{"r"}, StartKind::Hand});
    const Instant until = app::now() + 5s;
    while (app::now() < until && engine.state().runs[0].phase != RunPhase::Ended) {
        pollfd wait{gates.wait_fd(), POLLIN, 0};
        poll(&wait, 1, 100);
        std::vector<Input> inputs;
        REQUIRE(gates.read(inputs).has_value());
        for (const auto& input : inputs) take(input);
        engine.advance_to(app::now(), events);
    }
    return engine.state().runs[0].entries[0].splits;
}

}  // namespace

TEST_CASE("a rehearsed athlete passes every gate near the target, the same for the same seed",
          "[app]") {
    const auto first = play(StartKind::Hand, 7);
    REQUIRE(first.size() == 2);
    CHECK(first[1].time > Elapsed{900'000});
    CHECK(first[1].time < Elapsed{1'100'000});
    const auto again = play(StartKind::Hand, 7);
    REQUIRE(again.size() == 2);
    CHECK(first[0].time == again[0].time);
    CHECK(first[1].time == again[1].time);
}
