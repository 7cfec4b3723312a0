// SPDX-License-Identifier: Apache-2.0
#include "tests/scenario/golden_scenarios.hpp"

#include <algorithm>
#include <chrono>

namespace qm::scenario {

using namespace std::chrono_literals;

EntryPlan planned(const std::string& name, Elapsed target, Elapsed delay) {
    EntryPlan plan{AthleteId{name}};
    plan.target = target;
    plan.delay = delay;
    return plan;
}

scene::Performance runs(Elapsed time) {
    scene::Performance how;
    how.time = time;
    how.share_spread = 0.005;
    return how;
}

scene::Scenario three(std::uint64_t seed) {
    scene::Scenario scenario;
    scenario.seed = seed;
    scenario.run.run = RunId{"r1"};
    scenario.run.distance = Distance::from_mm(400'000);
    scenario.run.entries = {planned("Ada", 54s), planned("Bea", 58s), planned("Cyd", 62s)};
    scenario.performances = {runs(54'300ms), runs(57'600ms), runs(62'300ms)};
    scenario.dirt.arm_first = 0.8;
    scenario.dirt.leg_after = 0.6;
    return scenario;
}

Golden golden(std::string name, const scene::Scenario& scenario, std::string why) {
    auto staged = hardware::stage(scenario);
    auto expected = expected_from(staged, std::move(why));
    return {std::move(name), std::move(staged), std::move(expected)};
}

void say(Golden& one, const Input& input) {
    auto& inputs = one.staged.inputs;
    const auto after =
        std::upper_bound(inputs.begin(), inputs.end(), instant_of(input),
                         [](Instant at, const Input& other) { return at < instant_of(other); });
    inputs.insert(after, input);
}

std::vector<Golden> all_golden() {
    auto all = of_beams();
    for (auto&& more : {of_athletes(), of_devices(), of_corrections()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

}  // namespace qm::scenario
