// SPDX-License-Identifier: Apache-2.0
#include "gui/model/focus.hpp"

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

/// The largest type in which the figures fit.
Type type_for(const Painter& painter, std::string_view figures, float room) {
    return painter.width_of(Type::Whole, figures) <= room ? Type::Whole : Type::Delta;
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
        painter.text_right({right, delta_line}, Type::Clock, focus->state_tone, focus->state);
        painter.shape({right - painter.width_of(Type::Clock, focus->state) - 30, delta_line - 17},
                      26, focus->state_mark, focus->state_tone);
    }
    painter.text_right({right, clock_line}, type_for(painter, focus->clock, room), Tone::Ink,
                       focus->clock);
}

}  // namespace qm::gui
