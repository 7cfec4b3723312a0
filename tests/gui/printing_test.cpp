// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "gui/model/result_sheet.hpp"
#include "gui/model/status.hpp"
#include "gui/programs/printer.hpp"
#include "tests/gui/folder.hpp"
#include "tests/gui/kept_runs.hpp"

namespace qm::gui {

namespace {

/// Instead of lp: keeps its words and what it was to print, and ends so.
std::string make_lp(const Folder& folder, int code) {
    auto program = folder.file("lp");
    std::ofstream{program} << "#!/bin/sh\necho \"$@\" >'" << folder.file("words")
                           << "'\nfor file; do :; done\ncat \"$file\" >'" << folder.file("paper")
                           << "'\nexit " << code << "\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return program;
}

std::optional<Result<std::string>> end_of(Printer& printer) {
    std::optional<Result<std::string>> end;
    CHECK(soon([&] { return (end = printer.take_end()).has_value(); }));
    return end;
}

}  // namespace

TEST_CASE("a run's sheet has each result, each split with its doubt, and what was said",
          "[printing]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    auto effort = *archive.shelf().effort();
    auto& mara = effort.state.entries[1];
    mara.plan.lane = Lane{3};
    mara.splits[0].plus_minus = Elapsed{30'000};
    mara.splits[1].flags = {"Mara 53 %, or Hall 46 %."};
    mara.splits[2].kind = SplitKind::Estimated;
    mara.splits[3].time.reset();
    mara.splits[3].kind = SplitKind::Missed;
    mara.standing.status = EntryStatus::Dnf;
    mara.standing.reason = "fell";
    effort.state.acts = {{1, {}, "The split is Mara's.", "Ken", "the video"},
                         {2, {}, "It is nobody's.", {}, {}, true}};
    CHECK(result_sheet(effort) == R"(400 m, gun   r0
2026-11-22 12:03 UTC, session 20261122-1

         at       time      ±   segment
Hall                                                              43.40
      100 m      10.85
      200 m      21.70
      300 m      32.55
     finish      43.40

Mara, lane 3                                                        DNF  fell
      100 m      14.50   ±0.1
      200 m      29.00                    Mara 53 %, or Hall 46 %.
      300 m       43.5                    estimated
     finish          –                    missed

What was said of it
  The split is Mara's. By Ken. Why: the video
  It is nobody's. (taken back)

Seconds. ± is one standard deviation. What was not measured by a gate says so.
)");
}

TEST_CASE("P puts the archived run on paper, and says how that went", "[printing]") {
    Archive archive;
    archive.answer_runs(1);
    archive.open_run(cs(4340), cs(5800));
    CHECK_FALSE(archive.model.take_sheet().has_value());
    press(archive.model, typed(U"p"));
    const auto sheet = archive.model.take_sheet();
    REQUIRE(sheet.has_value());
    CHECK(sheet->title == "Quartermark r0");
    CHECK(sheet->text == result_sheet(*archive.shelf().effort()));
    CHECK_FALSE(archive.model.take_sheet().has_value());
    archive.model.on_printed(sheet->title, local_s(2));
    CHECK(note(archive.model, local_s(2))->text == "Quartermark r0 is with the printer.");
    archive.model.on_printed(Error{"no_printer", "no lp here"}, local_s(3));
    CHECK(note(archive.model, local_s(3))->text == "Not printed: no lp here.");
}

TEST_CASE("the printer is given the sheet as a text with its title", "[printing]") {
    const Folder folder;
    Printer printer{make_lp(folder, 0)};
    CHECK_FALSE(printer.take_end().has_value());
    printer.print("Quartermark r7", "43.40 ±0.1\n");
    const auto end = end_of(printer);
    REQUIRE(end.has_value());
    REQUIRE(end->has_value());
    CHECK(**end == "Quartermark r7");
    CHECK(text_of(folder.file("paper")) == "43.40 ±0.1\n");
    CHECK(text_of(folder.file("words")) ==
          "-t Quartermark r7 -o document-format=text/plain -- /dev/fd/3\n");
    CHECK_FALSE(printer.take_end().has_value());
}

TEST_CASE("without a printer, or without lp, it is said what is missing", "[printing]") {
    const Folder folder;
    Printer none{make_lp(folder, 1)};
    none.print("r7", "x");
    CHECK(end_of(none)->error().sentence == "lp refused it: is a printer set up? lpstat -t tells");
    Printer absent{folder.file("no-lp")};
    absent.print("r7", "x");
    CHECK(end_of(absent)->error().sentence == "this machine has no lp: install cups-client");
}

}  // namespace qm::gui
