// SPDX-License-Identifier: Apache-2.0
#include "gui/model/board.hpp"
#include "gui/model/evidence.hpp"
#include "gui/model/review_view.hpp"
#include "gui/model/status.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

const AthleteId kMara{"Mara Okafor"};
const AthleteId kKen{"Ken"};
const GateId kGate{"g100"};

Split split_of(PassageId passage, double at) {
    auto split = make_split(0, cs(static_cast<std::int64_t>(at * 100)), cs(0));
    split.instant = gate_s(at);
    split.passage = passage;
    return split;
}

/// Mara's split at 100 m is doubtful, Ken's is not.
SessionState two_of_them() {
    auto mara = make_entry(kMara.text(), cs(5000));
    auto doubtful = split_of(PassageId{1}, 12);
    doubtful.certainty = 0.71;
    doubtful.runner_up = kKen;
    doubtful.runner_up_certainty = 0.28;
    doubtful.flags.emplace_back("Ken was due at 12.1 s.");
    mara.splits.push_back(doubtful);
    auto ken = make_entry(kKen.text(), cs(5000));
    ken.splits.push_back(split_of(PassageId{2}, 13));
    auto run = make_run("r1", {mara, ken});
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    return make_session({run});
}

Event broken(double at, bool is_broken) { return Edge{gate_s(at), kGate, Beam{0}, is_broken}; }

PassageClosed closed(PassageId number, double at) {
    PassageClosed passage;
    passage.passage = number;
    passage.gate = kGate;
    passage.at = gate_s(at);
    passage.width = cs(3);
    passage.pulses = {{gate_s(at), cs(3)}};
    passage.pulse_count = 1;
    passage.run = RunId{"r1"};
    passage.verdict = "Nobody was due.";
    return passage;
}

Model reviewing() {
    auto model = looking_at(two_of_them());
    std::uint64_t seq = 10;
    for (const double at : {12.0, 13.0, 14.0}) {
        take(model, wire::EventMessage{Seq{++seq}, broken(at, true)}, at);
        take(model, wire::EventMessage{Seq{++seq}, broken(at + 0.03, false)}, at);
        const auto number = PassageId{static_cast<std::uint64_t>(at) - 11};
        take(model, wire::EventMessage{Seq{++seq}, closed(number, at)}, at);
    }
    press(model, typed(U"r"));
    return model;
}

const PassageRef kPassage{kGate, gate_s(12)};

}  // namespace

TEST_CASE("R opens the review at the doubtful passage of the athlete in focus", "[review]") {
    const auto model = reviewing();
    REQUIRE(model.screen() == Screen::Review);
    const auto view = review_view(model);
    CHECK(view.title == "Passage at g100, 12.000 s");
    CHECK(view.who == "Mara Okafor, 71 % — or Ken, 28 %");
    CHECK(view.who_tone == Tone::Doubtful);
    CHECK(view.why_title == "Why it is doubtful");
    CHECK(view.why == "Ken was due at 12.1 s.");
    CHECK(view.evidence.at(0) == "12.000000 – 12.030000 s · 30.000 ms");
    CHECK(view.athletes == std::vector{kMara, kKen});
}

TEST_CASE("each beam is a trace with its passages and whose they are", "[review]") {
    const auto view = review_view(reviewing());
    REQUIRE(view.beams.size() == 4);
    const auto found = std::find_if(view.beams.begin(), view.beams.end(),
                                    [](const BeamTrace& one) { return one.gate == kGate; });
    REQUIRE(found != view.beams.end());
    CHECK(found->spans.size() == 3);
    REQUIRE(found->tags.size() == 3);
    CHECK(found->tags[0].label == "Mara ?");
    CHECK(found->tags[0].chosen);
    CHECK(found->tags[1].label == "Ken");
    CHECK(found->tags[2].label == "nobody's");
    CHECK(found->tags[0].at == 0.5F);
}

TEST_CASE("the arrows go from passage to passage, J to the next doubtful one", "[review]") {
    auto model = reviewing();
    press(model, {Key::Right});
    CHECK(review_view(model).who == "Ken");
    press(model, {Key::Right, Key::Right});
    CHECK(review_view(model).who == "nobody's");
    CHECK(review_view(model).why == "Nobody was due.");
    press(model, typed(U"j"));
    CHECK(review_view(model).who_tone == Tone::Doubtful);
    press(model, {Key::Left});
    CHECK(review_view(model).title == "Passage at g100, 12.000 s");
}

TEST_CASE("closer and wider have their ends", "[review]") {
    auto model = reviewing();
    for (int i = 0; i < 40; ++i) press(model, typed(U"+"));
    CHECK(model.review().span() == Review::kLeast);
    CHECK(review_view(model).ticks.size() > 2);
    for (int i = 0; i < 40; ++i) press(model, typed(U"-"));
    CHECK(model.review().span() == Review::kMost);
    CHECK(review_view(model).ticks.size() < 12);
}

TEST_CASE("the keys say of the passage in focus what is so", "[review]") {
    auto model = reviewing();
    const auto swapped = press(model, typed(U"x"));
    CHECK(std::get<Swap>(swapped.at(0).act).with == kKen);
    const auto confirmed = press(model, {Key::Enter});
    CHECK(std::get<Assign>(confirmed.at(0).act).athlete == kMara);
    CHECK(std::get<Discard>(press(model, typed(U"n")).at(0).act).passage == kPassage);
    CHECK(std::get<Exclude>(press(model, typed(U"d")).at(0).act).passage == kPassage);
    CHECK(std::get<Restore>(press(model, typed(U"l")).at(0).act).passage == kPassage);
    press(model, {Key::Right, Key::Right});
    CHECK(press(model, typed(U"xdy")).empty());
}

TEST_CASE("a passage that is dragged to a name is that athlete's", "[review]") {
    auto model = reviewing();
    const auto sent = model.handle(GivePassage{PassageId{3}, kKen}, local_s(20));
    REQUIRE(sent.has_value());
    const auto& assign = std::get<Assign>(std::get<wire::Command>(*sent).act);
    CHECK(assign.athlete == kKen);
    CHECK(assign.passage == PassageRef{kGate, gate_s(14)});
    CHECK_FALSE(model.handle(GivePassage{PassageId{9}, kKen}, local_s(20)));
    CHECK_FALSE(model.handle(GivePassage{PassageId{3}, AthleteId{"Zoë"}}, local_s(20)));
}

TEST_CASE("a split on the board opens its review", "[review]") {
    auto model = looking_at(two_of_them());
    take(model, wire::EventMessage{Seq{11}, closed(PassageId{2}, 13)}, 14);
    const auto board = board_view(model, local_s(14), {});
    REQUIRE(board.rows.at(1).cells.at(0).passage == PassageId{2});
    CHECK_FALSE(board.rows.at(1).cells.at(1).passage);
    CHECK_FALSE(model.handle(ReviewSplit{kKen, PassageId{2}}, local_s(14)));
    REQUIRE(model.screen() == Screen::Review);
    CHECK(review_view(model).title == "Passage at g100, 13.000 s");
    CHECK(review_view(model).who == "Ken");
    CHECK(model.athlete()->plan.athlete == kKen);
}

TEST_CASE("a split is added by hand where a person points", "[review]") {
    auto model = reviewing();
    CHECK(press(model, typed(U"a")).empty());
    CHECK(model.notice(local_s(0)).has_value());
    // The axis is 8 s around Mara's passage at 12 s: a quarter from its right end is 14 s.
    static_cast<void>(model.handle(PointAt{GateId{"g200"}, 0.75F}, local_s(20)));
    auto view = review_view(model);
    REQUIRE(view.mark.has_value());
    CHECK(view.mark->label == "14.000 s");
    CHECK(view.acts.back().does == "Mara passed at the mark");
    press(model, typed(U".,,"));
    CHECK(review_view(model).mark->label == "13.960 s");
    press(model, {Key::Tab});
    CHECK(review_view(model).acts.back().does == "Ken passed at the mark");
    const auto sent = press(model, typed(U"a"));
    const auto& added = std::get<Add>(sent.at(0).act);
    CHECK(added.athlete == kKen);
    CHECK(added.point == 1);
    CHECK(added.time == cs(1396));
    press(model, {Key::Right});
    CHECK_FALSE(review_view(model).mark.has_value());
}

TEST_CASE("a split by hand goes between those before and after", "[review]") {
    const auto session = two_of_them();
    const auto& run = session.runs.at(0);
    const auto& ken = run.entries.at(1);
    CHECK_FALSE(add_split(run, ken, {kGate, gate_s(14)}));           // measured there
    CHECK_FALSE(add_split(run, ken, {GateId{"g200"}, gate_s(12)}));  // before the one before
    CHECK_FALSE(add_split(run, ken, {GateId{"g200"}, gate_s(-1)}));  // before the start
    CHECK(add_split(run, ken, {GateId{"g300"}, gate_s(40)}));
}

TEST_CASE("a reason is typed first and goes with what is said next, once", "[review]") {
    auto model = reviewing();
    CHECK(press(model, typed(U"wA dog, N")).empty());
    CHECK(review_view(model).types_reason);
    press(model, {Key::Enter});
    CHECK(review_view(model).reason == "A dog, N");
    const auto sent = press(model, typed(U"n"));
    CHECK(std::get<Discard>(sent.at(0).act).why == "A dog, N");
    CHECK(review_view(model).reason.empty());
    press(model, typed(U"wx"));
    press(model, {Key::Escape});
    CHECK(model.screen() == Screen::Review);
    CHECK(std::get<Discard>(press(model, typed(U"n")).at(0).act).why.empty());
}

TEST_CASE("Del takes the athlete in focus out of the run, with the reason", "[review]") {
    auto model = reviewing();
    press(model, typed(U"wHurt"));
    const auto sent = press(model, {Key::Enter, Key::Delete});
    REQUIRE(sent.size() == 1);
    const auto& said = std::get<SetStatus>(sent[0].act);
    CHECK(said.athlete == model.athlete()->plan.athlete);
    CHECK(said.why == "Hurt");
}

TEST_CASE("what was said last is shown with its reason", "[review]") {
    auto session = two_of_them();
    session.runs[0].acts = {{1, gate_s(20), "A is so.", "", ""},
                            {2, gate_s(21), "B is so.", "", "a dog", true},
                            {3, gate_s(22), "C is so.", "", "a dog"}};
    auto model = looking_at(session);
    press(model, typed(U"r"));
    CHECK(review_view(model).said == std::vector<std::string>{"C is so. Why: a dog", "A is so."});
}

TEST_CASE("a passage rests on its pulses, the longest always among them", "[review]") {
    Trace trace;
    auto passage = closed(PassageId{1}, 12.5);
    passage.pulses.clear();
    for (std::uint32_t i = 0; i < 6; ++i) {
        const bool is_longest = i == 5;
        const double at = 12 + 0.1 * i;
        trace.take(Edge{gate_s(at), kGate, Beam{0}, true, 2 * i + 1, 100 + 2 * i});
        trace.take(Edge{gate_s(at + (is_longest ? 0.04 : 0.01)), kGate, Beam{0}, false, 2 * i + 2,
                        101 + 2 * i});
        passage.pulses.push_back({gate_s(at), cs(is_longest ? 4 : 1)});
    }
    passage.pulse_count = 6;
    auto split = split_of(PassageId{1}, 12.5);
    split.plus_minus = cs(10);
    split.parts = {{"body in beam", cs(2)}, {"start", cs(9)}};
    const auto lines = evidence_of(trace, {&passage, nullptr, &split}, gate_s(0));
    REQUIRE(lines.size() == 6);
    CHECK(lines[0] ==
          "12.000000 – 12.010000 s · 10.000 ms · edges 1, 2 of its line; 100, 101 of all");
    CHECK(
        lines[3] ==
        "12.500000 – 12.540000 s · 40.000 ms, the longest · edges 11, 12 of its line; 110, 111 of "
        "all");
    CHECK(lines[4] == "and 2 more");
    CHECK(lines[5] == "±0.100 s: start ±0.090, body in beam ±0.020");
}

TEST_CASE("what happened before this console listened comes from the archive", "[review]") {
    auto model = looking_at(two_of_them());
    press(model, typed(U"r"));
    CHECK(review_view(model).empty == "No passage of this run is known here yet.");
    const auto asked = model.take_question();
    REQUIRE(asked.has_value());
    CHECK(asked->what == wire::Kept::Trace);
    CHECK(asked->run == RunId{"r1"});
    wire::KeptMessage kept;
    kept.id = asked->id;
    kept.what = wire::Kept::Trace;
    kept.edges = {{gate_s(12), kGate, Beam{0}, true}, {gate_s(12.03), kGate, Beam{0}, false}};
    kept.passages = {closed(PassageId{1}, 12)};
    take(model, kept, 20);
    CHECK(review_view(model).title == "Passage at g100, 12.000 s");
    CHECK(model.trace().edges(kGate).size() == 2);
    take(model, wire::EventMessage{Seq{11}, broken(12, true)}, 21);
    CHECK(model.trace().edges(kGate).size() == 2);
}

TEST_CASE("a long trace comes in parts, each from the end of the one before", "[review]") {
    auto model = looking_at(two_of_them());
    press(model, typed(U"r"));
    auto asked = model.take_question();
    for (const double second : {12.0, 13.0}) {
        REQUIRE(asked.has_value());
        wire::KeptMessage part{asked->id, wire::Kept::Trace, true};
        part.edges = {{gate_s(second), kGate, Beam{0}, true}};
        take(model, part, 20);
        asked = model.take_question();
        REQUIRE(asked.has_value());
        CHECK(asked->from_gate == gate_s(second));
        CHECK(asked->run == RunId{"r1"});
    }
    // One that brings nothing new is the last.
    wire::KeptMessage part{asked->id, wire::Kept::Trace, true};
    part.edges = {{gate_s(13), kGate, Beam{0}, true}};
    take(model, part, 20);
    CHECK_FALSE(model.take_question().has_value());
    CHECK(model.trace().edges(kGate).size() == 2);
}

TEST_CASE("a trace that the archive does not tell is told of here, not on the Archive screen",
          "[review]") {
    auto model = looking_at(two_of_them());
    press(model, typed(U"r"));
    const auto asked = model.take_question();
    REQUIRE(asked.has_value());
    take(model, wire::ErrorMessage{asked->id, "archive_damaged", "the archive is damaged"}, 1);
    CHECK(note(model, local_s(1))->text ==
          "What the beams saw before is not known here: the archive is damaged.");
    CHECK(model.shelf().trouble().empty());
}

TEST_CASE("the trace keeps within its limits, in order", "[review]") {
    Trace trace;
    for (int i = 0; i < 5000; ++i) {
        trace.take(broken(i, i % 2 == 0));
        trace.take(closed(PassageId{static_cast<std::uint64_t>(i)}, i));
    }
    CHECK(trace.edges(kGate).size() == Trace::kEdges);
    CHECK(trace.edges(kGate).back().at == gate_s(4999));
    CHECK(trace.passages().size() == Trace::kPassages);
    CHECK(trace.passage(PassageId{0}) == nullptr);
}

}  // namespace qm::gui
