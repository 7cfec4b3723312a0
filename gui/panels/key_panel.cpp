// SPDX-License-Identifier: Apache-2.0
#include "gui/model/key_line.hpp"
#include "gui/model/status.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kGap = 26;

float width_of(const Painter& painter, const KeyHint& hint) {
    return painter.width_of(Type::Small, hint.cap) + 13 + 6 +
           painter.width_of(Type::Small, hint.does);
}

/// A key cap with what it does; a click on it is a press of it.
void draw_key(const Painter& painter, Point at, const KeyHint& hint, Intents& intents) {
    const float cap = painter.width_of(Type::Small, hint.cap) + 13;
    const Box all{at.x - 6, at.y - 16, width_of(painter, hint) + 12, 32};
    const bool hovered = painter.hovered(all);
    painter.frame({at.x, at.y - 11, cap, 22}, hovered ? Tone::Ink : Tone::Hairline, 3);
    painter.text({at.x + 6.5F, at.y + 5}, Type::Small, Tone::Ink, hint.cap);
    painter.text({at.x + cap + 6, at.y + 5}, Type::Small, hovered ? Tone::Ink : Tone::Dim,
                 hint.does);
    if (painter.clicked(all)) intents.push_back(Press{hint.key});
}

}  // namespace

void draw_keys(const Painter& painter, Box box, const Model& model, Intents& intents) {
    painter.hairline({box.x, box.y}, {box.right(), box.y});
    const auto keys = key_line(model);
    const float middle = box.y + box.height / 2 + 1;
    const float right = box.right() - kMargin - width_of(painter, keys.back());
    draw_key(painter, {right, middle}, keys.back(), intents);
    float x = box.x + kMargin;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        const float width = width_of(painter, keys[i]);
        if (x + width + kGap > right) return;
        draw_key(painter, {x, middle}, keys[i], intents);
        x += width + kGap;
    }
}

void draw_note(const Painter& painter, Box box, const Model& model, LocalTime now) {
    const auto words = note(model, now);
    if (!words) return;
    constexpr float line_height = 20;
    const auto lines = painter.wrap(Type::Note, words->text, box.width - 2 * kMargin - 22, 2);
    const float height = line_height * static_cast<float>(lines.size()) + 10;
    const float top = box.bottom() - height;
    painter.fill({box.x, top, box.width, height}, Tone::Background);
    painter.shape({box.x + kMargin + 6, top + 15}, 12, words->mark, words->tone);
    float baseline = top + 20;
    for (const auto& line : lines) {
        painter.text({box.x + kMargin + 22, baseline}, Type::Note, words->tone, line);
        baseline += line_height;
    }
}

}  // namespace qm::gui
