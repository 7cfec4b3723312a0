// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "gui/model/roster.hpp"
#include "gui/model/run_form.hpp"
#include "protocol/limits.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

void fill(RunForm& form, int field, const std::u32string& text) {
    form.go(field);
    form.clear();
    for (const auto character : text) form.type(character);
}

constexpr int kName = RunForm::field(0, RunForm::Column::Athlete);
constexpr int kLane = RunForm::field(0, RunForm::Column::Lane);
constexpr int kDelay = RunForm::field(0, RunForm::Column::Delay);
constexpr int kTarget = RunForm::field(0, RunForm::Column::Target);

}  // namespace

TEST_CASE("a field that is not understood stays as typed, with what is expected", "[form]") {
    struct Case {
        int field;
        std::u32string text;
        std::string expected;
    };
    const auto one = GENERATE(
        Case{RunForm::kDistance, U"4oo", "metres, 10 to 25000"},
        Case{RunForm::kDistance, U"5", "metres, 10 to 25000"},
        Case{RunForm::kDistance, U"nan", "metres, 10 to 25000"},
        Case{RunForm::kDistance, U"", "metres, 10 to 25000"},
        Case{RunForm::kStart, U"pistol", "gun, hand or gate"},
        Case{kLane, U"0", "1 to 12, or empty"}, Case{kLane, U"13", "1 to 12, or empty"},
        Case{kLane, U"1x", "1 to 12, or empty"}, Case{kDelay, U"-5", "seconds, or empty"},
        Case{kDelay, U"soon", "seconds, or empty"}, Case{kTarget, U"58,2", "58, 58.25 or 1:02.5"},
        Case{kTarget, U"0", "58, 58.25 or 1:02.5"}, Case{kTarget, U"1:75", "58, 58.25 or 1:02.5"},
        Case{kTarget, U"99999", "58, 58.25 or 1:02.5"});
    RunForm form;
    fill(form, kName, U"Mara");
    fill(form, one.field, one.text);
    CHECK(form.expected(one.field) == one.expected);
    form.go(kName);
    const auto run = form.make_run(RunId{"r1"});
    REQUIRE(run.has_error());
    CHECK(run.error().sentence.find(one.expected) != std::string::npos);
    CHECK(form.active() == one.field);
    CHECK(form.typed(one.field).size() == one.text.size());
}

TEST_CASE("what is understood becomes a run", "[form]") {
    RunForm form;
    fill(form, RunForm::kDistance, U" 1500 m ");
    fill(form, RunForm::kStart, U"gate");
    fill(form, kName, U"  Mara Okafor ");
    fill(form, kDelay, U"+20");
    fill(form, kTarget, U"4:05.25");
    const auto run = form.make_run(RunId{"r7"});
    REQUIRE(run.has_value());
    CHECK(run->run == RunId{"r7"});
    CHECK(run->distance == Distance::from_metres(1500));
    CHECK(run->start == StartKind::Gate);
    REQUIRE(run->entries.size() == 1);
    CHECK(run->entries[0].athlete == AthleteId{"Mara Okafor"});
    CHECK_FALSE(run->entries[0].lane);
    CHECK(run->entries[0].delay == cs(2000));
    CHECK(run->entries[0].target == cs(24525));
}

TEST_CASE("a name is needed where a row has something, and only once", "[form]") {
    RunForm form;
    fill(form, kTarget, U"58");
    CHECK(form.expected(kName) == "a name");
    fill(form, kName, U"Mara");
    fill(form, RunForm::field(1, RunForm::Column::Athlete), U"Mara");
    CHECK(form.expected(RunForm::field(1, RunForm::Column::Athlete)) == "a name not entered above");
    RunForm nobody;
    const auto run = nobody.make_run(RunId{"r1"});
    REQUIRE(run.has_error());
    CHECK(nobody.active() == kName);
}

TEST_CASE("there is one empty row at the end until the run is full", "[form]") {
    RunForm form;
    CHECK(form.rows() == 1);
    for (int row = 0; row < static_cast<int>(limits::kEntries); ++row) {
        fill(form, RunForm::field(row, RunForm::Column::Lane), U"1");
        const int more = row + 1 < static_cast<int>(limits::kEntries) ? 1 : 0;
        CHECK(form.rows() == row + 1 + more);
    }
}

TEST_CASE("typing replaces what was there, erasing keeps the rest", "[form]") {
    RunForm form;
    CHECK(form.replaces());
    form.type(U'8');
    CHECK(form.typed(RunForm::kDistance) == "8");
    form.type(U'0');
    CHECK(form.typed(RunForm::kDistance) == "80");
    form.erase_last();
    CHECK(form.typed(RunForm::kDistance) == "8");
    fill(form, kName, U"Zoë");
    form.erase_last();
    CHECK(form.typed(kName) == "Zo");
    for (int i = 0; i < 5; ++i) form.erase_last();
    CHECK(form.typed(kName).empty());
}

TEST_CASE("a field holds no more than it may", "[form]") {
    RunForm form;
    form.go(kName);
    for (int i = 0; i < 1000; ++i) form.type(U'€');
    CHECK(form.typed(kName).size() <= RunForm::kFieldBytes);
    CHECK(form.expected(kName) == "a shorter name");
}

TEST_CASE("arrows go from row to row and turn the start", "[form]") {
    RunForm form;
    form.row_down();
    CHECK(form.active() == RunForm::kStart);
    form.turn_start(1);
    CHECK(form.typed(RunForm::kStart) == "gate");
    form.turn_start(-2);
    CHECK(form.typed(RunForm::kStart) == "gun");
    form.row_down();
    CHECK(form.active() == kName);
    form.row_down();
    CHECK(form.active() == kName);
    fill(form, kLane, U"1");
    form.row_down();
    CHECK(form.active() == RunForm::field(1, RunForm::Column::Lane));
    form.row_up();
    form.row_up();
    CHECK(form.active() == RunForm::kStart);
    form.row_up();
    form.row_up();
    CHECK(form.active() == RunForm::kDistance);
}

TEST_CASE("a run there has been can be set up again as it was", "[form]") {
    auto entry = make_entry("Mara", cs(6250));
    entry.plan.lane = Lane{4};
    entry.plan.delay = std::chrono::seconds{20};
    auto before = make_run("r1", {entry});
    before.start = StartKind::Gate;
    RunForm form{before};
    CHECK(form.typed(kTarget) == "1:02.5");
    const auto run = form.make_run(RunId{"r2"});
    REQUIRE(run.has_value());
    CHECK(run->start == StartKind::Gate);
    CHECK(run->entries.at(0) == entry.plan);
}

TEST_CASE("a name seen before completes as it is typed, and brings its target", "[form]") {
    RunForm form;
    auto mara = make_entry("Mara Okafor", cs(5800)).plan;
    form.know({make_entry("Martin Beck", cs(5500)).plan, mara, make_entry("Ken", cs(5200)).plan});
    CHECK(form.suggestions().size() == 3);
    form.go(RunForm::field(0, RunForm::Column::Athlete));
    CHECK(form.rest().empty());
    for (const auto character : std::u32string{U"mar"}) form.type(character);
    CHECK(form.suggestions().size() == 2);
    CHECK(form.rest() == "tin Beck");
    form.type(U'a');
    CHECK(form.rest() == " Okafor");
    form.accept_first();
    CHECK(form.typed(RunForm::field(0, RunForm::Column::Athlete)) == "Mara Okafor");
    CHECK(form.typed(RunForm::field(0, RunForm::Column::Target)) == "58");
    CHECK(form.active() == RunForm::field(0, RunForm::Column::Lane));
    // Nobody twice.
    CHECK(form.suggestions().size() == 2);
    form.accept(AthleteId{"Ken"});
    CHECK(form.typed(RunForm::field(1, RunForm::Column::Athlete)) == "Ken");
}

TEST_CASE("a family name finds its athlete, and what was typed stays unless it is accepted",
          "[form]") {
    RunForm form;
    form.know({make_entry("Mara Okafor", cs(5800)).plan});
    const int name = RunForm::field(0, RunForm::Column::Athlete);
    form.go(name);
    for (const auto character : std::u32string{U"Oka"}) form.type(character);
    CHECK(form.suggestions().size() == 1);
    CHECK(form.rest().empty());
    form.next();
    CHECK(form.typed(name) == "Oka");
    form.accept_first();
    CHECK(form.typed(name) == "Oka");
}

TEST_CASE("the roster is everyone of the session, who ran last first, and of the archive",
          "[form]") {
    auto model = looking_at(
        make_session({make_run("r1", {make_entry("Mara", cs(5800)), make_entry("Jo", cs(6100))}),
                      make_run("r2", {make_entry("Mara", cs(5700))})}));
    const auto roster =
        roster_of(model.feed().session(), {AthleteId{"Mara"}, AthleteId{"Zoe"}, AthleteId{"Ada"}});
    REQUIRE(roster.size() == 4);
    CHECK(roster[2].athlete == AthleteId{"Ada"});
    CHECK(roster[3].athlete == AthleteId{"Zoe"});
    CHECK(roster[0].athlete == AthleteId{"Mara"});
    CHECK(roster[0].target == cs(5700));
    // By keyboard: the next run is like the last one, and who is left is one arrow away.
    press(model, {key('n'), Key::Enter, Key::Enter, Key::Down});
    press(model, typed(U"j"));
    press(model, {Key::Right});
    const auto commands = press(model, {Key::F2});
    REQUIRE(commands.size() == 1);
    const auto& run = std::get<CreateRun>(commands[0].act);
    REQUIRE(run.entries.size() == 2);
    CHECK(run.entries[1].athlete == AthleteId{"Jo"});
    CHECK(run.entries[1].target == cs(6100));
}

}  // namespace qm::gui
