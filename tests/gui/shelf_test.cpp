// SPDX-License-Identifier: Apache-2.0
#include "gui/model/shelf_view.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "gui/model/key_line.hpp"
#include "gui/model/status.hpp"
#include "gui/net/saved_file.hpp"
#include "tests/gui/kept_runs.hpp"

namespace qm::gui {

TEST_CASE("the list of runs is asked for as the archive is opened", "[shelf]") {
    Archive archive;
    CHECK(archive.model.screen() == Screen::Archive);
    CHECK(shelf_words(archive.shelf()) == "Asking the archive …");
    archive.answer_runs(3);
    REQUIRE(archive.shelf().runs().size() == 3);
    CHECK(shelf_words(archive.shelf()).empty());
    const auto row = shelf_row(archive.shelf().runs()[0]);
    CHECK(row.day == "2026-11-22 12:03");
    CHECK(row.what == "400 m, gun");
    CHECK(row.athletes == "Hall, Mara");
    CHECK(row.finished == "1 of 2");
    CHECK(row.best == "43.40");
    CHECK(shelf_row(kept_run("r1", 7)).athletes == "Hall, Mara and 5 more");
    CHECK_FALSE(archive.model.take_question().has_value());
    press(archive.model, {Key::Escape});
    CHECK(archive.model.screen() == Screen::Live);
}

TEST_CASE("more runs are asked for as the coach comes near the end, once", "[shelf]") {
    Archive archive;
    archive.answer_runs(100, true);
    for (int i = 0; i < 55; ++i) press(archive.model, {Key::Down});
    CHECK_FALSE(archive.model.take_question().has_value());
    for (int i = 0; i < 15; ++i) press(archive.model, {Key::Down});
    const auto question = archive.asked();
    CHECK(question.skip == 100);
    press(archive.model, {Key::Down, Key::Down});
    CHECK_FALSE(archive.model.take_question().has_value());
    wire::KeptMessage kept;
    kept.runs = {kept_run("r99"), kept_run("r100")};  // one that came before already
    archive.answer(question, std::move(kept));
    CHECK(archive.shelf().runs().size() == 101);
    CHECK_FALSE(archive.shelf().has_more());
}

TEST_CASE("what is typed is searched for, and only the last of it is shown", "[shelf]") {
    Archive archive;
    archive.answer_runs(3);
    press(archive.model, typed(U"m"));
    const auto first = archive.asked();
    CHECK(first.search == "m");
    press(archive.model, typed(U"ara"));
    CHECK_FALSE(archive.model.take_question().has_value());  // one at a time
    archive.answer(first, {});
    CHECK(archive.shelf().runs().size() == 3);
    const auto last = archive.asked();
    CHECK(last.search == "mara");
    archive.answer(last, {});
    CHECK(shelf_words(archive.shelf()) == "No run answers to that.");
}

TEST_CASE("a run is shown with its splits, its columns where anybody has one", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    const auto run = shelf_run(archive.shelf());
    REQUIRE(run.has_value());
    CHECK(run->title == "400 m, gun · r0");
    CHECK(run->day == "2026-11-22 12:03 UTC, session 20261122-1");
    CHECK(run->columns == std::vector<std::string>{"100 m", "200 m", "300 m", "finish"});
    REQUIRE(run->entries.size() == 2);
    CHECK(run->entries[0].chosen);
    CHECK(run->entries[0].cells[1].time == "21.70");
    CHECK(run->entries[0].result == "43.40");
    press(archive.model, {Key::Down});
    CHECK(shelf_run(archive.shelf())->entries[1].chosen);
    press(archive.model, {Key::Escape});
    CHECK(archive.shelf().page() == Shelf::Page::Runs);
}

TEST_CASE("who did not finish has that in the place of a result, as results lists write it",
          "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    press(archive.model, {Key::Enter});
    wire::KeptMessage kept;
    kept.runs = {kept_run("r0")};
    kept.state = make_run("r0", {});
    for (const auto status :
         {EntryStatus::Dnf, EntryStatus::Dns, EntryStatus::Dq, EntryStatus::Running}) {
        auto entry = make_entry(fmt::format("A{}", static_cast<int>(status)), {});
        entry.standing.status = status;
        kept.state->entries.push_back(entry);
    }
    archive.answer(archive.asked(), kept);
    std::vector<std::string> results;
    const auto run = shelf_run(archive.shelf());
    REQUIRE(run.has_value());
    for (const auto& entry : run->entries) results.push_back(entry.result);
    CHECK(results == std::vector<std::string>{"DNF", "DNS", "DQ", "–"});
}

TEST_CASE("two runs are compared place by place", "[shelf]") {
    Archive archive;
    archive.answer_runs(2);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, typed(U"c"));
    CHECK(shelf_run(archive.shelf())->entries[0].kept);
    press(archive.model, {Key::Escape, Key::Down});
    archive.open_run(cs(4400), cs(5700));
    press(archive.model, typed(U"c"));
    REQUIRE(archive.shelf().page() == Shelf::Page::Compare);
    const auto both = shelf_comparison(archive.shelf());
    REQUIRE(both.has_value());
    CHECK(both->one == "Hall, 2026-11-22 12:03 r1");
    CHECK(both->other == "Hall, 2026-11-22 12:03 r0");
    REQUIRE(both->splits.size() == 4);
    CHECK(both->splits[3].one.time == "44.00");
    CHECK(both->splits[3].other.time == "43.40");
    CHECK_FALSE(both->splits[3].one.is_doubtful);
    CHECK(both->splits[3].delta.text == "+0.60");
    CHECK(both->splits[3].delta.tone == Tone::Behind);
    REQUIRE(both->chart.has_value());
    CHECK(both->chart->metres == 400);
    CHECK(both->chart->line.size() == 5);
    press(archive.model, {Key::Escape});
    CHECK(archive.shelf().page() == Shelf::Page::Run);
}

TEST_CASE("a long comparison begins with its end, and is turned up to its beginning", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    press(archive.model, {Key::Enter});
    wire::KeptMessage kept;
    kept.runs = {kept_run("r0")};
    kept.state = make_run("r0", {make_entry("Hall", cs(9000)), make_entry("Mara", cs(9000))});
    for (auto& entry : kept.state->entries) {
        for (int point = 0; point < 16; ++point) {
            auto split = make_split(point, cs(1500 * (point + 1)), {});
            split.at = Distance::from_metres(100 * (point + 1));
            entry.splits.push_back(split);
        }
    }
    kept.state->entries[1].splits.back().flags = {"two athletes"};
    archive.answer(archive.asked(), kept);
    press(archive.model, typed(U"c"));
    press(archive.model, {Key::Down});
    press(archive.model, typed(U"c"));
    REQUIRE(archive.shelf().page() == Shelf::Page::Compare);
    CHECK(shelf_comparison(archive.shelf())->splits.back().at == "1600 m");
    CHECK(shelf_comparison(archive.shelf())->splits.back().one.is_doubtful);
    CHECK_FALSE(shelf_comparison(archive.shelf())->splits.back().other.is_doubtful);
    press(archive.model, {Key::Up, Key::Up, Key::Up});
    const auto turned = shelf_comparison(archive.shelf());
    CHECK(turned->splits.back().at == "1400 m");
    CHECK(turned->splits.size() == Shelf::kComparedLines);
    CHECK(turned->chart->metres == 1600);
    press(archive.model, {Key::Down});
    CHECK(shelf_comparison(archive.shelf())->splits.back().at == "1500 m");
}

TEST_CASE("a long run's board is turned by its columns, and the key is told where there are more",
          "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    const auto tells = [&archive] {
        const auto keys = key_line(archive.model);
        return std::any_of(keys.begin(), keys.end(),
                           [](const KeyHint& hint) { return hint.cap == "←→"; });
    };
    CHECK_FALSE(tells());
    press(archive.model, {Key::Right});
    CHECK(shelf_run(archive.shelf())->columns.front() == "100 m");
    press(archive.model, {Key::Escape, Key::Enter});
    wire::KeptMessage kept;
    kept.runs = {kept_run("r0")};
    kept.state = make_run("r0", {make_entry("Hall", cs(4400))});
    for (int point = 0; point < 10; ++point) {
        auto split = make_split(point, cs(1000 * (point + 1)), {});
        split.at = Distance::from_metres(100 * (point + 1));
        split.flags = {"two athletes"};
        kept.state->entries[0].splits.push_back(split);
    }
    archive.answer(archive.asked(), kept);
    CHECK(tells());
    for (int i = 0; i < 5; ++i) press(archive.model, {Key::Right});
    const auto run = shelf_run(archive.shelf());
    CHECK(run->columns.size() == Shelf::kColumns);
    CHECK(run->columns.front() == "300 m");
    CHECK(run->entries[0].cells.back().time == "1:40.00");
    CHECK(run->entries[0].cells.back().is_doubtful);
}

TEST_CASE("what was kept for comparing is let go by the same key", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, typed(U"c"));
    REQUIRE(archive.shelf().other().has_value());
    press(archive.model, typed(U"c"));
    CHECK_FALSE(archive.shelf().other().has_value());
    CHECK(archive.shelf().page() == Shelf::Page::Run);
}

TEST_CASE("a run's file is asked for, named after it and told where it is", "[shelf]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    press(archive.model, typed(U"s"));
    const auto question = archive.asked();
    REQUIRE(question.what == wire::Kept::File);
    CHECK(question.kind == wire::FileKind::Splits);
    wire::KeptMessage kept;
    kept.file = "a,b\r\n";
    archive.answer(question, kept);
    const auto file = archive.model.take_file();
    REQUIRE(file.has_value());
    CHECK(file->name == "20261122-1-r0.csv");
    CHECK(file->text == "a,b\r\n");
    CHECK_FALSE(archive.model.take_file().has_value());
    archive.model.on_file(std::string{"/home/ken/Quartermark/x.csv"}, local_s(2));
    CHECK(note(archive.model, local_s(2))->text == "Saved as /home/ken/Quartermark/x.csv.");
    archive.model.on_file(Error{"config_file", "/x: No space left on device"}, local_s(3));
    CHECK(note(archive.model, local_s(3))->text == "Not saved: /x: No space left on device.");
}

TEST_CASE("a question that is refused, or lost on the way, says so and another goes out",
          "[shelf]") {
    Archive archive;
    const auto question = archive.asked();
    take(archive.model,
         wire::ErrorMessage{question.id, "archive_damaged", "the archive is damaged"}, 1);
    CHECK(shelf_words(archive.shelf()) == "the archive is damaged.");
    press(archive.model, typed(U"a"));
    static_cast<void>(archive.asked());
    auto lost = open_link();
    lost.phase = LinkPhase::Down;
    archive.model.take(lost);
    CHECK(shelf_words(archive.shelf()).starts_with("The connection was lost."));
    press(archive.model, typed(U"b"));
    CHECK_FALSE(archive.model.take_question().has_value());  // nobody to ask
}

TEST_CASE("an answer to somebody else's question is left alone", "[shelf]") {
    Archive archive;
    static_cast<void>(archive.asked());
    wire::KeptMessage kept{CommandId{"x9"}, wire::Kept::Runs};
    kept.runs = {kept_run("r5")};
    take(archive.model, kept, 1);
    CHECK(archive.shelf().runs().empty());
}

TEST_CASE("a file is saved in a folder that is made for it, in the place of the one before",
          "[shelf]") {
    std::string name = (std::filesystem::temp_directory_path() / "qm-gui-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    const auto folder = name + "/Documents/Quartermark";
    for (const auto* text : {"one", "two"}) {
        const auto saved = save_file(folder, "r1.csv", text);
        REQUIRE(saved.has_value());
        CHECK(*saved == folder + "/r1.csv");
        std::ifstream in{*saved};
        CHECK(std::string{std::istreambuf_iterator<char>{in}, {}} == text);
    }
    CHECK_FALSE(save_file("", "r1.csv", "x").has_value());
    CHECK_FALSE(save_file(folder + "/r1.csv/no", "r1.csv", "x").has_value());
    std::filesystem::remove_all(name);
}

}  // namespace qm::gui
