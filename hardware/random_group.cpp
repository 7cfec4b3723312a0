// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <limits>

#include <fmt/format.h>

#include "hardware/dirt.hpp"
#include "hardware/staging.hpp"

namespace qm::hardware {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kFastest = 480;  ///< tenths of a second
constexpr std::int64_t kSlowest = 660;

/// Half of the targets lie within two seconds of the one before.
std::int64_t next_target(std::int64_t before, Chances& chances) {
    auto& rng = chances.rng();
    if (before != 0 && rng.chance(50)) {
        return std::clamp(before + rng.between(-20, 20), kFastest, kSlowest);
    }
    return rng.between(kFastest, kSlowest);
}

}  // namespace

Scenario random_group(Rng& rng) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    Scenario scenario;
    scenario.seed = static_cast<std::uint64_t>(rng.between(0, kMost));
    Chances chances{static_cast<std::uint64_t>(rng.between(0, kMost))};
    scenario.run.run = RunId{"r1"};
    scenario.run.distance = Distance::from_mm(400'000);
    const bool at_intervals = rng.chance(50);
    const auto count = rng.between(2, 8);
    std::int64_t tenths = 0;
    Elapsed delay{};
    for (std::int64_t i = 0; i < count; ++i) {
        tenths = next_target(tenths, chances);
        EntryPlan plan{AthleteId{fmt::format("A{}", i + 1)}};
        plan.target = Elapsed{tenths * 100'000};
        plan.delay = delay;
        if (at_intervals) delay += 1s * rng.between(10, 30);
        scenario.run.entries.push_back(plan);
        Performance how;
        how.off_target = 1.0 + 0.01 * chances.normal();
        how.share_spread = 0.02;
        scenario.performances.push_back(how);
    }
    auto& dirt = scenario.dirt;
    dirt.arm_first = 0.8;
    dirt.leg_after = 0.6;
    dirt.missed = 0.01;
    dirt.false_passages = 0.02;
    dirt.departures = 1.0;
    return scenario;
}

}  // namespace qm::hardware
