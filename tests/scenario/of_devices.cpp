// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <string>

#include "daemon/track/course.hpp"
#include "tests/scenario/golden_scenarios.hpp"

namespace qm::scenario {

using namespace std::chrono_literals;

namespace {

const GateId kGun{"gun"};
const GateId kG300{"g300"};

void add_gun(std::vector<Golden>& all) {
    auto scenario = three(401);
    GatePlace gun{kGun, Distance{}};
    gun.role = GateRole::Gun;
    scenario.ground.gates.push_back(gun);
    auto one =
        golden("gun_by_wire", scenario,
               "No start line: the gun on its wire starts the armed run at its leading edge, "
               "to the nanosecond.");
    std::erase_if(one.staged.inputs,
                  [](const Input& input) { return std::holds_alternative<Start>(input); });
    say(one, Edge{one.staged.start, kGun, Beam{0}, true});
    say(one, Edge{one.staged.start + 40ms, kGun, Beam{0}, false});
    all.push_back(std::move(one));
}

/// Somebody stands in the beam at 300 m.
void block(Golden& one, Elapsed from, Elapsed until) {
    std::erase_if(one.staged.inputs, [&](const Input& input) {
        const auto* edge = std::get_if<Edge>(&input);
        return edge != nullptr && edge->gate == kG300 && edge->at >= one.staged.start + from &&
               edge->at <= one.staged.start + until;
    });
    say(one, Edge{one.staged.start + from, kG300, Beam{0}, true});
    say(one, Edge{one.staged.start + until, kG300, Beam{0}, false});
}

void add_blocked(std::vector<Golden>& all) {
    auto before = golden("blocked_before_anybody", three(402),
                         "Somebody stands in the beam at 300 m for six seconds before anybody can "
                         "be there: a blocked beam, and no passage.");
    block(before, 20s, 26s);
    all.push_back(std::move(before));

    auto over = golden("blocked_over_two_passages", three(403),
                       "Somebody stands in the beam while Ada and Bea pass: two holes, and Cyd "
                       "after them is measured.");
    block(over, 38s, 43'500ms);
    for (const auto* athlete : {"Ada", "Bea"}) {
        over.expected.at(athlete, 2).kinds = "estimated|missed";
        over.expected.at(athlete, 2).within = 1500ms;
    }
    all.push_back(std::move(over));
}

void add_chatter(std::vector<Golden>& all) {
    auto scenario = three(404);
    scenario.dirt.flickers = {{kG300, {20s, 700ms}, 500}};
    all.push_back(golden("chattering_gate", scenario,
                         "A loose plug makes 700 edges in 0.7 s: the gate is muted with a warning, "
                         "and heard again when the first athlete comes."));
    all.back().expected.warnings_at_least = 1;
}

/// Only finish lines, one beam a lane.
void add_lane_beams(std::vector<Golden>& all) {
    auto scenario = three(405);
    scenario.ground.gates.clear();
    for (int lane = 1; lane <= 3; ++lane) {
        GatePlace place{GateId{"finish" + std::to_string(lane)}, Distance{}};
        place.lanes = {static_cast<Lane>(lane)};
        scenario.ground.gates.push_back(place);
    }
    scenario.run.stagger = Stagger::One;
    const auto course = track::Course::make(scenario.ground, scenario.run.distance, Stagger::One);
    // Against every plan, and together: the wire names them all the same.
    scenario.performances = {runs(57'600ms), runs(54'300ms), runs(54'305ms)};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto lane = static_cast<Lane>(i + 1);
        scenario.run.entries[i].lane = lane;
        scenario.performances[i].course = course->points(lane);
    }
    all.push_back(golden("beam_for_each_lane", scenario,
                         "Each lane has its own beam at the finish: the wire names the athlete, "
                         "against every plan and 5 ms apart."));
    for (const auto* athlete : {"Ada", "Bea", "Cyd"}) {
        all.back().expected.at(athlete, 0).at_least = 0.9;
    }
}

void add_worked_out(std::vector<Golden>& all) {
    auto one = golden("start_worked_out", three(406),
                      "Nobody gave the start and nobody knows when it was: it is worked out from "
                      "the first gates and the plans, names are right, and times are about so.");
    std::erase_if(one.staged.inputs,
                  [](const Input& input) { return std::holds_alternative<Start>(input); });
    SetStart said{};
    said.at = one.staged.start + 34s;
    said.run = RunId{"r1"};
    said.by = "Ken";
    said.why = "nobody pressed the key";
    say(one, said);
    for (auto& entry : one.expected.entries) {
        for (auto& split : entry.splits) split.within = 1500ms;
    }
    all.push_back(std::move(one));
}

}  // namespace

std::vector<Golden> of_devices() {
    std::vector<Golden> all;
    add_gun(all);
    add_blocked(all);
    add_chatter(all);
    add_lane_beams(all);
    add_worked_out(all);
    return all;
}

}  // namespace qm::scenario
