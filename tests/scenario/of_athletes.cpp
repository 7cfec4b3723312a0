// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdint>

#include "daemon/track/course.hpp"
#include "tests/scenario/golden_scenarios.hpp"

namespace qm::scenario {

using namespace std::chrono_literals;

namespace {

void add_intervals(std::vector<Golden>& all) {
    auto apart = three(201);
    apart.run.entries[1].delay = 20s;
    apart.run.entries[2].delay = 40s;
    apart.dirt.departures = 1;
    all.push_back(golden("interval_starts", apart,
                         "Each sets off 20 s after the other, over the finish line: departures "
                         "are nobody's split, and times count from the own start."));

    auto milling = three(202);
    milling.run.entries[1].delay = 30s;
    milling.run.entries[2].delay = 60s;
    milling.dirt.departures = 1;
    milling.dirt.milling_per_min = 6;
    all.push_back(golden("interval_starts_with_milling", milling,
                         "Those who wait walk over the line before they set off."));

    auto caught = three(203);
    caught.run.entries = {planned("Ada", 68s), planned("Bea", 52s, 10s), planned("Cyd", 60s, 60s)};
    caught.performances = {runs(68'200ms), runs(51'700ms), runs(60'100ms)};
    caught.dirt.departures = 1;
    all.push_back(golden("interval_overtaking", caught,
                         "Bea sets off 10 s behind Ada and passes her before the finish: order of "
                         "arrival changes, names do not."));
}

void add_starts(std::vector<Golden>& all) {
    auto gate = three(204);
    gate.run.start = StartKind::Gate;
    gate.run.entries[1].delay = 15s;
    gate.run.entries[2].delay = 30s;
    all.push_back(golden("gate_start", gate,
                         "The start gate starts each: times count from the own passage of it."));

    auto hand = three(205);
    hand.run.start = StartKind::Hand;
    all.push_back(
        golden("hand_start", hand, "Started by hand: the splits count from that moment."));
}

EntryPlan planned_by_gate(const std::string& name, std::vector<Elapsed> splits) {
    EntryPlan plan{AthleteId{name}};
    for (const auto split : splits) {
        const auto metres = static_cast<std::int64_t>(plan.target_cum.size() + 1) * 100;
        plan.target_cum.push_back({Distance::from_mm(metres * 1000), split});
    }
    return plan;
}

void add_racing(std::vector<Golden>& all) {
    auto overtakes = three(206);
    overtakes.run.entries = {planned_by_gate("Ada", {13'000ms, 26'000ms, 40'000ms, 57'500ms}),
                             planned_by_gate("Bea", {14'300ms, 27'900ms, 41'600ms, 55'500ms}),
                             planned("Cyd", 64s)};
    overtakes.performances = {runs(57'600ms), runs(55'300ms), runs(64'300ms)};
    // What their plans are of the usual shape.
    overtakes.performances[0].stretches = {0.9053, 0.9850, 0.9800, 1.1173};
    overtakes.performances[1].stretches = {1.0318, 1.0672, 0.9942, 0.9190};
    all.push_back(golden("overtakes_as_planned", overtakes,
                         "Ada's plan is to set off fast, Bea's to come from behind: Bea passes her "
                         "on the home straight, and the names follow the plans."));

    auto equal = three(207);
    equal.run.entries = {planned("Ada", 56s), planned("Bea", 56s), planned("Cyd", 63s)};
    equal.performances = {runs(55'400ms), runs(56'700ms), runs(63'200ms)};
    auto unsure = golden("equal_targets_nobody_says", equal,
                         "Two athletes with one plan cannot be told apart by anybody: both have a "
                         "split, and at the first gate neither is called sure.");
    for (const auto* athlete : {"Ada", "Bea"}) {
        for (int point = 0; point < 4; ++point) {
            unsure.expected.at(athlete, point).time.reset();
            unsure.expected.at(athlete, point).at_most = 0.9;
        }
    }
    all.push_back(std::move(unsure));

    auto eight = three(208);
    eight.run.entries.clear();
    eight.performances.clear();
    const char* names[] = {"Ada", "Bea", "Cyd", "Dot", "Eve", "Fay", "Gwen", "Hope"};
    int seconds = 48;
    for (const auto* name : names) {
        eight.run.entries.push_back(planned(name, 1s * seconds));
        eight.performances.push_back(runs(1s * seconds + 200ms));
        seconds += 5;
    }
    all.push_back(golden("eight_from_one_gun", eight, "Eight athletes, 5 s apart at the finish."));
}

void add_other_distances(std::vector<Golden>& all) {
    auto longer = three(209);
    longer.run.distance = Distance::from_mm(1'500'000);
    longer.run.entries = {planned("Ada", 255s), planned("Bea", 285s), planned("Cyd", 390s)};
    longer.performances = {runs(256s), runs(283s), runs(391s)};
    all.push_back(golden("lapped_over_1500", longer,
                         "Over 1500 m Ada laps Cyd: the same gate is passed in different laps."));

    auto six = three(210);
    six.run.distance = Distance::from_mm(600'000);
    six.run.entries = {planned("Ada", 90s), planned("Bea", 100s), planned("Cyd", 122s)};
    six.performances = {runs(90'900ms), runs(99'200ms), runs(121s)};
    all.push_back(golden("mixed_group_600", six,
                         "A mixed group over 600 m, from the 200 m gate: the fast are in their "
                         "second lap while the slow are in their first."));
}

/// Lanes 2, 7 and 4 of a staggered 400 m, one beam across all: the outer lanes have run less at the gates.
void add_lanes(std::vector<Golden>& all) {
    auto scenario = three(211);
    scenario.run.stagger = Stagger::One;
    scenario.run.entries = {planned("Ada", 50s), planned("Bea", 57s), planned("Cyd", 64s)};
    scenario.performances = {runs(50'200ms), runs(56'800ms), runs(64'300ms)};
    const auto course = track::Course::make(scenario.ground, scenario.run.distance, Stagger::One);
    constexpr int kLanes[] = {2, 7, 4};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto lane = static_cast<Lane>(kLanes[i]);
        scenario.run.entries[i].lane = lane;
        scenario.performances[i].course = course->points(lane);
    }
    all.push_back(golden("staggered_in_lanes", scenario,
                         "In a staggered 400 m the outer lanes have run less at the first gates: "
                         "the slower Bea in lane 7 comes first there, and is named."));
}

void add_giving_up(std::vector<Golden>& all) {
    auto stops = three(212);
    stops.performances[1].stops_after = 2;
    auto out = golden("stops_after_200", stops, "Bea steps off after 200 m: she did not finish.");
    out.expected.of("Bea").status = "dnf";
    for (int point = 2; point < 4; ++point) {
        out.expected.of("Bea").splits.push_back(
            {point, point == 2 ? "g300" : "finish", "estimated|missed|none"});
    }
    all.push_back(std::move(out));

    auto absent = three(213);
    absent.performances[2].stops_after = 0;
    auto away = golden("never_came", absent, "Cyd never set off: she did not start.");
    for (int point = 0; point < 4; ++point) {
        const char* gates[] = {"g100", "g200", "g300", "finish"};
        away.expected.of("Cyd").splits.push_back({point, gates[point], "estimated|missed|none"});
    }
    all.push_back(std::move(away));
}

}  // namespace

std::vector<Golden> of_athletes() {
    std::vector<Golden> all;
    add_intervals(all);
    add_starts(all);
    add_racing(all);
    add_other_distances(all);
    add_lanes(all);
    add_giving_up(all);
    return all;
}

}  // namespace qm::scenario
