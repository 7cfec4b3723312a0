// SPDX-License-Identifier: Apache-2.0
#include "gui/model/focus.hpp"

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

/// The largest type in which the figures fit.
Type type_for(const Painter& painter, std::string_view figures, float room) {
    return painter.width_of(Type::Whole, figures) <= room ? Type::Whole : Type::Delta;
}

void draw_state(const Painter& painter, Point right_baseline, const FocusView& focus) {
    painter.text_right(right_baseline, Type::Clock, focus.state_tone, focus.state);
    const float width = painter.width_of(Type::Clock, focus.state);
    painter.shape({right_baseline.x - width - 30, right_baseline.y - 17}, 26, focus.state_mark,
                  focus.state_tone);
}

/// Before the first split: what is planned.
void draw_plan(const Painter& painter, Point right_baseline, float room, const FocusView& focus) {
    std::string words;
    for (const auto& stretch : focus.still) words += (words.empty() ? "" : " · ") + stretch;
    painter.text_right({right_baseline.x, right_baseline.y - 72}, Type::Name, Tone::Dim,
                       painter.fit(Type::Name, focus.still_title, room));
    painter.text_right(right_baseline, Type::Clock, Tone::Ink,
                       painter.fit(Type::Clock, words, room));
}

}  // namespace

void draw_athlete(const Painter& painter, Box box, const Model& model, LocalTime now) {
    const auto focus = focus_view(model, now);
    if (!focus) return draw_focus(painter, box, model, now);
    constexpr float margin = 32;
    const float right = box.right() - margin;
    const float room = right - box.x - margin;
    painter.text({box.x + margin, box.y + 56}, Type::Title, Tone::Ink,
                 painter.fit(Type::Title, focus->name, box.width - 360));
    painter.text_right({right, box.y + 56}, Type::Title, Tone::Dim,
                       painter.fit(Type::Title, focus->place, 320 - margin));
    painter.text_right({right, box.y + 86}, Type::Note, Tone::Dim, focus->reaction);
    painter.text({box.x + margin, box.y + 86}, Type::Note, Tone::Dim,
                 painter.fit(Type::Note, focus->against, box.width - 360));
    const float delta_line = box.y + box.height * 0.49F;
    const float clock_line = box.y + box.height * 0.94F;
    if (focus->delta) {
        const auto& delta = focus->delta->text;
        painter.text_right({right, delta_line}, type_for(painter, delta, room - 240),
                           focus->delta->tone, delta);
        painter.shape({box.x + margin + 100, delta_line - 100}, 190, focus->delta->shape,
                      focus->delta->tone);
    } else if (!focus->state.empty()) {
        draw_state(painter, {right, delta_line}, *focus);
    } else if (!focus->still.empty()) {
        draw_plan(painter, {right, delta_line}, room, *focus);
    }
    painter.text_right({right, clock_line}, type_for(painter, focus->clock, room), Tone::Ink,
                       focus->clock);
}

}  // namespace qm::gui
