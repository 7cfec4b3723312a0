// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "gui/panels/panels.hpp"

namespace qm::gui {

void draw_first_steps(const Painter& painter, Box box, const FirstSteps& first) {
    constexpr float number_room = 40;
    constexpr float line = 28;
    const float left = box.x + 96;
    const float width = box.width - 192;
    painter.text({left, box.y + 150}, Type::Title, Tone::Ink, first.title);
    float y = box.y + 210;
    for (const auto& step : first.steps) {
        painter.text({left, y}, Type::Name, Tone::Dim, step.number);
        for (const auto& words : painter.wrap(Type::Name, step.what, width - number_room, 3)) {
            painter.text({left + number_room, y}, Type::Name, Tone::Ink, words);
            y += line;
        }
        y += 14;
    }
    painter.text({left, y + 24}, Type::Name, Tone::Dim,
                 painter.fit(Type::Name, first.trial, width));
}

}  // namespace qm::gui
