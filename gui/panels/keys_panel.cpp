// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/model/key_line.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

void draw_all_keys(const Painter& painter, Box box) {
    constexpr float margin = 16;
    constexpr float widest_row = 44;
    constexpr float note_room = 30;
    const auto hints = all_keys();
    painter.text({box.x + margin, box.y + 52}, Type::Title, Tone::Ink, "All keys");
    float y = box.y + 100;
    const float row =
        std::min(widest_row, (box.bottom() - note_room - y) / static_cast<float>(hints.size()));
    for (const auto& hint : hints) {
        const float cap = painter.width_of(Type::Name, hint.cap) + 18;
        painter.frame({box.x + margin, y - 20, cap, std::min(26.0F, row - 1)}, Tone::Hairline, 4);
        painter.text({box.x + margin + 9, y}, Type::Name, Tone::Ink, hint.cap);
        painter.text({box.x + margin + 110, y}, Type::Name, Tone::Dim, hint.does);
        y += row;
    }
}

}  // namespace qm::gui
