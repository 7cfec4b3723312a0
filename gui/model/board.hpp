// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

/// One athlete at one gate line.
struct CellView {
    std::string time;  ///< empty: nothing there yet
    Tone tone = Tone::Ink;
    Shape mark = Shape::None;  ///< before the time: ◇ estimated, ☐ by hand
    bool doubtful = false;     ///< a question mark after the time
    bool fresh = false;        ///< came just now
    std::string segment;
    std::string converted;       ///< instead of the segment: "11.9" at the column's distance
    std::string converted_band;  ///< "±0.1"
    std::optional<DeltaView> delta;
    std::string note;  ///< instead of segment and delta: "due 42.6", "±0.3"
    Tone note_tone = Tone::Dim;
    std::optional<PassageId> passage;  ///< what it was measured from, to be reviewed
};

struct RowView {
    AthleteId athlete;
    std::string name;
    std::string plan;  ///< "lane 1 · target 58.00"
    bool chosen = false;
    std::vector<CellView> cells;  ///< beside BoardView::columns
};

struct BoardView {
    std::string title;
    std::vector<std::string> columns;
    std::vector<RowView> rows;
    bool dense = false;  ///< many athletes: one line a row
    bool laps = false;   ///< segments are whole laps
};

/// How much of a board there is room for.
struct BoardRoom {
    int columns = 4;
    int rows = 7;         ///< of two lines
    int dense_rows = 13;  ///< of one line
};

/// The part of the board that fits, by whole pages so that nothing creeps: the page of columns where the
/// athlete in focus passed last, the page of rows the athlete is on.
[[nodiscard]] BoardView board_view(const Model& model, LocalTime now, BoardRoom room);

}  // namespace qm::gui
