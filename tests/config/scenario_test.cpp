// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "config/scenario.hpp"
#include "config/scenario_keys.hpp"

using namespace qm;
using namespace qm::config;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string kFolder = QM_SOURCE_DIR "/config/scenarios/";

std::string contents(const std::string& path) {
    std::ifstream file(path);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Wrong {
    const char* text;
    int line;
    const char* field;
    const char* says;
};

}  // namespace

TEST_CASE("the shipped scenarios read without a fault and say what they show", "[config]") {
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
        const auto scenario = load_scenario(file.path().string(), scene::four_gates());
        INFO((scenario ? file.path().string() : scenario.error().sentence));
        REQUIRE(scenario.has_value());
        CHECK_FALSE(scenario->title.empty());
        ++files;
    }
    CHECK(files == 11);
}

TEST_CASE("clean.toml shows every key of a scenario, and the man page tells of each", "[config]") {
    const auto shown = contents(kFolder + "clean.toml");
    const auto page = contents(QM_SOURCE_DIR "/config/quartermark.toml.5");
    const auto told = page.substr(page.find(".Sh SCENARIOS"));
    for (const auto& key : known_scenario_keys()) {
        INFO(key);
        const auto dot = key.rfind('.');
        const auto last = key.substr(dot == std::string::npos ? 0 : dot + 1);
        CHECK_THAT(shown, ContainsSubstring(last + " = "));
        CHECK_THAT(told, ContainsSubstring(last));
        if (key.find("dirt.") == 0 && key.find('.', 5) != std::string::npos) {
            CHECK_THAT(shown, ContainsSubstring("[[" + key.substr(0, dot) + "]]"));
            CHECK_THAT(told, ContainsSubstring("[[" + key.substr(0, dot) + "]]"));
        }
    }
    CHECK(known_scenario_keys().size() > 30);
}

TEST_CASE("a scenario file's values arrive where they belong", "[config]") {
    const auto scenario = parse_scenario(R"(
title = "all"
seed = 7
[run]
id = "r7"
distance_m = 600
start = "gate"
[[athlete]]
name = "Ada"
sex = "women"
delay_s = 12.5
target_s = 90
time_s = 91.25
stretches = [1, 1.02]
stops_after = 3
[[athlete]]
name = "Bea"
target_s = 95
off_target = 1.01
share_spread = 0.02
[dirt]
arm_first = 0.8
leg_after = 0.6
missed = 0.01
false_passages = 0.02
departures = 1
milling_per_min = 3
dual_beams = true
[[dirt.miss]]
athlete = "Ada"
gate = "g200"
[[dirt.false_passage]]
gate = "g300"
after_s = 20
kind = "bird"
[[dirt.abreast]]
athlete = "Ada"
with = "Bea"
gap_ms = 20
[[dirt.double]]
athlete = "Bea"
gate = "g100"
after_s = 6
[[dirt.flicker]]
gate = "g100"
from_s = 10
for_s = 5
hz = 30
[[dirt.cut]]
from_s = 20
for_s = 10
[[dirt.crossed]]
one = "g100"
other = "g300"
)",
                                         scene::four_gates());
    INFO((scenario ? "" : scenario.error().sentence));
    REQUIRE(scenario.has_value());

    scene::Scenario expected;
    expected.title = "all";
    expected.seed = 7;
    expected.run.run = RunId{"r7"};
    expected.run.distance = Distance::from_mm(600'000);
    expected.run.start = StartKind::Gate;
    EntryPlan ada{AthleteId{"Ada"}};
    ada.sex = Sex::Women;
    ada.delay = 12'500ms;
    ada.target = 90s;
    EntryPlan bea{AthleteId{"Bea"}};
    bea.target = 95s;
    expected.run.entries = {ada, bea};
    scene::Performance of_ada;
    of_ada.time = 91'250ms;
    of_ada.stretches = {1, 1.02};
    of_ada.stops_after = 3;
    scene::Performance of_bea;
    of_bea.off_target = 1.01;
    of_bea.share_spread = 0.02;
    expected.performances = {of_ada, of_bea};
    auto& dirt = expected.dirt;
    dirt.arm_first = 0.8;
    dirt.leg_after = 0.6;
    dirt.missed = 0.01;
    dirt.false_passages = 0.02;
    dirt.departures = 1;
    dirt.milling_per_min = 3;
    dirt.dual_beams = true;
    const GateId g100{"g100"};
    const GateId g200{"g200"};
    const GateId g300{"g300"};
    dirt.misses = {{ada.athlete, g200}};
    dirt.falses = {{g300, 20s, scene::FalseKind::Bird}};
    dirt.abreast = {{ada.athlete, bea.athlete, std::nullopt, 20ms}};
    dirt.doubles = {{{bea.athlete, g100}, 6s}};
    dirt.flickers = {{g100, {10s, 5s}, 30}};
    dirt.cuts = {{{20s, 10s}, std::nullopt}};
    dirt.crossed = {{g100, g300}};
    CHECK(*scenario == expected);
}

TEST_CASE("what is wrong in a scenario file is named with its line and key", "[config]") {
    const std::string ada = "[[athlete]]\nname = \"Ada\"\ntarget_s = 54\n";
    const Wrong wrong[] = {
        {"[run]\ndistance_m = 400\n", 0, "athlete", "nobody runs"},
        {"[[athlete]]\nname = \"Ada\"\n", 1, "athlete[0]", "needs a target_s"},
        {"[[athlete]]\ntarget_s = 54\n", 1, "athlete[0].name", "every athlete needs it"},
        {"[[athlete]]\nname = \"Ada\"\ntarget_s = \"54\"\n", 3, "athlete[0].target_s", "seconds"},
        {"[[athlete]]\nname = \"Ada\"\ntargt_s = 54\n", 3, "athlete[0].targt_s", "target_s"},
        {"seed = -1\n", 1, "seed", "whole number"},
        {"[[athlete]]\nname = \"A\"\ntarget_s = 50\nstretches = [0.1]\n", 4, "athlete[0].stretches",
         "numbers from 0.5 to 2"},
    };
    for (const auto& one : wrong) {
        const auto scenario = parse_scenario(one.text, scene::four_gates());
        INFO(one.text);
        REQUIRE_FALSE(scenario.has_value());
        CHECK(scenario.error().line == one.line);
        CHECK(scenario.error().field == one.field);
        CHECK_THAT(scenario.error().sentence, ContainsSubstring(one.says));
    }
    const Wrong in_dirt[] = {
        {"[dirt]\nmissed = 2\n", 5, "dirt.missed", "from 0 to 1"},
        {"[[dirt.miss]]\nathlete = \"Adda\"\ngate = \"g200\"\n", 5, "dirt.miss[0].athlete", "Ada"},
        {"[[dirt.miss]]\nathlete = \"Ada\"\ngate = \"g250\"\n", 6, "dirt.miss[0].gate", "g200"},
        {"[[dirt.miss]]\nathlete = \"Ada\"\n", 4, "dirt.miss[0].gate", "every miss needs it"},
        {"[[dirt.cut]]\nfrom_s = 3\n", 4, "dirt.cut[0].for_s", "every cut needs it"},
        {"[[dirt.false_passage]]\ngate = \"g100\"\nafter_s = 3\nkind = \"dog\"\n", 7,
         "dirt.false_passage[0].kind", "volunteer"},
        {"[[dirt.crossed]]\none = \"g100\"\nother = \"g100\"\n", 6, "dirt.crossed[0].other",
         "another one"},
        {"[[dirt.abreast]]\nathlete = \"Ada\"\nwith = \"Ada\"\n", 6, "dirt.abreast[0].with",
         "another one"},
    };
    for (const auto& one : in_dirt) {
        const auto scenario = parse_scenario(ada + one.text, scene::four_gates());
        INFO(one.text);
        REQUIRE_FALSE(scenario.has_value());
        CHECK(scenario.error().line == one.line);
        CHECK(scenario.error().field == one.field);
        CHECK_THAT(scenario.error().sentence, ContainsSubstring(one.says));
    }
}

TEST_CASE("a scenario file that is not there is told of as a sentence", "[config]") {
    const auto scenario = load_scenario("/nowhere/evening.toml", scene::four_gates());
    REQUIRE_FALSE(scenario.has_value());
    CHECK_THAT(scenario.error().sentence, ContainsSubstring("/nowhere/evening.toml"));
    CHECK_THAT(scenario.error().sentence, ContainsSubstring("is the path right?"));
}
