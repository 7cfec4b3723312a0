// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/practice.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "daemon/pacing/plan.hpp"
#include "protocol/apply.hpp"

namespace qm::app {

namespace {

constexpr Elapsed kBetweenStarts = std::chrono::seconds{10};  ///< where the gate starts each

/// As the file says, where this is what the file speaks of; else near the plan.
scene::Performance performance_of(const scene::Scenario& file, const RunState& run,
                                  const EntryState& entry) {
    scene::Performance how;
    const auto& plans = file.run.entries;
    const auto known = std::find_if(plans.begin(), plans.end(), [&entry](const EntryPlan& plan) {
        return plan.athlete == entry.plan.athlete;
    });
    if (known != plans.end()) {
        how = file.performances[static_cast<std::size_t>(known - plans.begin())];
    }
    how.course = entry.course;
    const bool is_another = known == plans.end() || known->target != entry.plan.target ||
                            run.distance != file.run.distance;
    if (is_another || (!how.time && !entry.plan.target)) {
        const pacing::Plan plan{entry.plan, entry.course.back().at};
        how.time = plan.expected(entry.course.back().at);
    }
    return how;
}

/// Dirt about those who are in the run.
scene::Dirt dirt_for(scene::Dirt dirt, const RunState& run) {
    const auto is_away = [&run](const AthleteId& athlete) {
        return find_entry(run, athlete) == nullptr;
    };
    std::erase_if(dirt.misses, [&](const auto& one) { return is_away(one.athlete); });
    std::erase_if(dirt.doubles, [&](const auto& one) { return is_away(one.where.athlete); });
    std::erase_if(dirt.abreast,
                  [&](const auto& one) { return is_away(one.athlete) || is_away(one.with); });
    return dirt;
}

}  // namespace

scene::Scenario practice_for(const scene::Scenario& file, const LogHeader& ground,
                             const RunState& run, std::uint64_t seed) {
    scene::Scenario scenario;
    scenario.title = file.title;
    scenario.seed = run.run == file.run.run ? file.seed : seed;
    scenario.ground = ground;
    scenario.run.run = run.run;
    scenario.run.distance = run.distance;
    scenario.run.start = run.start;
    scenario.run.stagger = run.stagger;
    Elapsed line{};
    for (const auto& entry : run.entries) {
        if (entry.course.empty()) continue;  // no beam sees this lane
        auto plan = entry.plan;
        if (run.start == StartKind::Gate) {
            plan.delay = std::max(plan.delay, line);
            line = plan.delay + kBetweenStarts;
        }
        scenario.run.entries.push_back(std::move(plan));
        scenario.performances.push_back(performance_of(file, run, entry));
    }
    scenario.dirt = dirt_for(file.dirt, run);
    return scenario;
}

CreateRun practice_run(const scene::Scenario& file, const SessionState& state, Instant at) {
    CreateRun run = file.run;
    run.at = at;
    for (int i = 2; find_run(state, run.run) != nullptr; ++i) {
        run.run = RunId{fmt::format("{}-{}", file.run.run.text(), i)};
    }
    return run;
}

}  // namespace qm::app
