// SPDX-License-Identifier: Apache-2.0
#include "gui/panels/field.hpp"

#include "gui/model/utf8.hpp"

namespace qm::gui {

namespace {

/// The end of a text that is too long: where it is typed.
std::string_view tail(const Painter& painter, std::string_view text, float width) {
    while (!text.empty() && painter.width_of(Type::Name, text) > width) take_character(text);
    return text;
}

}  // namespace

void draw_field(const Painter& painter, Box box, const FieldView& field, Intents& intents) {
    constexpr float caret = 2;
    const auto text = tail(painter, field.typed, box.width - caret - 2);
    const float width = painter.width_of(Type::Name, text);
    if (field.active && field.replaces)
        painter.fill({box.x - 2, box.y, width + 4, box.height - 2}, Tone::Chosen);
    painter.text({box.x, box.bottom() - 7}, Type::Name, Tone::Ink, text);
    if (field.active)
        painter.fill({box.x + width + 1, box.y + 2, caret, box.height - 6}, Tone::Ink);
    if (field.active && !field.rest.empty()) {
        painter.text({box.x + width + caret + 2, box.bottom() - 7}, Type::Name, Tone::Empty,
                     painter.fit(Type::Name, field.rest, box.width - width - caret - 4));
    }
    const bool wrong = !field.expected.empty();
    const auto line = wrong ? Tone::Behind : field.active ? Tone::Ink : Tone::Hairline;
    painter.line({box.x, box.bottom()}, {box.right(), box.bottom()}, line, field.active ? 2 : 1);
    if (wrong) {
        painter.shape({box.x + 5, box.bottom() + 11}, 9, Shape::Square, Tone::Behind);
        painter.text({box.x + 16, box.bottom() + 16}, Type::Small, Tone::Behind, field.expected);
    }
    if (painter.clicked(box)) intents.push_back(GoToField{field.number});
}

}  // namespace qm::gui
