// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/chart.hpp"
#include "gui/model/shelf.hpp"
#include "gui/model/words.hpp"

/// What the Archive's pages show.
namespace qm::gui {

/// "400 m, gun"
[[nodiscard]] std::string what_of(Distance distance, StartKind start);
/// "2026-11-22", UTC as in everything that is exported and searched by.
[[nodiscard]] std::string date_of(WallTime wall);

/// "2026-11-22 14:03 UTC, session 20261122-1"
[[nodiscard]] std::string when_words(const wire::KeptRun& run);
/// "21.63" as results are given, an estimated one to the tenth, or "missed".
[[nodiscard]] std::string time_words(const Split& split);
/// "200 m", "finish"
[[nodiscard]] std::string place_words(Distance at, Distance whole);
/// "43.40", or "DNF"
[[nodiscard]] std::string result_of(const EntryState& entry);

/// A line of the list of runs.
struct ShelfRow {
    std::string day = {};       ///< "2026-11-22 14:03", UTC
    std::string run = {};       ///< "r7"
    std::string what = {};      ///< "400 m, gun"
    std::string athletes = {};  ///< "Hall, Mara and 3 more"
    std::string finished = {};  ///< "5 of 5"
    std::string best = {};      ///< "43.40"; empty before anybody finished
};
[[nodiscard]] ShelfRow shelf_row(const wire::KeptRun& run);
/// "Asking the archive …", "No run answers to that." or what is wrong; empty where the list says all.
[[nodiscard]] std::string shelf_words(const Shelf& shelf);

struct ShelfCell {
    std::string time = {};
    std::string segment = {};
    Tone tone = Tone::Ink;
    Shape shape = Shape::None;
    bool is_doubtful = false;  ///< a question mark stands before it
};
struct ShelfEntry {
    std::string name = {};
    std::string result = {};  ///< "43.40", or "DNF"
    bool chosen = false;
    bool kept = false;                  ///< for comparing
    std::vector<ShelfCell> cells = {};  ///< one for each column
};
/// A run's results with its splits.
struct ShelfRun {
    std::string title = {};                 ///< "400 m, gun · r7"
    std::string day = {};                   ///< "2026-11-22 14:03 UTC, session 20261122-1"
    std::vector<std::string> columns = {};  ///< "100 m", …: those that are seen
    std::vector<ShelfEntry> entries = {};
};
[[nodiscard]] std::optional<ShelfRun> shelf_run(const Shelf& shelf);

struct BestRow {
    std::string what = {};  ///< "400 m, gun"
    std::string at = {};    ///< "200 m", "finish"
    std::string time = {};  ///< "21.63"
    std::string plus_minus = {};
    std::string where = {};  ///< "2026-11-22 · r7"
};
struct SeasonLine {
    std::string what = {};
    std::string runs = {};  ///< "12 run, 11 finished"
    std::string best = {};
    std::string average = {};
    std::string since = {};  ///< "2026-03-01 – 2026-11-22"
};
struct ShelfAthlete {
    std::string name = {};
    std::vector<BestRow> bests = {};
    std::vector<SeasonLine> seasons = {};
};
[[nodiscard]] std::optional<ShelfAthlete> shelf_athlete(const Shelf& shelf);

struct ComparedSplit {
    std::string at = {};
    ShelfCell one = {};  ///< without segments
    ShelfCell other = {};
    DeltaView delta = {};  ///< the one minus the other
};
struct ShelfComparison {
    std::string one = {};    ///< "Mara, 2026-11-22 14:03 r7"
    std::string other = {};  ///< the one set aside
    std::vector<ComparedSplit> splits = {};
    std::optional<ChartView> chart = {};  ///< where they have two places in common
    std::string words = {};               ///< why there is nothing to compare; else empty
};
[[nodiscard]] std::optional<ShelfComparison> shelf_comparison(const Shelf& shelf);

}  // namespace qm::gui
