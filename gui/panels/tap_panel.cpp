// SPDX-License-Identifier: Apache-2.0
#include "gui/model/tap_pad.hpp"

#include <algorithm>
#include <cmath>

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kGap = 10;
constexpr float kNoteRoom = 44;

/// As near to squares twice as wide as high as the box allows: a thumb in a glove finds them.
std::size_t columns_for(std::size_t buttons) {
    if (buttons <= 3) return buttons;
    return static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(buttons))));
}

void draw_button(const Painter& painter, Box box, const TapButton& button, Intents& intents) {
    const bool hovered = button.can_tap && painter.hovered(box);
    if (button.is_next) painter.fill(box, Tone::Chosen);
    const auto edge = button.is_next || hovered ? Tone::Ink : Tone::Hairline;
    painter.frame(box, edge, 6);
    const auto tone = button.can_tap ? Tone::Ink : Tone::Empty;
    const float inner = box.width - 28;
    const float middle = box.y + box.height / 2;
    painter.text({box.x + 14, middle - 8}, Type::Title, tone,
                 painter.fit(Type::Title, button.name, inner - 40));
    painter.text_right({box.right() - 14, middle - 8}, Type::Title, Tone::Dim, button.cap);
    const float when = painter.width_of(Type::Name, button.when);
    painter.text({box.x + 14, middle + 24}, Type::Name, Tone::Dim,
                 painter.fit(Type::Name, button.place, inner - when - 8));
    painter.text_right({box.right() - 14, middle + 24}, Type::Name, tone, button.when);
    if (button.can_tap && painter.clicked(box)) intents.push_back(TapAthlete{button.athlete});
}

}  // namespace

void draw_taps(const Painter& painter, Box box, const Model& model, LocalTime now,
               Intents& intents) {
    const auto pad = tap_pad(model, now);
    if (pad.empty()) {
        painter.text({box.x + kMargin, box.y + 52}, Type::Title, Tone::Ink, "Nobody to tap");
        return;
    }
    const auto columns = columns_for(pad.size());
    const auto rows = (pad.size() + columns - 1) / columns;
    const float width = (box.width - 2 * kMargin + kGap) / static_cast<float>(columns) - kGap;
    const float height =
        (box.height - kMargin - kNoteRoom + kGap) / static_cast<float>(rows) - kGap;
    for (std::size_t i = 0; i < pad.size(); ++i) {
        const auto column = static_cast<float>(i % columns);
        const auto row_number = i / columns;
        const auto row = static_cast<float>(row_number);
        draw_button(painter,
                    {box.x + kMargin + column * (width + kGap),
                     box.y + kMargin + row * (height + kGap), width, height},
                    pad[i], intents);
    }
}

}  // namespace qm::gui
