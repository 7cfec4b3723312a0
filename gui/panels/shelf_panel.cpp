// SPDX-License-Identifier: Apache-2.0
#include "gui/model/shelf_view.hpp"

#include <algorithm>

#include "gui/panels/field.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kRow = 34;
constexpr float kNoteRoom = 44;
constexpr float kColumn = 104;
constexpr float kNames = 250;
constexpr float kResult = 150;
constexpr float kEntryRow = 46;
constexpr float kSeasonChart = 230;
constexpr int kRowsANotch = 3;

/// Which rows of a long list are seen, so that the chosen one is.
struct Span {
    int first = 0;
    int last = 0;
};
Span seen(int count, int chosen, float height, float row) {
    const int room = std::max(1, static_cast<int>(height / row));
    const int first = std::clamp(chosen - room / 2, 0, std::max(0, count - room));
    return {first, std::min(count, first + room)};
}

void draw_heads(const Painter& painter, float baseline, float right,
                const std::vector<std::pair<float, const char*>>& lefts,
                const std::vector<std::pair<float, const char*>>& rights) {
    for (const auto& [x, words] : lefts) {
        painter.text({x, baseline}, Type::Small, Tone::Dim, words);
    }
    for (const auto& [x, words] : rights) {
        painter.text_right({right - x, baseline}, Type::Small, Tone::Dim, words);
    }
}

void draw_run_row(const Painter& painter, Box box, const ShelfRow& row, bool chosen) {
    if (chosen) painter.fill(box, Tone::Chosen);
    const float baseline = box.y + 23;
    const float left = box.x + kMargin;
    const float right = box.right() - kMargin;
    painter.text({left, baseline}, Type::Note, Tone::Dim, row.day);
    painter.text({left + 150, baseline}, Type::Note, Tone::Dim,
                 painter.fit(Type::Note, row.run, 56));
    painter.text({left + 214, baseline}, Type::Note, Tone::Ink,
                 painter.fit(Type::Note, row.what, 150));
    painter.text({left + 376, baseline}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, row.athletes, right - left - 376 - 210));
    painter.text_right({right - 110, baseline}, Type::Note, Tone::Dim, row.finished);
    painter.text_right({right, baseline}, Type::Name, Tone::Ink, row.best);
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

void draw_words(const Painter& painter, Point baseline, float width, const Shelf& shelf) {
    const auto words = shelf_words(shelf);
    float y = baseline.y;
    for (const auto& line : painter.wrap(Type::Note, words, width, 3)) {
        painter.text({baseline.x, y}, Type::Note, Tone::Dim, line);
        y += 20;
    }
}

void draw_runs(const Painter& painter, Box box, const Shelf& shelf, Intents& intents) {
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink, "Archive");
    painter.text({left + 214, box.y + 30}, Type::Small, Tone::Dim,
                 "athlete, day (2026-11-22) or session");
    draw_field(painter, {left + 214, box.y + 34, std::min(420.0F, box.width - 260), 26},
               {Shelf::kTyped, shelf.search().text(), {}, true, shelf.search().replaces()},
               intents);
    const float top = box.y + 104;
    draw_heads(painter, top - 8, box.right() - kMargin,
               {{left, "when, UTC"}, {left + 214, "what"}, {left + 376, "athletes"}},
               {{110, "finished"}, {0, "fastest"}});
    painter.hairline({box.x, top}, {box.right(), top});
    draw_words(painter, {left, top + 26}, box.width - 2 * kMargin, shelf);
    if (!shelf_words(shelf).empty()) return;
    const auto& runs = shelf.runs();
    const auto [first, last] = seen(static_cast<int>(runs.size()), static_cast<int>(shelf.chosen()),
                                    box.bottom() - kNoteRoom - top, kRow);
    for (int i = first; i < last; ++i) {
        const Box row{box.x, top + kRow * static_cast<float>(i - first), box.width, kRow};
        const auto index = static_cast<std::size_t>(i);
        draw_run_row(painter, row, shelf_row(runs[index]), index == shelf.chosen());
        if (painter.clicked(row)) intents.push_back(GoToField{i + 1});
    }
}

void draw_cell_time(const Painter& painter, Point right, const ShelfCell& cell) {
    const auto type = cell.tone == Tone::Empty ? Type::Note : Type::Name;
    painter.text_right(right, type, cell.tone, cell.time);
    const float left = right.x - painter.width_of(type, cell.time);
    if (cell.is_doubtful) painter.text_right({left - 5, right.y}, type, cell.tone, "?");
    if (cell.shape != Shape::None) {
        painter.shape({left - 10, right.y - 6}, 9, cell.shape, cell.tone);
    }
}

void draw_cell(const Painter& painter, float right, float top, const ShelfCell& cell) {
    draw_cell_time(painter, {right, top + 22}, cell);
    painter.text_right({right, top + 39}, Type::Small, Tone::Dim,
                       painter.fit(Type::Small, cell.segment, kColumn - 8));
}

void draw_entry(const Painter& painter, Box box, const ShelfEntry& entry, std::size_t first,
                std::size_t columns) {
    if (entry.chosen) painter.fill(box, Tone::Chosen);
    const float left = box.x + kMargin;
    painter.text({left, box.y + 22}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, entry.name, kNames - kMargin));
    if (entry.kept) {
        painter.text({left, box.y + 39}, Type::Small, Tone::Dim, "kept for comparing");
    }
    const bool has_time = !entry.result.empty() && entry.result.front() <= '9';
    painter.text_right({left + kNames + kResult - 30, box.y + 24},
                       has_time ? Type::SplitBold : Type::Note, has_time ? Tone::Ink : Tone::Dim,
                       painter.fit(Type::SplitBold, entry.result, kResult));
    for (std::size_t i = 0; i < columns; ++i) {
        const float right = left + kNames + kResult + kColumn * static_cast<float>(i + 1);
        draw_cell(painter, right, box.y, entry.cells[first + i]);
    }
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

void draw_run(const Painter& painter, Box box, const Shelf& shelf, Intents& intents) {
    const auto view = shelf_run(shelf);
    if (!view) return;
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink,
                 painter.fit(Type::Title, view->title, box.width / 2));
    painter.text_right({box.right() - kMargin, box.y + 52}, Type::Note, Tone::Dim,
                       painter.fit(Type::Note, view->day, box.width / 2 - 2 * kMargin));
    const float top = box.y + 104;
    const float room = box.width - 2 * kMargin - kNames - kResult;
    // In a narrow window the last columns say most.
    const auto fits = static_cast<std::size_t>(std::max(0.0F, room / kColumn));
    const auto columns = std::min(fits, view->columns.size());
    const auto first = view->columns.size() - columns;
    painter.text_right({left + kNames + kResult - 30, top - 8}, Type::Small, Tone::Dim, "result");
    for (std::size_t i = 0; i < columns; ++i) {
        painter.text_right({left + kNames + kResult + kColumn * static_cast<float>(i + 1), top - 8},
                           Type::Small, Tone::Dim, view->columns[first + i]);
    }
    painter.hairline({box.x, top}, {box.right(), top});
    draw_words(painter, {left, top + 26}, box.width - 2 * kMargin, shelf);
    if (!shelf_words(shelf).empty()) return;
    int chosen = 0;
    for (std::size_t i = 0; i < view->entries.size(); ++i) {
        if (view->entries[i].chosen) chosen = static_cast<int>(i);
    }
    const auto span = seen(static_cast<int>(view->entries.size()), chosen,
                           box.bottom() - kNoteRoom - top, kEntryRow);
    for (int i = span.first; i < span.last; ++i) {
        const Box row{box.x, top + kEntryRow * static_cast<float>(i - span.first), box.width,
                      kEntryRow};
        draw_entry(painter, row, view->entries[static_cast<std::size_t>(i)], first, columns);
        if (painter.clicked(row)) intents.push_back(GoToField{i + 1});
    }
}

void draw_best(const Painter& painter, Box box, const BestRow& row) {
    const float baseline = box.y + 24;
    painter.text({box.x, baseline}, Type::Note, Tone::Dim, painter.fit(Type::Note, row.what, 150));
    painter.text({box.x + 160, baseline}, Type::Note, Tone::Ink, row.at);
    painter.text_right({box.x + 330, baseline}, Type::Name, Tone::Ink, row.time);
    painter.text_right({box.x + 390, baseline}, Type::Small, Tone::Dim, row.plus_minus);
    painter.text_right({box.right(), baseline}, Type::Note, Tone::Dim, row.where);
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

void draw_season(const Painter& painter, Box box, const SeasonLine& row) {
    painter.text({box.x, box.y + 22}, Type::Note, Tone::Ink,
                 painter.fit(Type::Note, row.what, 170));
    painter.text({box.x, box.y + 42}, Type::Small, Tone::Dim,
                 painter.fit(Type::Small, row.runs + " · " + row.since, box.width));
    painter.text_right({box.right() - 110, box.y + 22}, Type::Name, Tone::Ink, row.best);
    painter.text_right({box.right(), box.y + 22}, Type::Note, Tone::Dim, row.average);
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

void draw_kept_athlete(const Painter& painter, Box box, const Shelf& shelf) {
    const auto view = shelf_athlete(shelf);
    if (!view) return;
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink,
                 painter.fit(Type::Title, view->name, box.width - 2 * kMargin));
    const float top = box.y + 104;
    const float middle = box.x + box.width * 0.56F;
    const float right = box.right() - kMargin;
    draw_heads(painter, top - 8, middle - 30, {{left, "fastest measured times"}}, {});
    draw_heads(painter, top - 8, right, {{middle, "all runs"}}, {{110, "fastest"}, {0, "average"}});
    painter.hairline({box.x, top}, {box.right(), top});
    const auto chart = season_chart(shelf);
    const float end = box.bottom() - kNoteRoom - (chart ? kSeasonChart : 0);
    if (chart) draw_season_chart(painter, {box.x, end, box.width, kSeasonChart}, *chart);
    const float room = end - top;
    draw_words(painter, {left, top + 26}, middle - 30 - left, shelf);
    const auto bests = std::min(view->bests.size(), static_cast<std::size_t>(room / kRow));
    for (std::size_t i = 0; i < bests; ++i) {
        draw_best(painter, {left, top + kRow * static_cast<float>(i), middle - 30 - left, kRow},
                  view->bests[i]);
    }
    constexpr float kSeasonRow = 52;
    const auto seasons =
        std::min(view->seasons.size(), static_cast<std::size_t>(room / kSeasonRow));
    for (std::size_t i = 0; i < seasons; ++i) {
        draw_season(painter,
                    {middle, top + kSeasonRow * static_cast<float>(i), right - middle, kSeasonRow},
                    view->seasons[i]);
    }
}

void draw_compared(const Painter& painter, Box box, const ComparedSplit& split) {
    const float baseline = box.y + 24;
    painter.text_right({box.x + 80, baseline}, Type::Note, Tone::Dim, split.at);
    draw_cell_time(painter, {box.x + 200, baseline}, split.one);
    draw_cell_time(painter, {box.x + 320, baseline}, split.other);
    painter.text_right({box.right(), baseline}, Type::Name, split.delta.tone, split.delta.text);
    painter.shape({box.right() - 84, baseline - 7}, 10, split.delta.shape, split.delta.tone);
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

void draw_comparison(const Painter& painter, Box box, const Shelf& shelf) {
    const auto view = shelf_comparison(shelf);
    if (!view) return;
    const float left = box.x + kMargin;
    const float width = box.width - 2 * kMargin;
    painter.text({left, box.y + 44}, Type::Title, Tone::Ink,
                 painter.fit(Type::Title, view->one, width));
    painter.text({left, box.y + 70}, Type::Note, Tone::Dim,
                 painter.fit(Type::Note, "against " + view->other, width));
    const float top = box.y + 116;
    const float table = std::min(440.0F, width / 2);
    painter.text_right({left + 200, top - 8}, Type::Small, Tone::Dim, "this");
    painter.text_right({left + 320, top - 8}, Type::Small, Tone::Dim, "against");
    painter.text_right({left + table, top - 8}, Type::Small, Tone::Dim, "difference");
    painter.hairline({box.x, top}, {box.right(), top});
    painter.text({left, top + 26}, Type::Note, Tone::Dim, view->words);
    // The end of a long run says most.
    const auto room = static_cast<std::size_t>((box.bottom() - kNoteRoom - top) / kRow);
    const auto count = std::min(room, view->splits.size());
    const auto first = view->splits.size() - count;
    for (std::size_t i = 0; i < count; ++i) {
        draw_compared(painter, {left, top + kRow * static_cast<float>(i), table, kRow},
                      view->splits[first + i]);
    }
    if (!view->chart) return;
    const float chart = left + table + 40;
    draw_chart(painter, {chart, top + 8, box.right() - chart, box.bottom() - kNoteRoom - top},
               *view->chart);
}

/// The wheel goes through a list as the arrows do.
void turn(const Painter& painter, Box box, Intents& intents) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel == 0 || !painter.hovered(box)) return;
    for (int i = 0; i < kRowsANotch; ++i) intents.push_back(Press{wheel < 0 ? Key::Down : Key::Up});
}

}  // namespace

void draw_shelf(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto& shelf = model.shelf();
    turn(painter, box, intents);
    switch (shelf.page()) {
        case Shelf::Page::Runs:
            return draw_runs(painter, box, shelf, intents);
        case Shelf::Page::Run:
            return draw_run(painter, box, shelf, intents);
        case Shelf::Page::Athlete:
            return draw_kept_athlete(painter, box, shelf);
        case Shelf::Page::Compare:
            return draw_comparison(painter, box, shelf);
    }
}

}  // namespace qm::gui
