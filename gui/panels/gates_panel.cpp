// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "gui/model/gates_view.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kHeading = 128;
constexpr float kWalkHeight = 92;
constexpr float kNoteRoom = 34;
constexpr float kWalkGap = 20;
constexpr float kTallest = 79;
constexpr float kTall = 62;  ///< from here on a row has two lines
constexpr float kLowest = 38;
constexpr float kLine = 20;

/// Where the columns begin, from the box's left.
constexpr float kGate = 24;
constexpr float kBeam = 196;
constexpr float kMinute = 396;
constexpr float kMinuteWidth = 190;
constexpr float kBody = 626;
constexpr float kVerdict = 816;

void draw_mark(const Painter& painter, Point at, Type type, const Mark& mark, float room) {
    float x = at.x;
    if (mark.shape != Shape::None) {
        painter.shape({x + 6, at.y - 6}, 12, mark.shape, mark.tone);
        x += 20;
    }
    painter.text({x, at.y}, type, mark.tone, painter.fit(type, mark.text, room - (x - at.x)));
}

void draw_heading(const Painter& painter, Box box, const GatesView& view) {
    const float baseline = box.y + 62;
    const float left = box.x + kMargin;
    const float right = box.right() - kMargin;
    painter.shape({left + 15, baseline - 16}, 30, view.headline.shape, view.headline.tone);
    const float word = left + 46;
    painter.text({word, baseline}, Type::Clock, view.headline.tone, view.headline.text);
    const float summary = word + painter.width_of(Type::Clock, view.headline.text) + 24;
    painter.text({summary, baseline}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, view.summary, right - summary));
    const auto idle = painter.fit(Type::Note, view.idle.text, box.width * 0.6F);
    const float idle_width = painter.width_of(Type::Note, idle);
    const float idle_line = box.y + 26;
    painter.text_right({right, idle_line}, Type::Note, view.idle.tone, idle);
    painter.shape({right - idle_width - 14, idle_line - 5}, 10, view.idle.shape, view.idle.tone);
    if (view.idle_done > 0) {
        const float done = idle_width * static_cast<float>(view.idle_done);
        painter.line({right - idle_width, idle_line + 8}, {right, idle_line + 8}, Tone::Hairline,
                     2);
        painter.line({right - idle_width, idle_line + 8},
                     {right - idle_width + done, idle_line + 8}, Tone::Ink, 2);
    }
}

void draw_titles(const Painter& painter, Box box, bool hums) {
    const float baseline = box.y + kHeading - 12;
    const auto title = [&](float x, std::string_view words) {
        painter.text({box.x + x, baseline}, Type::Small, Tone::Dim, words);
    };
    title(kGate, "gate");
    title(kBeam, hums ? "beam now · tone sounds" : "beam now");
    title(kMinute, "last minute, flickers");
    title(kBody, "last body");
    title(kVerdict, "verdict");
    painter.hairline({box.x + kMargin, box.y + kHeading},
                     {box.right() - kMargin, box.y + kHeading});
}

/// When the beam was broken in the last minute; now is on the right.
void draw_minute(const Painter& painter, Point at, const GateRow& row) {
    painter.line(at, {at.x + kMinuteWidth, at.y}, Tone::Hairline, 2);
    for (const auto& span : row.minute) {
        const float from = at.x + span.from * kMinuteWidth;
        const float width = std::max(1.5F, (span.to - span.from) * kMinuteWidth);
        painter.fill({std::min(from, at.x + kMinuteWidth - width), at.y - 7, width, 14}, Tone::Ink);
    }
}

void draw_verdict(const Painter& painter, Point at, float room, const GateRow& row, bool tall) {
    const auto lines =
        painter.wrap(Type::Note, row.verdict.words.text, room - 20, tall ? std::size_t{3} : 1);
    painter.shape({at.x + 6, at.y - 5}, 11, row.verdict.words.shape, row.verdict.words.tone);
    float y = lines.size() > 2 ? at.y - 6 : at.y;
    for (const auto& line : lines) {
        painter.text({at.x + 20, y}, Type::Note, row.verdict.words.tone, line);
        y += kLine;
    }
}

void draw_row(const Painter& painter, Box box, const GateRow& row) {
    const bool tall = box.height >= kTall;
    if (row.chosen) {
        painter.fill({box.x + kMargin, box.y + 1, box.width - 2 * kMargin, box.height - 2},
                     Tone::Chosen);
    }
    const float baseline = tall ? box.y + 34 : box.y + box.height / 2 + 7;
    const float name_room = kBeam - kGate - 12;
    const auto type = tall ? Type::Strong : Type::Name;
    painter.text({box.x + kGate, baseline}, type, Tone::Ink,
                 painter.fit(type, row.name, name_room));
    if (tall) {
        painter.text({box.x + kGate, baseline + 22}, Type::Small, Tone::Dim,
                     painter.fit(Type::Small, row.place, name_room));
    }
    draw_mark(painter, {box.x + kBeam, baseline}, Type::Name, row.beam, kMinute - kBeam - 12);
    if (tall) draw_minute(painter, {box.x + kMinute, baseline - 7}, row);
    painter.text({box.x + kMinute, tall ? baseline + 22 : baseline}, Type::Small, Tone::Dim,
                 painter.fit(Type::Small, row.flicker, kMinuteWidth));
    painter.text({box.x + kBody, baseline}, Type::Note, Tone::Ink,
                 painter.fit(Type::Note, row.body, kVerdict - kBody - 12));
    draw_verdict(painter, {box.x + kVerdict, baseline - 2}, box.width - kVerdict - kMargin, row,
                 tall);
    painter.hairline({box.x + kMargin, box.bottom()}, {box.right() - kMargin, box.bottom()});
}

void draw_rows(const Painter& painter, Box box, const GatesView& view, Intents& intents) {
    if (view.rows.empty()) return;
    const auto count = static_cast<int>(view.rows.size());
    const float height = std::clamp(box.height / static_cast<float>(count), kLowest, kTallest);
    const int room = std::max(1, static_cast<int>(box.height / height));
    const auto chosen = std::find_if(view.rows.begin(), view.rows.end(),
                                     [](const GateRow& row) { return row.chosen; });
    const int focus = chosen == view.rows.end() ? 0 : static_cast<int>(chosen - view.rows.begin());
    const int first = focus / room * room;
    for (int i = first; i < std::min(count, first + room); ++i) {
        const Box row{box.x, box.y + height * static_cast<float>(i - first), box.width, height};
        draw_row(painter, row, view.rows[static_cast<std::size_t>(i)]);
        if (painter.clicked(row)) intents.push_back(GoToField{i});
    }
}

Mark mark_of(const WalkStep& step) {
    switch (step.state) {
        case WalkState::Passed:
            return {step.gate.text(), Tone::Ready, Shape::Dot};
        case WalkState::Crossed:
            return {step.gate.text(), Tone::Behind, Shape::Square};
        case WalkState::Missed:
            return {step.gate.text(), Tone::Behind, Shape::Box};
        case WalkState::Ahead:
            break;
    }
    return {step.gate.text(), Tone::Dim, Shape::None};
}

void draw_walk(const Painter& painter, Box box, const GatesView& view) {
    const float left = box.x + kMargin;
    const float right = box.right() - kMargin;
    float baseline = box.y + 26;
    painter.text({left, baseline}, Type::SmallBold, Tone::Ink, "Walk-through");
    painter.text({left + painter.width_of(Type::SmallBold, "Walk-through") + 10, baseline},
                 Type::Small, Tone::Dim,
                 view.walking ? "walk once around, through each beam in turn"
                              : "W begins it: walk once around, through each beam in turn");
    painter.text_right({right, baseline}, Type::Small, Tone::Dim,
                       painter.fit(Type::Small, view.track, box.width * 0.42F));
    if (!view.walking) return;
    baseline += 30;
    float x = left;
    for (const auto& step : view.walk.steps) {
        const auto mark = mark_of(step);
        const float width =
            painter.width_of(Type::Note, mark.text) + (mark.shape == Shape::None ? 0 : 20);
        if (x + width > right - 30) {
            painter.text({x, baseline}, Type::Note, Tone::Dim, "…");
            break;
        }
        draw_mark(painter, {x, baseline}, Type::Note, mark, width + 1);
        x += width + 12;
        if (&step == &view.walk.steps.back()) break;
        painter.text({x, baseline}, Type::Note, Tone::Dim, "→");
        x += painter.width_of(Type::Note, "→") + 12;
    }
    const auto tone =
        view.walk.is_good ? (view.walk.is_over ? Tone::Ready : Tone::Ink) : Tone::Behind;
    const auto shape =
        view.walk.is_good ? (view.walk.is_over ? Shape::Dot : Shape::None) : Shape::Square;
    draw_mark(painter, {left, baseline + 28}, Type::Note, {view.walk.sentence, tone, shape},
              right - left);
}

}  // namespace

void draw_gates(const Painter& painter, Box box, const Model& model, LocalTime now,
                Intents& intents) {
    const auto view = gates_view(model, now);
    draw_heading(painter, box, view);
    draw_titles(painter, box, view.hums);
    const float top = box.y + kHeading;
    const float lowest = box.bottom() - kNoteRoom - kWalkHeight;
    // Below the last row; where there are many gates, at the bottom.
    const float rows = kTallest * static_cast<float>(view.rows.size());
    const float bottom = std::min(lowest, top + rows + kWalkGap);
    draw_rows(painter, {box.x, top, box.width, std::min(rows, lowest - top)}, view, intents);
    draw_walk(painter, {box.x, bottom, box.width, kWalkHeight}, view);
}

}  // namespace qm::gui
