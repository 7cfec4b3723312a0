// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/model/key_line.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kCapWidth = 84;  ///< of the widest, with what stands between it and the words
constexpr float kWidestRow = 40;
constexpr float kNoteRoom = 30;

void draw_hint(const Painter& painter, Point at, float width, const KeyHint& hint) {
    const float cap = painter.width_of(Type::Note, hint.cap) + 14;
    painter.frame({at.x, at.y - 16, cap, 22}, Tone::Hairline, 4);
    painter.text({at.x + 7, at.y}, Type::Note, Tone::Ink, hint.cap);
    const auto words = painter.fit(Type::Note, hint.does, width - kCapWidth);
    painter.text({at.x + kCapWidth, at.y}, Type::Note, Tone::Dim, words);
}

}  // namespace

void draw_all_keys(const Painter& painter, Box box) {
    const auto hints = all_keys();
    painter.text({box.x + kMargin, box.y + 52}, Type::Title, Tone::Ink, "All keys");
    const float top = box.y + 100;
    const auto rows = (hints.size() + 1) / 2;
    const float row =
        std::min(kWidestRow, (box.bottom() - kNoteRoom - top) / static_cast<float>(rows));
    const float width = (box.width - 3 * kMargin) / 2;
    for (std::size_t i = 0; i < hints.size(); ++i) {
        const float x = box.x + kMargin + (i < rows ? 0 : width + kMargin);
        draw_hint(painter, {x, top + row * static_cast<float>(i % rows)}, width, hints[i]);
    }
}

}  // namespace qm::gui
