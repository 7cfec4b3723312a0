// SPDX-License-Identifier: Apache-2.0
#include "gui/model/settle.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "gui/model/board.hpp"
#include "gui/model/focus.hpp"
#include "gui/model/key_line.hpp"
#include "gui/model/status.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

const AthleteId kMara{"Mara Okafor"};
const AthleteId kKen{"Ken"};

Split doubtful(int point) {
    auto split = make_split(point, cs(1248), cs(0));
    split.instant = gate_s(12.48);
    split.certainty = 0.62;
    split.runner_up = kKen;
    split.runner_up_certainty = 0.36;
    split.flags.push_back("It may be Ken's: he was due 0.1 s later.");
    return split;
}

/// Mara's split at 100 m is doubtful; Ken may have been it.
RunState two_of_them() {
    auto mara = make_entry(kMara.text(), cs(5000));
    mara.splits.push_back(doubtful(0));
    auto run = make_run("r1", {mara, make_entry(kKen.text(), cs(5000))});
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    return run;
}

RunState with_acts() {
    auto run = two_of_them();
    run.acts = {{1, gate_s(13), "12.48 at 100 m is Ken's.", "", ""},
                {2, gate_s(14), "Ken's status is DQ.", "", "", true}};
    return run;
}

Model model_of(const RunState& run) { return looking_at(make_session({run})); }

std::vector<wire::Command> pressed(const RunState& run, Key key) {
    auto model = model_of(run);
    return press(model, {key});
}

std::string hint(const Model& model, const std::string& cap) {
    const auto keys = key_line(model);
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const KeyHint& one) { return one.cap == cap; });
    return found == keys.end() ? "" : found->does;
}

const PassageRef kPassage{GateId{"g100"}, gate_s(12.48)};

}  // namespace

TEST_CASE("X gives the doubtful passage to the runner-up who has none there", "[settle]") {
    const auto commands = pressed(two_of_them(), key('x'));
    REQUIRE(commands.size() == 1);
    const auto& assign = std::get<Assign>(commands[0].act);
    CHECK(assign.run == RunId{"r1"});
    CHECK(assign.passage == kPassage);
    CHECK(assign.athlete == kKen);
}

TEST_CASE("X swaps with the runner-up who has a split there", "[settle]") {
    auto run = two_of_them();
    run.entries[1].splits.push_back(make_split(0, cs(1260), cs(0)));
    const auto commands = pressed(run, key('X'));
    REQUIRE(commands.size() == 1);
    const auto& swap = std::get<Swap>(commands[0].act);
    CHECK(swap.athlete == kMara);
    CHECK(swap.with == kKen);
    CHECK(swap.point == 0);
}

TEST_CASE("a runner-up's estimate is no split to swap with", "[settle]") {
    auto run = two_of_them();
    run.entries[1].splits.push_back(make_split(0, cs(1260), cs(0)));
    run.entries[1].splits[0].kind = SplitKind::Estimated;
    CHECK(std::holds_alternative<Assign>(pressed(run, key('x')).at(0).act));
}

TEST_CASE("without a runner-up X does nothing", "[settle]") {
    auto run = two_of_them();
    SECTION("nobody else comes into question") { run.entries[0].splits[0].runner_up.reset(); }
    SECTION("the runner-up is not in the run") {
        run.entries[0].splits[0].runner_up = AthleteId{"Zoë"};
    }
    CHECK(pressed(run, key('x')).empty());
    CHECK(hint(model_of(run), "X").empty());
    CHECK(hint(model_of(run), "D") == "nobody's");
}

TEST_CASE("Y and Enter say that the doubtful split is right", "[settle]") {
    for (const auto one : {key('y'), Key::Enter}) {
        const auto commands = pressed(two_of_them(), one);
        REQUIRE(commands.size() == 1);
        const auto& assign = std::get<Assign>(commands[0].act);
        CHECK(assign.passage == kPassage);
        CHECK(assign.athlete == kMara);
    }
}

TEST_CASE("Enter still starts an armed run", "[settle]") {
    auto run = two_of_them();
    run.phase = RunPhase::Armed;
    CHECK(std::holds_alternative<Start>(pressed(run, Key::Enter).at(0).act));
}

TEST_CASE("D says that the doubtful passage never happened", "[settle]") {
    const auto commands = pressed(two_of_them(), key('d'));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Discard>(commands[0].act).passage == kPassage);
}

TEST_CASE("what is settled, by hand or not to be pointed at is not to be settled", "[settle]") {
    auto run = two_of_them();
    auto& split = run.entries[0].splits[0];
    SECTION("confirmed") { split.confirmed = true; }
    SECTION("does not count") { split.excluded = true; }
    SECTION("by hand") { split.kind = SplitKind::Hand; }
    SECTION("not flagged") { split.flags.clear(); }
    SECTION("from no passage") { split.instant.reset(); }
    for (const auto one : {key('x'), key('y'), key('d'), Key::Enter}) {
        CHECK(pressed(run, one).empty());
    }
    CHECK(hint(model_of(run), "Y").empty());
}

TEST_CASE("the latest doubtful split is settled first", "[settle]") {
    auto run = two_of_them();
    run.entries[0].splits.push_back(doubtful(1));
    const auto model = model_of(run);
    CHECK(doubtful_split(run.entries[0])->point == 1);
    CHECK(note(model, local_s(0))->text.starts_with("Mara, 200 m: "));
}

TEST_CASE("the sentence beside the keys is that of the split they settle", "[settle]") {
    auto run = two_of_them();
    auto missed = make_split(1, cs(2500), cs(0));
    missed.kind = SplitKind::Estimated;
    missed.flags.push_back("Missed: g200 saw nothing of Mara.");
    run.entries[0].splits.push_back(missed);
    const auto model = model_of(run);
    CHECK(note(model, local_s(0))->text == "Mara, 100 m: It may be Ken's: he was due 0.1 s later.");
    CHECK(hint(model, "X") == "it is Ken's");
    CHECK(hint(model, "Y") == "it is Mara's");
    run.entries[0].splits[0].confirmed = true;
    CHECK(note(model_of(run), local_s(0))->text ==
          "Mara, 200 m: Missed: g200 saw nothing of Mara.");
}

TEST_CASE("two of one first name are told apart by their whole names", "[settle]") {
    auto run = two_of_them();
    run.entries[1].plan.athlete = AthleteId{"Mara Ito"};
    run.entries[0].splits[0].runner_up = AthleteId{"Mara Ito"};
    CHECK(hint(model_of(run), "X") == "it is Mara Ito's");
    CHECK(hint(model_of(run), "Y") == "it is Mara Okafor's");
}

TEST_CASE("Space taps for the athlete in focus while he or she is under way", "[settle]") {
    auto run = two_of_them();
    const auto commands = pressed(run, key(' '));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Tap>(commands[0].act).athlete == kMara);
    CHECK_FALSE(std::get<Tap>(commands[0].act).point);
    CHECK(hint(model_of(run), "Space") == "tap");
    SECTION("finished") { run.entries[0].standing.status = EntryStatus::Finished; }
    SECTION("ended") { run.phase = RunPhase::Ended; }
    CHECK(pressed(run, key(' ')).empty());
}

TEST_CASE("U takes back the last act that holds, which the key line names", "[settle]") {
    const auto run = with_acts();
    CHECK(hint(model_of(run), "U") == "undo: 12.48 at 100 m is Ken's");
    const auto commands = pressed(run, key('u'));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Undo>(commands[0].act).act == 1);
    CHECK(pressed(run, key('z')).size() == 1);  // by the left hand
    CHECK(pressed(two_of_them(), key('u')).empty());
    CHECK(hint(model_of(two_of_them()), "U").empty());
}

TEST_CASE("a long act is cut in the key line", "[settle]") {
    auto run = with_acts();
    run.acts[0].what = "Zoë " + std::string(100, 'x');
    CHECK(hint(model_of(run), "U") == "undo: Zoë " + std::string(35, 'x') + "…");
}

TEST_CASE("the model follows acts as they come", "[settle]") {
    auto model = model_of(two_of_them());
    const ActRecord act{1, gate_s(13), "12.48 at 100 m is Ken's.", "", ""};
    take(model, wire::EventMessage{Seq{11}, ActRecorded{RunId{"r1"}, act}}, 1);
    CHECK(hint(model, "U") == "undo: 12.48 at 100 m is Ken's");
    auto undone = act;
    undone.undone = true;
    take(model, wire::EventMessage{Seq{12}, ActRecorded{RunId{"r1"}, undone}}, 2);
    CHECK(hint(model, "U").empty());
}

TEST_CASE("a split that does not count says so and is no progress", "[settle]") {
    auto run = two_of_them();
    run.entries[0].splits[0].excluded = true;
    const auto model = model_of(run);
    const auto cell = board_view(model, local_s(20), {}).rows.at(0).cells.at(0);
    CHECK(cell.note == "does not count");
    CHECK_FALSE(cell.doubtful);
    CHECK_FALSE(focus_view(model, local_s(20))->delta);
}

TEST_CASE("a confirmed split is doubtful no more", "[settle]") {
    auto run = two_of_them();
    CHECK(board_view(model_of(run), local_s(20), {}).rows.at(0).cells.at(0).doubtful);
    run.entries[0].splits[0].confirmed = true;
    CHECK_FALSE(board_view(model_of(run), local_s(20), {}).rows.at(0).cells.at(0).doubtful);
}

TEST_CASE("what is still to run is what the daemon says must be run", "[settle]") {
    auto run = two_of_them();
    const auto need = [](int from, Elapsed time) {
        return Need{Distance::from_metres(from), Distance::from_metres(from + 100), time};
    };
    run.entries[0].standing.needs = {need(100, cs(1240)), need(200, cs(1260))};
    const auto focus = focus_view(model_of(run), local_s(20));
    CHECK(focus->still_title == "for 50.00 still to run");
    CHECK(focus->still == std::vector<std::string>{"12.4", "12.6"});
    CHECK_FALSE(focus->still_goes_on);
}

TEST_CASE("a standing that a person gave says why", "[settle]") {
    auto run = two_of_them();
    run.entries[0].standing.status = EntryStatus::Dq;
    run.entries[0].standing.reason = "left her lane";
    CHECK(focus_view(model_of(run), local_s(20))->place == "disqualified: left her lane");
}

TEST_CASE("Del takes the athlete in focus out of the run, by what was seen", "[settle]") {
    auto run = two_of_them();
    auto& mara = run.entries[0];
    auto status = EntryStatus::Dnf;
    SECTION("who was seen did not finish") {}
    SECTION("whom no gate has seen did not start, also where holes are told") {
        mara.splits[0].kind = SplitKind::Missed;
        status = EntryStatus::Dns;
    }
    SECTION("so before the start") {
        mara.splits.clear();
        run.phase = RunPhase::Armed;
        status = EntryStatus::Dns;
    }
    SECTION("who fell before the first gate is said to have started") {
        mara.standing.status = EntryStatus::Dns;
    }
    SECTION("at the end an absent one is told from one who gave up") {
        mara.standing.status = EntryStatus::Dnf;
        run.phase = RunPhase::Ended;
        status = EntryStatus::Dns;
    }
    SECTION("who has finished is disqualified") {
        mara.standing.status = EntryStatus::Finished;
        run.phase = RunPhase::Ended;
        status = EntryStatus::Dq;
    }
    const auto commands = pressed(run, Key::Delete);
    REQUIRE(commands.size() == 1);
    const auto& said = std::get<SetStatus>(commands[0].act);
    CHECK(said.run == RunId{"r1"});
    CHECK(said.athlete == kMara);
    CHECK(said.status == status);
}

TEST_CASE("Del says what it will say, and nothing where nobody can be out", "[settle]") {
    auto run = two_of_them();
    CHECK(hint(model_of(run), "Del") == "Mara: did not finish");
    SECTION("disqualified") { run.entries[0].standing.status = EntryStatus::Dq; }
    SECTION("not armed yet") { run.phase = RunPhase::Created; }
    CHECK(pressed(run, Key::Delete).empty());
    CHECK(hint(model_of(run), "Del").empty());
}

TEST_CASE("V redoes what was undone last, unless something newer holds", "[settle]") {
    auto run = with_acts();
    run.acts.push_back({3, gate_s(15), "Mara's status is DNF.", "", "", true});
    const auto commands = pressed(run, key('v'));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Redo>(commands[0].act).act == 2);
    CHECK(hint(model_of(run), "V") == "redo: Ken's status is DQ");
    auto taps = model_of(run);
    press(taps, typed(U"k"));
    CHECK(hint(taps, "V").empty());  // there it is somebody's tap
    CHECK_FALSE(hint(taps, "U").empty());
    run.acts[2].undone = false;
    CHECK(pressed(run, key('v')).empty());
    CHECK(hint(model_of(run), "V").empty());
    run.acts.clear();
    CHECK(pressed(run, key('v')).empty());
}

TEST_CASE("lanes that meet other gates are never swapped by a number", "[settle]") {
    auto run = two_of_them();
    // Ken's lane does not see the gate at 100 m: his first point is at 200 m.
    run.entries[1].course.erase(run.entries[1].course.begin());
    auto theirs = make_split(1, cs(2500), cs(0));
    theirs.point = 0;
    run.entries[1].splits.push_back(theirs);
    const auto commands = pressed(run, key('x'));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Assign>(commands[0].act).passage == kPassage);
}

}  // namespace qm::gui
