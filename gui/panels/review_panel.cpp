// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/model/review_view.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kHeading = 52;
constexpr float kLabels = 120;
constexpr float kRight = 34;
constexpr float kLowestBeam = 24;
constexpr float kTallestBeam = 66;
constexpr float kAxis = 30;
constexpr float kBelow = 296;  ///< the names, the columns and the note
constexpr float kChip = 156;
constexpr float kChipRow = 27;
constexpr int kChipRows = 3;
constexpr float kLine = 20;
constexpr float kActRow = 24.5F;

void draw_heading(const Painter& painter, Box box, const ReviewView& view) {
    const float baseline = box.y + 35;
    const float right = box.right() - kMargin;
    const std::string_view hint = "drag a passage to an athlete · the wheel zooms";
    const float end = right - painter.width_of(Type::Note, hint) - 24;
    float x = box.x + kMargin;
    if (view.title.empty()) {
        painter.text({x, baseline}, Type::Name, Tone::Dim,
                     painter.fit(Type::Name, view.empty, end - x));
        return;
    }
    painter.text({x, baseline}, Type::Strong, Tone::Ink,
                 painter.fit(Type::Strong, view.title, (end - x) * 0.6F));
    x += std::min(painter.width_of(Type::Strong, view.title), (end - x) * 0.6F) + 20;
    painter.text({x, baseline}, Type::Name, view.who_tone,
                 painter.fit(Type::Name, view.who, end - x));
    painter.text_right({right, baseline}, Type::Note, Tone::Dim, hint);
}

/// Where a passage's name stands, above its beam.
Box tag_box(const Painter& painter, Box beam, const PassageTag& tag) {
    const float width = painter.width_of(Type::Small, tag.label) + 14;
    const float x = beam.x + beam.width * tag.at - 8;
    return {std::clamp(x, beam.x, std::max(beam.x, beam.right() - width)), beam.y + 2, width, 19};
}

void draw_tag(const Painter& painter, Box box, const PassageTag& tag) {
    painter.fill(box, tag.chosen ? Tone::Chosen : Tone::Background);
    painter.frame(box, tag.chosen ? Tone::Ink : Tone::Hairline, 3);
    painter.text({box.x + 7, box.y + 14.5F}, Type::Small, tag.tone, tag.label);
}

/// High while it is broken.
void draw_beam(const Painter& painter, Box beam, float left, const BeamTrace& trace, float labels) {
    const float low = beam.bottom() - 4;
    const float high = std::max(beam.y + 22, low - 30);
    painter.text({left, low - (beam.height > 40 ? 12.0F : 1.0F)}, Type::Note,
                 trace.chosen ? Tone::Ink : Tone::Dim,
                 painter.fit(Type::Note, trace.gate.text(), labels));
    if (beam.height > 40) painter.text({left, low + 5}, Type::Small, Tone::Dim, trace.beam);
    float x = beam.x;
    for (const auto& span : trace.spans) {
        const float from = beam.x + beam.width * span.from;
        const float to = std::max(beam.x + beam.width * span.to, from + 1.5F);
        painter.line({x, low}, {from, low}, Tone::Ink);
        painter.path({{from, low}, {from, high}, {to, high}, {to, low}}, Tone::Ink, 1.5F, false);
        x = to;
    }
    painter.line({x, low}, {beam.right(), low}, Tone::Ink);
}

/// What a person points at: a dashed line and its time.
void draw_mark(const Painter& painter, Box beam, const MarkView& mark) {
    const float x = beam.x + beam.width * mark.at;
    painter.dashed({x, beam.y + 2}, {x, beam.bottom() - 4}, Tone::Ink, 1.5F);
    painter.shape({x, beam.bottom() - 4}, 10, Shape::Up, Tone::Ink);
    painter.text({x + 8, beam.bottom() - 10}, Type::Small, Tone::Ink, mark.label);
}

/// A tag that ends where it is, not over its neighbour: the later of two gives way unless it is in focus.
std::vector<std::pair<Box, const PassageTag*>> tags_of(const Painter& painter, Box beam,
                                                       const BeamTrace& trace) {
    std::vector<std::pair<Box, const PassageTag*>> placed;
    for (const auto& tag : trace.tags) {
        const auto box = tag_box(painter, beam, tag);
        const bool hides = !placed.empty() && placed.back().first.right() + 2 > box.x;
        if (hides && !tag.chosen) continue;
        if (hides) placed.pop_back();
        placed.emplace_back(box, &tag);
    }
    return placed;
}

/// The tag under a point of the window, in pixels; none: no passage.
struct Grabbed {
    const PassageTag* tag = nullptr;
};

bool holds(const Painter& painter, Box box, ImVec2 at) {
    const auto from = painter.pixels({box.x, box.y});
    const auto to = painter.pixels({box.right(), box.bottom()});
    return at.x >= from.x && at.x < to.x && at.y >= from.y && at.y < to.y;
}

/// Its tags, and where it was clicked beside them.
void draw_tags(const Painter& painter, Box beam, const BeamTrace& trace, Grabbed& grabbed,
               Intents& intents) {
    bool is_on_tag = false;
    for (const auto& [place, tag] : tags_of(painter, beam, trace)) {
        draw_tag(painter, place, *tag);
        is_on_tag = is_on_tag || painter.hovered(place);
        if (painter.clicked(place)) intents.push_back(ChoosePassage{tag->passage});
        if (holds(painter, place, ImGui::GetIO().MouseClickedPos[0])) grabbed.tag = tag;
    }
    if (is_on_tag || !painter.clicked(beam)) return;
    const float x = ImGui::GetIO().MousePos.x / painter.view().scale;
    intents.push_back(PointAt{trace.gate, (x - beam.x) / beam.width});
}

/// Of beams in pages of so many, the first of the page that has the chosen one.
std::size_t first_seen(const std::vector<BeamTrace>& beams, std::size_t room) {
    const auto chosen =
        std::find_if(beams.begin(), beams.end(), [](const BeamTrace& one) { return one.chosen; });
    const auto at = chosen == beams.end() ? 0 : chosen - beams.begin();
    return static_cast<std::size_t>(at) / room * room;
}

Grabbed draw_beams(const Painter& painter, Box box, const ReviewView& view, Intents& intents) {
    Grabbed grabbed;
    const auto count = view.beams.size();
    if (count == 0) return grabbed;
    const float height =
        std::clamp(box.height / static_cast<float>(count), kLowestBeam, kTallestBeam);
    const auto room = std::max<std::size_t>(1, static_cast<std::size_t>(box.height / height));
    const auto first = first_seen(view.beams, room);
    for (auto i = first; i < std::min(count, first + room); ++i) {
        const auto& trace = view.beams[i];
        const Box beam{box.x + kLabels, box.y + height * static_cast<float>(i - first),
                       box.width - kLabels - kRight, height};
        draw_beam(painter, beam, box.x + kMargin, trace, kLabels - kMargin - 12);
        if (view.mark && view.mark->gate == trace.gate) draw_mark(painter, beam, *view.mark);
        draw_tags(painter, beam, trace, grabbed, intents);
    }
    return grabbed;
}

void draw_axis(const Painter& painter, Box box, const ReviewView& view) {
    const float left = box.x + kLabels;
    const float width = box.width - kLabels - kRight;
    for (const auto& tick : view.ticks) {
        const float x = left + width * tick.at;
        painter.dashed({x, box.y}, {x, box.bottom()}, Tone::Hairline, 1);
        painter.text_middle({x, box.bottom() + 18}, Type::Small, Tone::Dim, tick.label);
    }
    if (!view.cursor) return;
    const float x = left + width * *view.cursor;
    painter.line({x, box.y - 4}, {x, box.bottom()}, view.who_tone, 1.5F);
}

/// Who can be given the passage that is dragged over them.
void draw_chip(const Painter& painter, Box chip, std::string_view name, bool is_over) {
    if (is_over) painter.fill(chip, Tone::Chosen);
    painter.frame(chip, is_over ? Tone::Ink : Tone::Hairline, 3);
    painter.text({chip.x + 8, chip.y + 16}, Type::Note, Tone::Ink,
                 painter.fit(Type::Note, name, chip.width - 16));
}

void draw_dragged(const Painter& painter, Box box, const PassageTag& tag) {
    const auto mouse = ImGui::GetIO().MousePos;
    const Point at{mouse.x / painter.view().scale, mouse.y / painter.view().scale};
    if (at.x < 0 || at.y < 0) return;
    const float width = painter.width_of(Type::Small, tag.label) + 14;
    const Box carried{std::min(at.x + 12, box.right() - width), at.y - 26, width, 19};
    draw_tag(painter, carried, tag);
}

/// Whom a passage can be dragged to.
void draw_names(const Painter& painter, Box box, const ReviewView& view, const Grabbed& grabbed,
                Intents& intents) {
    const bool drags = grabbed.tag != nullptr && ImGui::IsMouseDragging(0);
    const bool drops = grabbed.tag != nullptr && ImGui::IsMouseReleased(0);
    const auto in_row = std::max(1, static_cast<int>((box.width - 2 * kMargin) / kChip));
    int i = 0;
    for (const auto& athlete : view.athletes) {
        if (i >= in_row * kChipRows) break;
        const int row = i / in_row;
        const Box chip{box.x + kMargin + kChip * static_cast<float>(i % in_row),
                       box.y + kChipRow * static_cast<float>(row), kChip - 8, kChipRow - 4};
        draw_chip(painter, chip, athlete.text(), drags && painter.hovered(chip));
        if (drops && painter.hovered(chip)) {
            intents.push_back(GivePassage{grabbed.tag->passage, athlete});
        }
        ++i;
    }
    if (drags) draw_dragged(painter, box, *grabbed.tag);
}

/// Lines below each other, each wrapped; none beyond the last that there is room for.
void draw_lines(const Painter& painter, Box box, const std::vector<std::string>& all, Tone tone,
                std::size_t wrapped) {
    auto left = static_cast<std::size_t>(std::max(0.0F, box.height / kLine));
    float y = box.y;
    for (const auto& one : all) {
        for (const auto& line : painter.wrap(Type::Note, one, box.width, std::min(wrapped, left))) {
            painter.text({box.x, y}, Type::Note, tone, line);
            y += kLine;
            --left;
        }
        if (left == 0) return;
    }
}

void draw_act(const Painter& painter, Box row, const KeyHint& act, Intents& intents) {
    const float cap = painter.width_of(Type::Small, act.cap) + 13;
    const float y = row.y + 17;
    painter.frame({row.x + 4, y - 15, cap, 21}, painter.hovered(row) ? Tone::Ink : Tone::Hairline,
                  3);
    painter.text({row.x + 10.5F, y}, Type::Small, Tone::Ink, act.cap);
    painter.text({row.x + cap + 12, y}, Type::Note, Tone::Ink,
                 painter.fit(Type::Note, act.does, row.width - cap - 24));
    if (painter.clicked(row)) intents.push_back(Press{act.key});
}

/// The reason that goes with what is said next; a key opens it.
void draw_reason(const Painter& painter, Box row, const ReviewView& view, Intents& intents) {
    if (view.reason.empty() && !view.types_reason) {
        return draw_act(painter, row, {key('w'), "W", "say why, first"}, intents);
    }
    const auto words = "why: " + view.reason + (view.types_reason ? "|" : "");
    painter.text({row.x + 4, row.y + 17}, Type::Note, view.types_reason ? Tone::Ink : Tone::Dim,
                 painter.fit(Type::Note, words, row.width - 16));
    if (view.types_reason) {
        painter.line({row.x + 4, row.y + 24}, {row.right() - 16, row.y + 24}, Tone::Ink, 1.5F);
    }
}

void draw_columns(const Painter& painter, Box box, const ReviewView& view, Intents& intents) {
    const float why = box.x + kMargin;
    const float evidence = box.x + box.width * 0.33F;
    const float acts = box.x + box.width * 0.74F;
    const float top = box.y + 38;
    const float room = box.bottom() - top;
    const auto title = [&](Point at, std::string_view words) {
        painter.text(at, Type::SmallBold, Tone::Ink, words);
    };
    title({why, box.y + 16}, view.why_title);
    draw_lines(painter, {why, top, evidence - why - 24, 3 * kLine}, {view.why}, Tone::Ink, 3);
    if (!view.said.empty()) {
        title({why, top + 3 * kLine + 6}, "Said last");
        draw_lines(painter, {why, top + 4 * kLine + 6, evidence - why - 24, room - 4 * kLine},
                   view.said, Tone::Dim, 2);
    }
    if (!view.evidence.empty()) title({evidence, box.y + 16}, "Its pulses, edge to edge");
    draw_lines(painter, {evidence, top, acts - evidence - 24, room}, view.evidence, Tone::Dim, 2);
    if (view.acts.empty()) return;
    title({acts, box.y + 16}, "You may");
    Box row{acts - 4, top - 17, box.right() - acts, kActRow};
    for (const auto& act : view.acts) {
        draw_act(painter, row, act, intents);
        row.y += kActRow;
    }
    draw_reason(painter, row, view, intents);
}

}  // namespace

void draw_review(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto view = review_view(model);
    draw_heading(painter, box, view);
    const Box beams{box.x, box.y + kHeading, box.width,
                    std::max(kLowestBeam, box.height - kHeading - kAxis - kBelow)};
    const float used = std::min(beams.height, kTallestBeam * static_cast<float>(view.beams.size()));
    draw_axis(painter, {beams.x, beams.y, beams.width, used}, view);
    const auto grabbed = draw_beams(painter, beams, view, intents);
    const float names = beams.bottom() + kAxis + 6;
    draw_names(painter, {box.x, names, box.width, kChipRow * kChipRows}, view, grabbed, intents);
    const float columns = names + kChipRow * kChipRows + 8;
    painter.hairline({box.x + kMargin, columns - 4}, {box.right() - kMargin, columns - 4});
    draw_columns(painter, {box.x, columns, box.width, box.bottom() - columns}, view, intents);
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel > 0) intents.push_back(Press{key('+')});
    if (wheel < 0) intents.push_back(Press{key('-')});
}

}  // namespace qm::gui
