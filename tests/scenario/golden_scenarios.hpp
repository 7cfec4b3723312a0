// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/scenario/expected.hpp"

namespace qm::scenario {

/// One of tests/golden/scenarios: NAME.log and NAME.json.
struct Golden {
    std::string name;
    hardware::Staged staged;
    Expected expected;
};

/// What beams do by themselves.
[[nodiscard]] std::vector<Golden> of_beams();
/// What athletes do: starts, overtaking, lanes, giving up.
[[nodiscard]] std::vector<Golden> of_athletes();
/// What other devices and faults of them do.
[[nodiscard]] std::vector<Golden> of_devices();
/// What people say about it afterwards.
[[nodiscard]] std::vector<Golden> of_corrections();

[[nodiscard]] std::vector<Golden> all_golden();

/// Ada 54.3, Bea 57.6 and Cyd 62.3 s, planned for 54, 58 and 62: with arms and legs.
[[nodiscard]] scene::Scenario three(std::uint64_t seed);
[[nodiscard]] EntryPlan planned(const std::string& name, Elapsed target, Elapsed delay = {});
/// In this time, each stretch half a percent (one SD) from the usual shape.
[[nodiscard]] scene::Performance runs(Elapsed time);
/// Stages it and expects the truth of it.
[[nodiscard]] Golden golden(std::string name, const scene::Scenario& scenario, std::string why);
/// Puts a line into its log where its time belongs.
void say(Golden& one, const Input& input);

}  // namespace qm::scenario
