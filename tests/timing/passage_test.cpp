// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/passage.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

#include "daemon/timing/widths.hpp"
#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;
using std::chrono::milliseconds;
using timing::judge;
using timing::Makeup;
using timing::Passage;
using timing::Settings;
using timing::widths_at;

namespace {

Passage longest(double width_ms, std::uint32_t pulses = 1) {
    Passage passage;
    passage.first = ms(1000);
    passage.longest = Pulse{ms(1000), Elapsed{std::llround(width_ms * 1000)}};
    passage.pulses = {*passage.longest};
    passage.pulse_count = pulses;
    return passage;
}

Makeup makeup(const Passage& passage, double speed = timing::kReferenceSpeed) {
    return judge(passage, Settings{}, speed).makeup;
}

}  // namespace

TEST_CASE("windows and widths are twice as long at half the speed", "[timing]") {
    const Settings settings;
    const auto usual = widths_at(8, settings);
    CHECK(usual.lockout == settings.lockout);
    CHECK(usual.torso == settings.torso);
    const auto slow = widths_at(4, settings);
    CHECK(slow.lockout == milliseconds{400});
    CHECK(slow.torso == milliseconds{30});
    CHECK(slow.torso_in_burst == milliseconds{48});
    CHECK(slow.torso_large == std::chrono::microseconds{87'500});
    CHECK(widths_at(10, settings).lockout == milliseconds{160});
}

TEST_CASE("no speed stretches a window past what people can run", "[timing]") {
    const Settings settings;
    CHECK(widths_at(0.1, settings).lockout == widths_at(3, settings).lockout);
    CHECK(widths_at(80, settings).lockout == widths_at(12.5, settings).lockout);
    CHECK(widths_at(12.5, settings).lockout == milliseconds{128});
    for (const double nonsense : {0.0, -4.0, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK(widths_at(nonsense, settings).speed == timing::kReferenceSpeed);
    }
}

TEST_CASE("a torso is said to be one with its length in metres", "[timing]") {
    const auto verdict = judge(longest(31.25), Settings{}, 8);
    CHECK(verdict.makeup == Makeup::Torso);
    CHECK(verdict.sentence == "A torso: 31.2 ms, 0.25 m at 8.0 m/s.");
}

TEST_CASE("what is too short for a torso depends on the speed", "[timing]") {
    CHECK(makeup(longest(16), 8) == Makeup::Torso);
    CHECK(makeup(longest(16), 5) == Makeup::NoTorso);
    CHECK(makeup(longest(10), 8) == Makeup::NoTorso);
    CHECK(makeup(longest(10), 12.5) == Makeup::Torso);
    CHECK(judge(longest(16), Settings{}, 5).sentence ==
          "No torso in it: its longest pulse is 16.0 ms, a torso takes at least 24 ms at 5.0 m/s.");
}

TEST_CASE("noise is noise at any speed", "[timing]") {
    CHECK(makeup(longest(2.9), 3) == Makeup::Noise);
    CHECK(makeup(longest(2.9), 12.5) == Makeup::Noise);
    CHECK(makeup(longest(3), 12.5) == Makeup::NoTorso);
    CHECK(judge(longest(0.42), Settings{}, 8).sentence ==
          "Noise: its longest pulse is 0.42 ms, less than 3 ms.");
}

TEST_CASE("a pulse of more than two torsos may be two athletes, unless they are slow", "[timing]") {
    CHECK(makeup(longest(87.5), 8) == Makeup::Torso);
    CHECK(makeup(longest(95), 6) == Makeup::Torso);
    const auto verdict = judge(longest(95), Settings{}, 8);
    CHECK(verdict.makeup == Makeup::MaybeTwo);
    CHECK(verdict.sentence ==
          "Possibly two athletes: the pulse of 95 ms is more than twice a torso's 44 ms at 8.0 "
          "m/s.");
}

TEST_CASE("a pulse as long as a group is somebody slow, and may still be an athlete", "[timing]") {
    const auto verdict = judge(longest(400), Settings{}, 8);
    CHECK(verdict.makeup == Makeup::Slow);
    CHECK(verdict.sentence ==
          "Broken for 400 ms, 3.2 m at 8.0 m/s: somebody slow or standing, or a whole group.");
    CHECK(may_be_an_athlete(Makeup::Slow));
    CHECK_FALSE(may_be_an_athlete(Makeup::NoTorso));
}

TEST_CASE("many short pulses are a burst", "[timing]") {
    const auto verdict = judge(longest(9.1, 14), Settings{}, 8);
    CHECK(verdict.makeup == Makeup::Burst);
    CHECK(verdict.sentence ==
          "A burst: 14 pulses, the longest 9.1 ms; among so many a torso takes at least 24 ms at "
          "8.0 m/s. A shaking tripod, rain or sun.");
    CHECK(makeup(longest(1, 14)) == Makeup::Burst);
}

TEST_CASE("an athlete who comes through rain is still found", "[timing]") {
    CHECK(makeup(longest(20, 14)) == Makeup::Burst);
    CHECK(makeup(longest(20, 7)) == Makeup::Torso);
    CHECK(makeup(longest(31, 14)) == Makeup::Torso);
}

TEST_CASE("a blocked beam and an unknown width say what to do and why", "[timing]") {
    auto blocked = longest(31);
    blocked.blocked = true;
    CHECK(judge(blocked, Settings{}, 8) ==
          timing::Verdict{Makeup::Blocked,
                          "The beam stayed broken for more than 2.0 s: blocked or turned. Walk to "
                          "it and line it up."});
    CHECK(judge(Passage{}, Settings{}, 8) ==
          timing::Verdict{Makeup::UnknownWidth,
                          "It is not known how long the beam was broken: edges were lost, or "
                          "nobody listened."});
}
