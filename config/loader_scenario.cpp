// SPDX-License-Identifier: Apache-2.0
#include "config/loader_file.hpp"
#include "config/scenario.hpp"
#include "config/scenario_keys.hpp"
// The reader knows the lists of keys above.
#include "config/loader_reader.hpp"

namespace qm::config {

template <>
inline constexpr std::size_t kMostOf<ScenarioAthlete> = limits::kEntries;
template <>
inline constexpr std::array kNeeded<ScenarioAthlete>{std::string_view{"name"}};
template <>
inline constexpr std::string_view kCalled<ScenarioAthlete> = "athlete";
template <>
inline constexpr std::array kNeeded<scene::AthleteAtGate>{std::string_view{"athlete"},
                                                          std::string_view{"gate"}};
template <>
inline constexpr std::string_view kCalled<scene::AthleteAtGate> = "miss";
template <>
inline constexpr std::array kNeeded<scene::FalseAt>{std::string_view{"gate"},
                                                    std::string_view{"after_s"}};
template <>
inline constexpr std::string_view kCalled<scene::FalseAt> = "false_passage";
template <>
inline constexpr std::array kNeeded<scene::Abreast>{std::string_view{"athlete"},
                                                    std::string_view{"with"}};
template <>
inline constexpr std::string_view kCalled<scene::Abreast> = "abreast";
template <>
inline constexpr std::array kNeeded<scene::ComesBack>{std::string_view{"athlete"},
                                                      std::string_view{"gate"}};
template <>
inline constexpr std::string_view kCalled<scene::ComesBack> = "double";
template <>
inline constexpr std::array kNeeded<scene::Flicker>{
    std::string_view{"gate"}, std::string_view{"from_s"}, std::string_view{"for_s"}};
template <>
inline constexpr std::string_view kCalled<scene::Flicker> = "flicker";
template <>
inline constexpr std::array kNeeded<scene::Cut>{std::string_view{"from_s"},
                                                std::string_view{"for_s"}};
template <>
inline constexpr std::string_view kCalled<scene::Cut> = "cut";
template <>
inline constexpr std::array kNeeded<scene::Wires>{std::string_view{"one"},
                                                  std::string_view{"other"}};
template <>
inline constexpr std::string_view kCalled<scene::Wires> = "crossed";

namespace {

scene::Scenario scenario_of(const ScenarioFile& file, const LogHeader& ground) {
    scene::Scenario scenario;
    scenario.title = file.title;
    scenario.seed = file.seed;
    scenario.ground = ground;
    scenario.run = file.run;
    scenario.dirt = file.dirt;
    for (const auto& athlete : file.athletes) {
        scenario.run.entries.push_back(athlete.plan);
        scenario.performances.push_back(athlete.how);
    }
    return scenario;
}

}  // namespace

Result<scene::Scenario> parse_scenario(std::string_view text, const LogHeader& ground) {
    ScenarioFile file;
    file.run.run = RunId{"practice"};
    file.run.distance = Distance::from_mm(400'000);
    const auto walk = read_into(text, file);
    if (walk.error) return *walk.error;
    auto scenario = scenario_of(file, ground);
    if (auto wrong = walk.placed(check_scenario(scenario))) return *wrong;
    return scenario;
}

Result<scene::Scenario> load_scenario(const std::string& path, const LogHeader& ground) {
    const auto text = read_file(path);
    if (!text) return told_of(path, text.error());
    auto scenario = parse_scenario(*text, ground);
    if (!scenario) return told_of(path, scenario.error());
    return scenario;
}

}  // namespace qm::config
