// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "gui/model/key_line.hpp"
#include "gui/model/spoken.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

/// Two athletes run, callouts are on, and splits come.
class Field {
public:
    Field() : Field({make_entry("Mara Okafor", cs(5800)), make_entry("Ken", cs(5200))}) {}
    explicit Field(std::vector<EntryState> entries)
        : model_(looking_at(session(std::move(entries)))) {
        press(model_, typed(U"m"));
    }

    Model& model() { return model_; }

    std::vector<Call> split(const std::string& athlete, const Split& split, double at) {
        SplitGiven given{RunId{"r1"}, AthleteId{athlete}, split};
        take(model_, wire::EventMessage{Seq{++seq_}, given}, at);
        return model_.take_calls(local_s(at));
    }
    std::vector<Call> phase(RunPhase phase, double at) {
        take(model_, wire::EventMessage{Seq{++seq_}, PhaseChanged{RunId{"r1"}, phase, gate_s(at)}},
             at);
        return model_.take_calls(local_s(at));
    }

private:
    static SessionState session(std::vector<EntryState> entries) {
        auto run = make_run("r1", std::move(entries));
        run.phase = RunPhase::Running;
        run.started = gate_s(0);
        return make_session({run});
    }

    Model model_;
    std::uint64_t seq_ = 10;
};

Split seen(int point, Elapsed time, Elapsed delta, double at) {
    auto split = make_split(point, time, delta);
    split.instant = gate_s(at);
    return split;
}

std::string words(const std::vector<Call>& calls) {
    std::string all;
    for (const auto& call : calls) all += (all.empty() ? "" : " | ") + call.words;
    return all;
}

}  // namespace

TEST_CASE("times are said as coaches say them", "[callouts]") {
    CHECK(spoken_time(cs(2940)) == "twenty-nine four");
    CHECK(spoken_time(cs(2996)) == "thirty flat");
    CHECK(spoken_time(cs(1300)) == "thirteen flat");
    CHECK(spoken_time(cs(50)) == "zero five");
    CHECK(spoken_time(cs(6260)) == "one oh-two six");
    CHECK(spoken_time(cs(6000)) == "one minute flat");
    CHECK(spoken_time(cs(6030)) == "one oh-oh three");
    CHECK(spoken_time(cs(12000)) == "two minutes flat");
    CHECK(spoken_time(cs(63510)) == "ten thirty-five one");
    CHECK(spoken_time(cs(-100)).empty());
    CHECK(spoken_time(cs(360'000)).empty());
}

TEST_CASE("deltas are said with their sign", "[callouts]") {
    CHECK(spoken_delta(cs(30)) == "plus three tenths");
    CHECK(spoken_delta(cs(-10)) == "minus one tenth");
    CHECK(spoken_delta(cs(4)) == "even");
    CHECK(spoken_delta(cs(-4)) == "even");
    CHECK(spoken_delta(cs(100)) == "plus one second");
    CHECK(spoken_delta(cs(-200)) == "minus two seconds");
    CHECK(spoken_delta(cs(-123)) == "minus one point two");
    CHECK(spoken_delta(cs(1'000'000)).empty());
}

TEST_CASE("a split is beeped and said, with name, time and delta", "[callouts]") {
    Field field;
    const auto calls = field.split("Mara Okafor", seen(1, cs(2940), cs(30), 29.4), 29.5);
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].beep);
    CHECK(calls[0].words == "Mara, twenty-nine four, plus three tenths");
    CHECK(field.model().take_calls(local_s(30)).empty());
}

TEST_CASE("nothing is heard until callouts are turned on", "[callouts]") {
    Field field;
    press(field.model(), typed(U"m"));
    CHECK_FALSE(field.model().callouts().is_on());
    CHECK(field.split("Ken", seen(0, cs(1300), cs(0), 13), 13).empty());
}

TEST_CASE("the beep comes with the first edge, the words when the passage is closed",
          "[callouts]") {
    Field field;
    auto split = seen(0, cs(1300), cs(0), 13);
    split.provisional = true;
    auto calls = field.split("Ken", split, 13);
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].beep);
    CHECK(calls[0].words.empty());
    split.provisional = false;
    calls = field.split("Ken", split, 13.3);
    REQUIRE(calls.size() == 1);
    CHECK_FALSE(calls[0].beep);
    CHECK(calls[0].words == "Ken, thirteen flat, even");
    // What is revised after that is on the screen.
    CHECK(field.split("Ken", seen(0, cs(1310), cs(10), 13), 13.6).empty());
}

TEST_CASE("where there is doubt, no word is said until it is settled", "[callouts]") {
    Field field;
    auto split = seen(0, cs(1300), cs(0), 13);
    split.flags = {"It may have been Mara."};
    auto calls = field.split("Ken", split, 13);
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].beep);
    CHECK(calls[0].words.empty());
    split.confirmed = true;
    CHECK(words(field.split("Ken", split, 15)) == "Ken, thirteen flat, even");
}

TEST_CASE("what was computed, missed or does not count is not called", "[callouts]") {
    Field field;
    auto split = seen(0, cs(1300), cs(0), 13);
    split.kind = SplitKind::Estimated;
    CHECK(field.split("Ken", split, 13).empty());
    split.kind = SplitKind::Missed;
    split.time.reset();
    CHECK(field.split("Ken", split, 13).empty());
    split = seen(0, cs(1300), cs(0), 13);
    split.excluded = true;
    CHECK(field.split("Ken", split, 13).empty());
}

TEST_CASE("what comes late, after a loss of the connection, is no news", "[callouts]") {
    Field field;
    CHECK(field.split("Ken", seen(0, cs(1300), cs(0), 13), 25).empty());
}

TEST_CASE("the delta is that of the comparison that was chosen", "[callouts]") {
    Field field;
    CHECK(words(field.split("Ken", seen(0, cs(1300), cs(20), 13), 13)) ==
          "Ken, thirteen flat, plus two tenths");
    field.model().set_against(Against::Leader);
    CHECK(words(field.split("Mara Okafor", seen(0, cs(1450), cs(0), 14.5), 14.5)) ==
          "Mara, fourteen five, plus one point five");
}

TEST_CASE("a run that is armed anew calls its splits anew", "[callouts]") {
    Field field;
    CHECK(field.split("Ken", seen(0, cs(1300), cs(0), 13), 13).size() == 1);
    field.phase(RunPhase::Armed, 20);
    field.phase(RunPhase::Running, 30);
    CHECK(field.split("Ken", seen(0, cs(1300), cs(0), 43), 43).size() == 1);
}

TEST_CASE("who sets off next is called ten seconds before, once", "[callouts]") {
    auto ken = make_entry("Ken", cs(5200));
    ken.plan.delay = std::chrono::seconds{20};
    Field field{{make_entry("Mara", cs(5800)), ken}};
    CHECK(field.model().take_calls(local_s(9)).empty());
    const auto calls = field.model().take_calls(local_s(10.4));
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].words == "next: Ken, in ten seconds");
    CHECK_FALSE(calls[0].beep);
    CHECK(field.model().take_calls(local_s(11)).empty());
}

TEST_CASE("a call that would come too late is not made", "[callouts]") {
    auto ken = make_entry("Ken", cs(5200));
    ken.plan.delay = std::chrono::seconds{20};
    Field field{{ken}};
    CHECK(field.model().take_calls(local_s(13)).empty());
}

TEST_CASE("names are said as the coach wrote them, and told apart", "[callouts]") {
    const auto names = Pronunciation::read(
        "# how they sound\nMara = MAH-rah # first\nKen Adeyemi = ken ah-DAY-em-ee\nnonsense\n = "
        "x\ny =\n");
    const auto run =
        make_run("r1", {make_entry("Mara Okafor", cs(5800)), make_entry("Ken Adeyemi", cs(5200)),
                        make_entry("Jo", cs(6000))});
    CHECK(names.of(AthleteId{"Mara Okafor"}, run) == "MAH-rah");
    CHECK(names.of(AthleteId{"Ken Adeyemi"}, run) == "ken ah-DAY-em-ee");
    CHECK(names.of(AthleteId{"Jo"}, run) == "Jo");
    const auto two =
        make_run("r1", {make_entry("Mara Okafor", cs(5800)), make_entry("Mara Lind", cs(5200))});
    CHECK(names.of(AthleteId{"Mara Okafor"}, two) == "MAH-rah Okafor");
}

TEST_CASE("turning callouts on says whether they can be heard", "[callouts]") {
    auto model = looking_at(make_session({}));
    press(model, typed(U"m"));
    REQUIRE(model.notice(local_s(0)));
    CHECK(model.notice(local_s(0))->is_good);
    press(model, typed(U"m"));
    CHECK(model.notice(local_s(0))->sentence == "Callouts are off.");
    model.set_sound({}, "This machine cannot speak");
    press(model, typed(U"m"));
    CHECK(model.notice(local_s(0))->sentence == "Callouts are on. This machine cannot speak.");
    const auto keys = key_line(model);
    CHECK(std::any_of(keys.begin(), keys.end(),
                      [](const KeyHint& hint) { return hint.does == "callouts off"; }));
}

TEST_CASE("calls nobody takes are bounded", "[callouts]") {
    Field field;
    for (int i = 0; i < 4000; ++i) {
        SplitGiven given{RunId{"r1"}, AthleteId{"Ken"}, seen(i, cs(1300), cs(0), 13)};
        take(field.model(), wire::EventMessage{Seq{100U + static_cast<std::uint64_t>(i)}, given},
             13);
    }
    CHECK(field.model().take_calls(local_s(13)).size() <= 16);
}

}  // namespace qm::gui
