// SPDX-License-Identifier: Apache-2.0
#include "gui/model/board.hpp"

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kHeader = 27;
constexpr float kRow = 64;
constexpr float kLeastRow = 52;  ///< where that fits in one athlete more
constexpr float kDenseRow = 34;
constexpr float kColumn = 163;
constexpr float kNameRoom = 145;

/// Where the digits of a column end: the columns stand at the right, a fixed width each.
float column_right(Box box, std::size_t columns, std::size_t column) {
    return box.right() - kMargin - kColumn * static_cast<float>(columns - 1 - column);
}

void draw_time(const Painter& painter, Point right, Type type, const CellView& cell) {
    const float height = type == Type::Name ? 8 : 9;
    if (cell.time.empty()) {
        const bool missed = cell.mark != Shape::None;
        if (missed)
            painter.shape({right.x - 8, right.y - height}, 16, cell.mark, cell.tone);
        else
            painter.disc({right.x - 3, right.y - 5}, 2, Tone::Empty);
        return;
    }
    painter.text_right(right, type, cell.tone, cell.time);
    float x = right.x - painter.width_of(type, cell.time) - 18;
    if (cell.mark != Shape::None) {
        painter.shape({x, right.y - height}, 16, cell.mark, cell.tone);
        x -= 20;
    }
    if (cell.doubtful) painter.text_middle({x, right.y}, type, Tone::Doubtful, "?");
}

/// The delta with its shape; answers where the segment may end.
float draw_delta(const Painter& painter, Point right, const DeltaView& delta) {
    painter.text_right(right, Type::Note, delta.tone, delta.text);
    const float x = right.x - std::max(painter.width_of(Type::Note, delta.text) + 12, 54.0F);
    painter.shape({x, right.y - 5}, 11, delta.shape, delta.tone);
    return x - 15;
}

/// The plus-minus only where it keeps clear of the column before.
void draw_converted(const Painter& painter, Point right, float room, const CellView& cell) {
    constexpr float mark = 16;
    auto words = cell.converted + " " + cell.converted_band;
    if (painter.width_of(Type::Small, words) + mark > room) words = cell.converted;
    painter.text_right(right, Type::Small, Tone::Empty, words);
    const float x = right.x - painter.width_of(Type::Small, words) - 9;
    painter.shape({x, right.y - 5}, 11, Shape::Diamond, Tone::Empty);
}

void draw_cell(const Painter& painter, Point right, const CellView& cell) {
    draw_time(painter, {right.x, right.y + 28}, cell.fresh ? Type::SplitBold : Type::Split, cell);
    const Point below{right.x, right.y + 49};
    if (!cell.note.empty()) {
        painter.text_right(below, Type::Note, cell.note_tone,
                           painter.fit(Type::Note, cell.note, kColumn - 14));
        return;
    }
    const float segment = cell.delta ? draw_delta(painter, below, *cell.delta) : below.x;
    if (cell.converted.empty()) {
        painter.text_right({segment, below.y}, Type::Note, Tone::Dim, cell.segment);
        return;
    }
    draw_converted(painter, {segment, below.y}, kColumn - (right.x - segment) - 10, cell);
}

/// In one line: the delta, or the time of the lap, on the right, the time at a fixed distance from it.
void draw_dense_cell(const Painter& painter, Point right, const CellView& cell, bool laps) {
    const float baseline = right.y + 23;
    if (!cell.note.empty() && cell.time.empty()) {
        painter.text_right({right.x, baseline}, Type::Small, cell.note_tone, cell.note);
        return;
    }
    if (laps) {
        painter.text_right({right.x, baseline}, Type::Note, Tone::Dim, cell.segment);
    } else if (cell.delta) {
        draw_delta(painter, {right.x, baseline}, *cell.delta);
    }
    draw_time(painter, {right.x - 68, baseline}, Type::Name, cell);
    // The type has no bold of this size: what is fresh is struck twice.
    if (cell.fresh) draw_time(painter, {right.x - 67.4F, baseline}, Type::Name, cell);
}

void draw_row(const Painter& painter, Box box, const RowView& row, const BoardView& board) {
    const bool dense = board.dense;
    // Below the hairline of the row before.
    if (row.chosen) painter.fill({box.x, box.y + 1, box.width, box.height - 1}, Tone::Chosen);
    const float left = box.x + kMargin;
    const float first = column_right(box, row.cells.size(), 0);
    const float room = std::max(first - (dense ? 130 : 110) - left, kNameRoom);
    painter.text({left, box.y + (dense ? 23.0F : 26.0F)}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, row.name, room));
    if (!dense) {
        painter.text({left, box.y + 46}, Type::Note, Tone::Dim,
                     painter.fit(Type::Note, row.plan, kNameRoom + 16));
    }
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Point right{column_right(box, row.cells.size(), i), box.y};
        if (dense)
            draw_dense_cell(painter, right, row.cells[i], board.laps);
        else
            draw_cell(painter, right, row.cells[i]);
    }
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

/// A split that was measured opens its review; all else chooses the athlete.
void click_row(const Painter& painter, Box box, const RowView& row, Intents& intents) {
    if (!painter.clicked(box)) return;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const float right = column_right(box, row.cells.size(), i) + kMargin / 2;
        const Box cell{right - kColumn, box.y, kColumn, box.height};
        if (!row.cells[i].passage || !painter.hovered(cell)) continue;
        intents.push_back(ReviewSplit{row.athlete, *row.cells[i].passage});
        return;
    }
    intents.push_back(ChooseAthlete{row.athlete});
}

BoardRoom room_in(Box box) {
    BoardRoom room;
    room.columns = static_cast<int>((box.width - kMargin - kNameRoom) / kColumn);
    room.rows = static_cast<int>((box.height - kHeader) / kLeastRow);
    room.dense_rows = static_cast<int>((box.height - kHeader) / kDenseRow);
    return room;
}

float height_of_rows(Box box, const BoardView& board) {
    if (board.dense || board.rows.empty()) return kDenseRow;
    return std::min(kRow, (box.height - kHeader) / static_cast<float>(board.rows.size()));
}

}  // namespace

void draw_board(const Painter& painter, Box box, const Model& model, LocalTime now,
                Intents& intents) {
    const auto board = board_view(model, now, room_in(box));
    if (board.columns.empty()) return;
    const float first = column_right(box, board.columns.size(), 0) -
                        painter.width_of(Type::Small, board.columns.front());
    painter.text({box.x + kMargin, box.y + 19}, Type::Small, Tone::Dim,
                 painter.fit(Type::Small, board.title, first - box.x - kMargin - 14));
    for (std::size_t i = 0; i < board.columns.size(); ++i) {
        painter.text_right({column_right(box, board.columns.size(), i), box.y + 19}, Type::Small,
                           Tone::Dim, board.columns[i]);
    }
    painter.hairline({box.x, box.y + kHeader}, {box.right(), box.y + kHeader});
    Box row_box{box.x, box.y + kHeader, box.width, height_of_rows(box, board)};
    for (const auto& row : board.rows) {
        draw_row(painter, row_box, row, board);
        click_row(painter, row_box, row, intents);
        row_box.y += row_box.height;
    }
}

}  // namespace qm::gui
