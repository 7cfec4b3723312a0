// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "tests/scenario/golden_scenarios.hpp"

namespace qm::scenario {

using namespace std::chrono_literals;
using scene::FalseKind;

namespace {

const AthleteId kAda{"Ada"};
const AthleteId kBea{"Bea"};
const AthleteId kCyd{"Cyd"};
const GateId kG100{"g100"};
const GateId kG200{"g200"};
const GateId kG300{"g300"};
const GateId kFinish{"finish"};

void add_clean(std::vector<Golden>& all) {
    auto clean = three(101);
    clean.dirt = {};
    all.push_back(
        golden("clean", clean, "Nothing but torsos: each is its athlete's, none is left."));
    all.back().expected.unassigned = 0;
    for (const auto* athlete : {"Ada", "Bea", "Cyd"}) {
        all.back().expected.at(athlete, 3).at_least = 0.9;
    }

    auto arms = three(102);
    arms.dirt.arm_first = 1;
    all.push_back(golden("arm_first", arms,
                         "Arms break the beam before every torso; the longest pulse counts, and "
                         "the arms make no passage of their own."));
    all.back().expected.unassigned = 0;

    auto legs = three(103);
    legs.dirt.leg_after = 1;
    all.push_back(golden("leg_after", legs, "A leg after every torso belongs to its passage."));
    all.back().expected.unassigned = 0;

    auto dual = three(104);
    dual.dirt.dual_beams = true;
    dual.dirt.arm_first = 1;
    all.push_back(golden("dual_beams", dual,
                         "Of two beams both must be broken: arms break one, and the Instant is "
                         "that of the second to break."));
    all.back().expected.unassigned = 0;
}

void add_missed(std::vector<Golden>& all) {
    auto one = three(105);
    one.dirt.misses = {{kBea, kG200}};
    all.push_back(golden("missed_one", one,
                         "The beam at 200 m does not see Bea: one hole, and nobody's split "
                         "shifts into it."));
    all.back().expected.unassigned = 0;

    auto two = three(106);
    two.dirt.misses = {{kBea, kG100}, {kBea, kG200}};
    all.push_back(golden("missed_two_in_a_row", two,
                         "Bea is not seen until 300 m, where she is known again by her time."));

    auto first = three(107);
    first.dirt.misses = {{kAda, kG100}};
    all.push_back(golden("missed_leader", first,
                         "The leader is not seen at the first gate: the second athlete's passage "
                         "must not become hers."));

    auto last = three(108);
    last.dirt.misses = {{kCyd, kFinish}};
    all.push_back(
        golden("missed_finish", last,
               "The finish does not see the last athlete: she may as well have stopped, so "
               "there is a hole or nothing, and never a time that was measured."));
    all.back().expected.at("Cyd", 3).kinds = "estimated|missed|none";

    auto silent = three(109);
    silent.dirt.misses = {{kAda, kG200}, {kBea, kG200}, {kCyd, kG200}};
    all.push_back(golden("silent_gate", silent,
                         "A gate that sees nobody of three is itself at fault, and that is said."));
    all.back().expected.warnings_at_least = 1;
}

void add_visitors(std::vector<Golden>& all) {
    auto early = three(110);
    early.dirt.falses = {{kG100, 6s, FalseKind::Volunteer}};
    all.push_back(golden("volunteer_too_early", early,
                         "A volunteer is at 100 m when nobody can have come so far."));
    all.back().expected.unassigned_at_least = 1;

    auto between = three(111);
    between.dirt.falses = {{kG300, 25s, FalseKind::Volunteer}, {kG100, 17s, FalseKind::Volunteer}};
    all.push_back(golden("volunteer_between", between,
                         "Volunteers walk through between and after the athletes: far from when "
                         "anybody is due, and too slow to be one."));
    all.back().expected.unassigned_at_least = 2;

    auto birds = three(112);
    birds.dirt.falses = {{kG100, 12s, FalseKind::Bird},
                         {kG200, 27s, FalseKind::Bird},
                         {kG300, 41s, FalseKind::Bird},
                         {kFinish, 56s, FalseKind::Bird}};
    all.push_back(golden("birds", birds,
                         "Short pulses near the times athletes are due: too short for a torso, so "
                         "nobody's."));

    auto back = three(113);
    back.dirt.doubles = {{{kAda, kG200}, 6s}};
    all.push_back(golden("double_walks_back", back,
                         "Somebody walks back through 200 m after all have passed: nobody's "
                         "split moves to it."));
    all.back().expected.unassigned_at_least = 1;

    auto after = three(114);
    after.dirt.doubles = {{{kAda, kFinish}, 5s}};
    all.push_back(golden("double_after_the_finish", after,
                         "Ada comes back over the finish line while Cyd is still to come."));
    all.back().expected.unassigned_at_least = 1;
}

/// Gates 0 and 2 have each other's wires: their edges come when nobody can be there.
void add_crossed(std::vector<Golden>& all) {
    auto scenario = three(115);
    scenario.dirt.crossed = {{kG100, kG300}};
    auto one = golden("crossed_wires", scenario,
                      "The gates at 100 and 300 m are plugged in the wrong way round: what each "
                      "says cannot be, so it is nobody's, and the fault is told.");
    for (auto& entry : one.expected.entries) {
        for (const std::size_t point : {0u, 2u}) {
            entry.splits[point].kinds = "estimated|missed|none";
            entry.splits[point].within = 1500ms;
        }
    }
    one.expected.unassigned_at_least = 6;
    one.expected.warnings_at_least = 1;
    all.push_back(std::move(one));
}

/// Bea sets off `ahead` before Ada, who is faster, so that they come together.
scene::Scenario catching_up(std::uint64_t seed, Elapsed ahead) {
    auto scenario = three(seed);
    scenario.run.entries = {planned("Ada", 54s, ahead), planned("Bea", 64s), planned("Cyd", 99s)};
    scenario.performances = {runs(54'300ms), runs(64'200ms), runs(99'400ms)};
    return scenario;
}

void add_abreast(std::vector<Golden>& all) {
    auto together = catching_up(116, 10s);
    together.dirt.abreast = {{kAda, kBea, kFinish, 30ms}};
    all.push_back(golden("two_abreast_at_the_finish", together,
                         "Ada catches Bea on the line and two torsos make one pulse: each is "
                         "measured at most a torso's time off, or a hole; Cyd is untouched."));
    // Either may have been first: both have the same pulse to be found in.
    for (const auto* athlete : {"Ada", "Bea"}) {
        all.back().expected.at(athlete, 3).kinds = "measured|estimated|missed";
        all.back().expected.at(athlete, 3).within = 60ms;
        all.back().expected.of(athlete).status.clear();
    }

    auto close = catching_up(117, 7s);
    close.dirt.arm_first = 0;
    close.dirt.leg_after = 0;
    close.dirt.abreast = {{kAda, kBea, kG300, 90ms}};
    all.push_back(golden("two_within_the_lockout", close,
                         "Two torsos 90 ms apart are two pulses within one lockout, and two "
                         "athletes: whose is whose may be unsure, but both were there."));
    for (const auto* athlete : {"Ada", "Bea"}) {
        all.back().expected.at(athlete, 2).within = 90ms + 1us;
    }
}

void add_faults(std::vector<Golden>& all) {
    auto away = three(118);
    away.dirt.flickers = {{kG300, {20s, 4s}, 20}};
    all.push_back(golden("sun_flicker_before_anybody", away,
                         "The sun blinds the gate at 300 m while nobody can be there."));

    auto over = three(119);
    over.dirt.flickers = {{kG300, {38s, 3s}, 20}};
    auto blinded = golden("sun_flicker_over_a_passage", over,
                          "The sun blinds the gate as Ada passes: her split there may be lost or "
                          "a little off, the others' may not.");
    auto& ada = blinded.expected.at("Ada", 2);
    ada.kinds = "measured|estimated|missed";
    ada.within = 1500ms;
    all.push_back(std::move(blinded));

    auto cut = three(120);
    cut.dirt.cuts = {{{24s, 5s}, kG200}};
    all.push_back(golden("power_cut_at_a_gate", cut,
                         "The gate at 200 m has no power while Ada and Bea pass: two holes, and "
                         "the loss is told."));
    all.back().expected.warnings_at_least = 1;

    auto restart = three(121);
    restart.dirt.cuts = {{{36s, 5s}, std::nullopt}};
    all.push_back(golden("daemon_was_away", restart,
                         "The daemon came back within the boot: what passed meanwhile is holes, "
                         "and the run goes on."));
}

}  // namespace

std::vector<Golden> of_beams() {
    std::vector<Golden> all;
    add_clean(all);
    add_missed(all);
    add_visitors(all);
    add_crossed(all);
    add_abreast(all);
    add_faults(all);
    return all;
}

}  // namespace qm::scenario
