// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/board.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

RunState running(std::vector<EntryState> entries, int points = 4) {
    auto run = make_run("r1", std::move(entries), points);
    run.phase = RunPhase::Running;
    run.started = gate_s(0);
    return run;
}

CellView cell_of(const EntryState& entry, std::size_t column, double at = 0) {
    const auto model = looking_at(make_session({running({entry})}));
    return board_view(model, local_s(at), {}).rows.at(0).cells.at(column);
}

EntryState with_split(Split split) {
    auto entry = make_entry("Mara", cs(5800));
    entry.splits.push_back(std::move(split));
    return entry;
}

}  // namespace

TEST_CASE("a delta is told by sign, tone and shape", "[board]") {
    auto split = make_split(0, cs(1452), cs(28));
    split.segment = cs(1452);
    const auto behind = cell_of(with_split(split), 0);
    CHECK(behind.time == "14.52");
    CHECK(behind.segment == "14.52");
    REQUIRE(behind.delta);
    CHECK(behind.delta->text == "+0.28");
    CHECK(behind.delta->tone == Tone::Behind);
    CHECK(behind.delta->shape == Shape::Down);
    const auto ahead = cell_of(with_split(make_split(0, cs(1407), cs(-17))), 0).delta.value();
    CHECK(ahead.text == "−0.17");
    CHECK(ahead.tone == Tone::Ahead);
    CHECK(ahead.shape == Shape::Up);
    const auto even =
        cell_of(with_split(make_split(0, cs(1450), Elapsed{-4'000})), 0).delta.value();
    CHECK(even.text == "+0.00");
    CHECK(even.tone == Tone::Ink);
    CHECK(even.shape == Shape::Square);
}

TEST_CASE("kinds of split look different", "[board]") {
    auto split = make_split(0, Elapsed{13'940'000}, cs(0));
    split.kind = SplitKind::Estimated;
    const auto estimated = cell_of(with_split(split), 0);
    CHECK(estimated.time == "13.9");
    CHECK(estimated.mark == Shape::Diamond);
    CHECK(estimated.tone == Tone::Empty);
    CHECK(estimated.note == "estimated");
    CHECK_FALSE(estimated.delta);
    split.plus_minus = Elapsed{310'000};
    CHECK(cell_of(with_split(split), 0).note == "estimated ±0.4");
    split.kind = SplitKind::Hand;
    CHECK(cell_of(with_split(split), 0).mark == Shape::Box);
    split.kind = SplitKind::Missed;
    split.time.reset();
    const auto missed = cell_of(with_split(split), 0);
    CHECK(missed.time.empty());
    CHECK(missed.note == "missed");
}

TEST_CASE("a doubtful split is violet with a question mark, a provisional one dim", "[board]") {
    auto split = make_split(0, cs(1450), cs(0));
    split.flags.push_back("why");
    const auto doubtful = cell_of(with_split(split), 0);
    CHECK(doubtful.doubtful);
    CHECK(doubtful.tone == Tone::Doubtful);
    split.flags.clear();
    split.provisional = true;
    CHECK(cell_of(with_split(split), 0).tone == Tone::Dim);
}

TEST_CASE("the next gate says when the athlete is due, sets off or is overdue", "[board]") {
    auto entry = with_split(make_split(0, cs(1450), cs(0)));
    entry.standing.next_point = 1;
    entry.standing.next_due = cs(2934);
    CHECK(cell_of(entry, 1, 20).note == "due 29.3");
    CHECK(cell_of(entry, 2, 20).note.empty());
    CHECK(cell_of(entry, 1, 32.34).note == "3 s overdue");
    auto waiting = make_entry("Ivo", cs(5000));
    waiting.plan.delay = std::chrono::seconds{80};
    CHECK(cell_of(waiting, 0, 72.5).note == "sets off in 8 s");
    CHECK(cell_of(make_entry("Ada", cs(6000)), 0, 1).note == "target 15.0");
    auto out = make_entry("Ada", cs(6000));
    out.standing.status = EntryStatus::Dnf;
    CHECK(cell_of(out, 0, 1).note.empty());
}

TEST_CASE("a missed gate leaves a hole and shifts nothing", "[board]") {
    const auto entry = with_split(make_split(2, cs(4350), cs(0)));
    CHECK(cell_of(entry, 0).time.empty());
    CHECK(cell_of(entry, 1).time.empty());
    CHECK(cell_of(entry, 2).time == "43.50");
}

TEST_CASE("a lane that a gate does not see leaves that column to what was converted", "[board]") {
    auto entry = with_split(make_split(1, cs(2900), cs(10)));
    entry.course.erase(entry.course.begin());
    entry.splits[0].point = 0;  // the first gate this lane meets, at 200 m
    entry.standing.next_point = 1;
    entry.standing.next_due = cs(4390);
    CHECK(cell_of(entry, 0, 30).note == "no gate");
    entry.standing.equivalents = {{Distance::from_metres(100), cs(1411), Elapsed{120'000}}};
    const auto converted = cell_of(entry, 0, 30);
    CHECK(converted.time == "14.1");
    CHECK(converted.mark == Shape::Diamond);
    CHECK(converted.tone == Tone::Empty);
    CHECK(converted.note == "±0.2");
    CHECK(cell_of(entry, 1, 30).time == "29.00");
    CHECK(cell_of(entry, 2, 30).note == "due 43.9");
}

TEST_CASE("a lane whose start lies ahead of the first gates is matched from the finish",
          "[board]") {
    auto entry = make_entry("Ada", cs(24'000), 8);
    entry.course.erase(entry.course.begin());
    for (int i = 0; i < 7; ++i) {
        auto split = make_split(i + 1, cs(1500LL * (i + 2)), cs(0));
        split.point = i;
        entry.splits.push_back(split);
    }
    auto model = looking_at(make_session({running({entry}, 8)}));
    press(model, typed(U"l"));  // each gate
    const auto board = board_view(model, local_s(0), {8, 7, 13});
    REQUIRE(board.rows.at(0).cells.size() == 8);
    CHECK(board.rows[0].cells[0].note == "no gate");
    CHECK(board.rows[0].cells[1].time == "30.00");
    CHECK(board.rows[0].cells[7].time == "2:00.00");
}

TEST_CASE("a gate of its own for each lane stands in the column of its line", "[board]") {
    auto entry = with_split(make_split(0, cs(1450), cs(0)));
    entry.course[0].gate = entry.splits[0].gate = GateId{"g100-lane4"};
    auto session = make_session({running({entry})});
    session.gates.push_back(session.gates[1]);
    session.gates.back().place.id = GateId{"g100-lane4"};
    const auto board = board_view(looking_at(session), local_s(0), {});
    CHECK(board.rows.at(0).cells.at(0).time == "14.50");
}

TEST_CASE("where the stagger moves a gate the time at the column's distance is converted",
          "[board]") {
    auto entry = with_split(make_split(0, cs(1390), cs(12)));
    entry.splits[0].segment = cs(1390);
    entry.splits[0].at = entry.course[0].at = Distance::from_mm(96'480);
    entry.standing.equivalents = {{Distance::from_metres(100), cs(1433), Elapsed{60'000}}};
    const auto cell = cell_of(entry, 0);
    CHECK(cell.time == "13.90");
    CHECK(cell.segment.empty());
    CHECK(cell.converted == "14.3");
    CHECK(cell.converted_band == "±0.1");
    entry.standing.equivalents.clear();
    CHECK(cell_of(entry, 0).segment.empty());
    REQUIRE(cell.delta);
}

TEST_CASE("a row says lane or delay, and the target", "[board]") {
    auto mara = make_entry("Mara", cs(5800));
    mara.plan.lane = Lane{1};
    auto ken = make_entry("Ken", cs(6259));
    ken.plan.delay = std::chrono::seconds{20};
    auto ada = make_entry("Ada", cs(6000));
    ada.standing.status = EntryStatus::Dns;
    auto staggered = running({mara});
    staggered.stagger = Stagger::One;
    CHECK(board_view(looking_at(make_session({staggered})), local_s(0), {}).rows.at(0).plan ==
          "lane 1 · 58.00");
    const auto model = looking_at(make_session({running({mara, ken, ada})}));
    const auto board = board_view(model, local_s(0), {});
    CHECK(board.rows.at(0).plan == "lane 1 · target 58.00");
    CHECK(board.rows.at(0).chosen);
    CHECK(board.rows.at(1).plan == "+20 s · target 1:02.59");
    CHECK(board.rows.at(2).plan == "did not start");
}

TEST_CASE("a long run shows the lap where the athlete in focus passed last", "[board]") {
    auto entry = make_entry("Mara", cs(30'000), 15);
    for (int i = 0; i < 8; ++i) entry.splits.push_back(make_split(i, cs(2000LL * (i + 1)), cs(0)));
    auto model = looking_at(make_session({running({entry}, 15)}));
    press(model, typed(U"l"));  // each gate
    const auto columns = [&] { return board_view(model, local_s(0), {}).columns; };
    CHECK(columns() == std::vector<std::string>{"500 m", "600 m", "700 m", "800 m"});
    take(model,
         wire::EventMessage{
             Seq{11}, SplitGiven{RunId{"r1"}, AthleteId{"Mara"}, make_split(8, cs(18'000), cs(0))}},
         1);
    CHECK(columns() == std::vector<std::string>{"900 m", "1000 m", "1100 m", "1200 m"});
}

TEST_CASE("many athletes are shown in one line each, by pages", "[board]") {
    auto model = looking_at(hostile_session());
    auto board = board_view(model, local_s(0), {});
    CHECK(board.dense);
    CHECK(board.rows.size() == 13);
    CHECK(board.title == "1 to 13 of 24, laps, against target pace");
    press(model, {Key::BackTab});
    board = board_view(model, local_s(0), {});
    CHECK(board.title == "14 to 24 of 24, laps, against target pace");
    CHECK(board.rows.back().chosen);
}

TEST_CASE("no room is not a division by nothing", "[board]") {
    const auto model = looking_at(hostile_session());
    CHECK(board_view(model, local_s(0), {0, 0, 0}).columns.size() == 1);
    CHECK(board_view(Model{}, local_s(0), {}).rows.empty());
}

}  // namespace qm::gui
