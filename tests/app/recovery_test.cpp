// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/recovery.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "daemon/app/session.hpp"

namespace qm::app {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kWall = 1'800'000'000'000'000;
constexpr std::chrono::nanoseconds kHundredDays = std::chrono::hours{24 * 100};

LogHeader ground() {
    LogHeader header;
    for (int i = 0; i < 4; ++i) {
        header.gates.push_back({GateId{i == 0 ? "finish" : "g" + std::to_string(i) + "00"},
                                Distance::from_metres(100 * i)});
    }
    return header;
}

ClockPair pair_at(std::chrono::nanoseconds at, std::int64_t wall_us) {
    return {Instant{at}, WallTime{wall_us}, "boot-a"};
}

/// A run of 400 m by Mara, 15 s for each 100 m, from `start` on; `wall_us` is what a wall clock showed at
/// each of its six clock pairs.
std::vector<Input> run_inputs(std::chrono::nanoseconds start,
                              const std::vector<std::int64_t>& wall_us, bool to_the_end = true) {
    const RunId run{"r1"};
    EntryPlan mara{AthleteId{"Mara"}};
    mara.target = Elapsed{60s};
    std::vector<Input> inputs{pair_at(start - 2s, wall_us[0])};
    inputs.emplace_back(CreateRun{Instant{start - 1s},
                                  run,
                                  Distance::from_metres(400),
                                  StartKind::Hand,
                                  Stagger::None,
                                  {mara}});
    inputs.emplace_back(Arm{Instant{start - 500ms}, run});
    inputs.emplace_back(Start{Instant{start}, run, StartKind::Hand});
    for (int i = 1; i <= (to_the_end ? 4 : 2); ++i) {
        const auto at = start + i * 15s;
        const GateId gate = ground().gates[static_cast<std::size_t>(i % 4)].id;
        inputs.emplace_back(Edge{Instant{at}, gate, Beam{}, true});
        inputs.emplace_back(Edge{Instant{at + 30ms}, gate, Beam{}, false});
        inputs.emplace_back(pair_at(at + 1s, wall_us[static_cast<std::size_t>(i)]));
    }
    if (to_the_end) inputs.emplace_back(End{Instant{start + 90s}, run});
    return inputs;
}

std::vector<Elapsed> times_of(const std::vector<Input>& inputs) {
    Session session{ground(), {}};
    session.replay(inputs);
    std::vector<Elapsed> times;
    for (const auto& split : session.state().runs.at(0).entries.at(0).splits) {
        times.push_back(split.time.value());
    }
    return times;
}

}  // namespace

TEST_CASE("elapsed times are the same whatever the wall clock does, and after 100 days", "[unit]") {
    const std::vector<Elapsed> expected{15s, 30s, 45s, 60s};
    const std::vector<std::int64_t> steady(5, kWall);
    // NTP sets a clock that began in 1970; a coach sets it back by a day, and forward by an hour.
    const std::vector<std::int64_t> stepped{1, kWall, kWall - 86'400'000'000, kWall + 3'600'000'000,
                                            0};
    for (const std::chrono::nanoseconds start :
         {std::chrono::nanoseconds{10s}, kHundredDays, 100 * kHundredDays}) {
        CHECK(times_of(run_inputs(start, steady)) == expected);
        CHECK(times_of(run_inputs(start, stepped)) == expected);
    }
}

TEST_CASE("a clock that is set is told, with the size of the step; times stand", "[unit]") {
    const ClockLook before{pair_at(10s, kWall), 0ns};
    const auto after = [&](std::int64_t step_us, std::chrono::nanoseconds slept = 0ns) {
        return ClockLook{pair_at(11s, kWall + 1'000'000 + step_us), slept};
    };
    const SessionState state;
    CHECK_FALSE(clock_warning(before, after(0), state));
    CHECK_FALSE(clock_warning(before, after(499'999), state));
    const auto forward = clock_warning(before, after(3'600'200'000), state);
    REQUIRE(forward);
    CHECK(forward->code == "clock_step");
    CHECK(forward->sentence.find("forward by 3600.2 s") != std::string::npos);
    const auto back = clock_warning(before, after(-500'000), state);
    REQUIRE(back);
    CHECK(back->sentence.find("back by 0.5 s") != std::string::npos);
}

TEST_CASE("a machine that slept says what that does to the run under way", "[unit]") {
    const ClockLook before{pair_at(10s, kWall), 1s};
    const ClockLook now{pair_at(11s, kWall + 31'000'000), 31s};
    SessionState state;
    CHECK(clock_warning(before, now, state)->sentence ==
          "This machine slept for 30.0 s, and no gate was seen.");
    state.runs.push_back({RunId{"r1"}, Distance::from_metres(400)});
    state.runs.back().phase = RunPhase::Running;
    const auto warning = clock_warning(before, now, state);
    CHECK(warning->code == "slept");
    CHECK(warning->run == RunId{"r1"});
    CHECK(warning->sentence.find("that much too short") != std::string::npos);
}

TEST_CASE("a reboot in a run: its start is lost, and what can still be measured is said",
          "[unit]") {
    const std::vector<std::int64_t> wall(5, kWall);
    const archive::StoredSession before{SessionId{"s1"}, "boot-a", ground(),
                                        run_inputs(10s, wall, false)};
    const ClockPair now{Instant{30s}, WallTime{kWall + 90'000'000}, "boot-b"};
    const auto warning = cut_off_warning(before, {}, now);
    REQUIRE(warning);
    CHECK(warning->code == "start_lost");
    CHECK(warning->sentence.find("run r1 was running") != std::string::npos);
    CHECK(warning->sentence.find("90 s ago") != std::string::npos);
    CHECK(warning->sentence.find("segments between gates") != std::string::npos);
    const archive::StoredSession ended{SessionId{"s1"}, "boot-a", ground(), run_inputs(10s, wall)};
    CHECK_FALSE(cut_off_warning(ended, {}, now));
}

TEST_CASE("a restart within a boot: the run goes on, and the gap is told", "[unit]") {
    const std::vector<std::int64_t> wall(5, kWall);
    const archive::StoredSession session{SessionId{"s1"}, "boot-a", ground(),
                                         run_inputs(10s, wall, false)};
    Session replay{ground(), {}};
    replay.replay(session.inputs);
    const auto warning = came_back_warning(session, replay.state(), Instant{43'250ms});
    CHECK(
        warning.sentence ==
        "The daemon was restarted. Run r1 goes on: its clock ran through. Passages in the 2.250 s "
        "after the last thing on record were not seen.");
}

TEST_CASE("what the daemon itself says is an event with a number, and in the snapshot", "[unit]") {
    Session session{ground(), {}};
    session.replay({pair_at(1s, kWall)});
    const auto step = session.say({Instant{2s}, "disk_trouble", "The disk is full."});
    CHECK(step.first == Seq{1});
    CHECK(session.last_seq() == Seq{1});
    REQUIRE(session.snapshot().warnings.size() == 1);
    CHECK(session.snapshot().warnings[0].code == "disk_trouble");
    CHECK(session.state().warnings.empty());
}

}  // namespace qm::app
