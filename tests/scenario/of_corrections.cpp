// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>

#include "tests/scenario/golden_scenarios.hpp"

namespace qm::scenario {

using namespace std::chrono_literals;

namespace {

const RunId kRun{"r1"};
const AthleteId kAda{"Ada"};
const AthleteId kBea{"Bea"};
const GateId kG200{"g200"};
constexpr auto kBy = "Ken";
constexpr auto kNothing = "estimated|missed|none";

/// A correction `after` the start of the run, its own fields still to be filled in.
template <class C>
C correction(const Golden& one, Elapsed after, std::string why = {}) {
    C said{};
    said.at = one.staged.start + after;
    said.run = kRun;
    said.by = kBy;
    said.why = std::move(why);
    return said;
}

const hardware::TruePoint& truth(const Golden& one, std::size_t athlete, std::size_t point) {
    return one.staged.truth[athlete].points[point];
}

PassageRef passage(const Golden& one, std::size_t athlete, std::size_t point) {
    const auto& there = truth(one, athlete, point);
    return {there.gate, there.torso};
}

Assign assign(const Golden& one, Elapsed after, const PassageRef& where, const AthleteId& who) {
    auto said = correction<Assign>(one, after);
    said.passage = where;
    said.athlete = who;
    return said;
}

template <class C>
C about(const Golden& one, Elapsed after, const PassageRef& where, std::string why) {
    auto said = correction<C>(one, after, std::move(why));
    said.passage = where;
    return said;
}

/// Two of one plan, of whom a person says once who is who.
scene::Scenario equals(std::uint64_t seed) {
    auto scenario = three(seed);
    scenario.run.entries = {planned("Ada", 56s), planned("Bea", 56s), planned("Cyd", 63s)};
    scenario.performances = {runs(56'900ms), runs(55'300ms), runs(63'200ms)};
    return scenario;
}

/// Each runs what the other was planned for.
scene::Scenario exchanged(std::uint64_t seed) {
    auto scenario = three(seed);
    scenario.run.entries = {planned("Ada", 54s), planned("Bea", 58s), planned("Cyd", 66s)};
    scenario.performances = {runs(58'100ms), runs(54'200ms), runs(66'300ms)};
    return scenario;
}

void add_names(std::vector<Golden>& all) {
    auto settled = golden("assign_settles_equals", equals(301),
                          "Two with one plan cannot be told apart until the coach says once whose "
                          "the first passage is; from there they are kept apart.");
    say(settled, assign(settled, 20s, passage(settled, 0, 0), kAda));
    all.push_back(std::move(settled));

    auto swapped = golden("swap_at_the_first_gate", exchanged(302),
                          "Each runs what the other was planned for; the coach swaps them at the "
                          "first gate, and what follows is seen in that light.");
    auto said = correction<Swap>(swapped, 18s);
    said.athlete = kAda;
    said.with = kBea;
    said.point = 0;
    say(swapped, said);
    all.push_back(std::move(swapped));

    auto late = golden("assigned_after_the_run", exchanged(303),
                       "The same, said of every passage when all are in: names change, times stay "
                       "those of the passages.");
    for (std::size_t point = 0; point < 4; ++point) {
        const auto after = 68s + 100ms * static_cast<int>(point);
        say(late, assign(late, after, passage(late, 0, point), kAda));
        say(late, assign(late, after + 50ms, passage(late, 1, point), kBea));
    }
    all.push_back(std::move(late));

    auto restored = golden("restore_takes_an_assignment_back", three(304),
                           "A passage given to the wrong athlete and restored is the daemon's to "
                           "name again, and it names it rightly.");
    say(restored, assign(restored, 20s, passage(restored, 0, 0), kBea));
    say(restored, about<Restore>(restored, 25s, passage(restored, 0, 0), "it was Ada after all"));
    all.push_back(std::move(restored));
}

/// A dog in Ada's place at 200 m, of a torso's width and at her time.
Golden with_a_dog(std::string name, std::uint64_t seed, std::string why) {
    auto scenario = three(seed);
    scenario.dirt.misses = {{kAda, kG200}};
    auto one = golden(std::move(name), scenario, std::move(why));
    const Instant at = truth(one, 0, 1).torso + 130ms;
    say(one, Edge{at, kG200, Beam{0}, true});
    say(one, Edge{at + 41ms, kG200, Beam{0}, false});
    return one;
}

PassageRef the_dog(const Golden& one) { return {kG200, truth(one, 0, 1).torso + 130ms}; }

void add_never_happened(std::vector<Golden>& all) {
    auto discarded = with_a_dog("discard_a_dog", 305,
                                "A dog breaks the beam when Ada was due and not seen. The coach "
                                "says it never happened: her split is a hole.");
    say(discarded, about<Discard>(discarded, 35s, the_dog(discarded), "a dog"));
    discarded.expected.at("Ada", 1).kinds = "estimated|missed";
    all.push_back(std::move(discarded));

    auto undone = golden("discard_undone", three(306),
                         "A true passage was discarded by mistake and that is undone: everything "
                         "is as if nothing had been said.");
    say(undone, about<Discard>(undone, 35s, passage(undone, 1, 1), "a mistake"));
    say(undone, correction<Undo>(undone, 38s));
    all.push_back(std::move(undone));

    auto redone = golden("discard_undone_and_redone", three(307),
                         "Discarded, undone and redone: the passage is nobody's, Bea has a hole "
                         "there and no other split moves.");
    say(redone, about<Discard>(redone, 35s, passage(redone, 1, 1), "a steward"));
    say(redone, correction<Undo>(redone, 38s));
    say(redone, correction<Redo>(redone, 39s));
    redone.expected.at("Bea", 1).kinds = kNothing;
    redone.expected.at("Bea", 1).within = 1500ms;
    all.push_back(std::move(redone));

    auto excluded = golden("exclude_keeps_the_split", three(308),
                           "Happened, does not count: Bea's 300 m stays hers, measured, and is "
                           "left out of results.");
    say(excluded, about<Exclude>(excluded, 50s, passage(excluded, 1, 2), "ran inside the line"));
    excluded.expected.at("Bea", 2).excluded = true;
    all.push_back(std::move(excluded));
}

scene::Scenario with_a_hole(std::uint64_t seed) {
    auto scenario = three(seed);
    scenario.dirt.misses = {{kBea, kG200}};
    return scenario;
}

void add_by_hand(std::vector<Golden>& all) {
    auto video =
        golden("added_from_the_video", with_a_hole(309),
               "The beam did not see Bea at 200 m; the coach adds her time from the video, "
               "and it is called edited.");
    auto added = correction<Add>(video, 70s, "from the video");
    added.athlete = kBea;
    added.point = 1;
    // To a hundredth of a second, as a video tells it.
    const auto passed = elapsed_between(video.staged.start, truth(video, 1, 1).torso);
    added.time = 10ms * (passed / 10ms);
    say(video, added);
    video.expected.at("Bea", 1).kinds = "edited";
    video.expected.at("Bea", 1).time = added.time;
    video.expected.at("Bea", 1).within = 0ms;
    all.push_back(std::move(video));

    auto tapped = golden("tap_fills_a_hole", with_a_hole(310),
                         "The beam did not see Bea at 200 m, but the coach pressed the key as she "
                         "passed: a split by hand, a reaction's time off at most.");
    Tap key{};
    key.at = truth(tapped, 1, 1).torso + 160ms;
    key.run = kRun;
    key.by = kBy;
    key.athlete = kBea;
    key.point = 1;
    say(tapped, key);
    tapped.expected.at("Bea", 1).kinds = "hand";
    tapped.expected.at("Bea", 1).within = 300ms;
    all.push_back(std::move(tapped));

    auto measured = golden("tap_leaves_what_is_measured", three(311),
                           "A key press where the beam saw Bea changes nothing: the measured split "
                           "stays.");
    key.at = truth(measured, 1, 1).torso + 210ms;
    say(measured, key);
    all.push_back(std::move(measured));
}

void add_standing(std::vector<Golden>& all) {
    auto disqualified = golden("disqualified", three(312),
                               "Bea left her lane: her splits stay, her status is the coach's.");
    auto said = correction<SetStatus>(disqualified, 64s, "left her lane");
    said.athlete = kBea;
    said.status = EntryStatus::Dq;
    say(disqualified, said);
    disqualified.expected.of("Bea").status = "dq";
    all.push_back(std::move(disqualified));

    auto forgiven = golden("disqualified_and_forgiven", three(313),
                           "A disqualification that is undone leaves her finished.");
    said.at = forgiven.staged.start + 64s;
    say(forgiven, said);
    say(forgiven, correction<Undo>(forgiven, 66s, "it was another lane"));
    all.push_back(std::move(forgiven));
}

void forget_the_start(Golden& one) {
    std::erase_if(one.staged.inputs,
                  [](const Input& input) { return std::holds_alternative<Start>(input); });
}

void add_starts(std::vector<Golden>& all) {
    auto late = golden("start_key_pressed_late", three(314),
                       "The start was pressed 1.4 s late and set right afterwards: every split "
                       "counts from the true start.");
    forget_the_start(late);
    say(late, Start{late.staged.start + 1'400ms, kRun, StartKind::Hand});
    auto said = correction<SetStart>(late, 30s, "from the video");
    said.start = late.staged.start;
    say(late, said);
    all.push_back(std::move(late));

    auto missed = golden("start_missed", three(315),
                         "Nobody gave the start; after the first gate the coach says when it was, "
                         "and the passages so far are named.");
    forget_the_start(missed);
    said = correction<SetStart>(missed, 20s, "the starter's watch");
    said.start = missed.staged.start;
    say(missed, said);
    all.push_back(std::move(missed));

    auto recalled =
        golden("false_start_recalled", three(316),
               "A first start is recalled: the run is armed again, and the second start "
               "counts.");
    const auto armed =
        std::find_if(recalled.staged.inputs.begin(), recalled.staged.inputs.end(),
                     [](const Input& input) { return std::holds_alternative<Arm>(input); });
    const Instant ready = instant_of(*armed);
    say(recalled, Start{ready + 1s, kRun, StartKind::Gun});
    Recall back{};
    back.at = ready + 3s;
    back.run = kRun;
    back.by = kBy;
    say(recalled, back);
    all.push_back(std::move(recalled));
}

}  // namespace

std::vector<Golden> of_corrections() {
    std::vector<Golden> all;
    add_names(all);
    add_never_happened(all);
    add_by_hand(all);
    add_standing(all);
    add_starts(all);
    return all;
}

}  // namespace qm::scenario
