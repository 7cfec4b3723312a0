// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/panels/field.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kRow = 34;
constexpr float kCapRoom = 110;
constexpr float kNoteRoom = 44;

void draw_row(const Painter& painter, Box box, const PaletteRow& row, bool chosen) {
    if (chosen) painter.fill(box, Tone::Chosen);
    const float baseline = box.y + 23;
    painter.text({box.x + kMargin + kCapRoom, baseline}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, row.does, box.width - 2 * kMargin - kCapRoom));
    if (row.cap.empty()) return;
    const float width = painter.width_of(Type::Note, row.cap) + 16;
    painter.frame({box.x + kMargin, box.y + 5, width, 24}, Tone::Hairline, 3);
    painter.text({box.x + kMargin + 8, baseline - 1}, Type::Note, Tone::Dim, row.cap);
}

}  // namespace

void draw_palette(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto& palette = model.palette();
    const auto rows = palette.rows(model);
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink, "What can be done now");
    draw_field(painter, {left, box.y + 74, std::min(560.0F, box.width - 2 * kMargin), 28},
               {Palette::kTyped, palette.typed().text(), {}, true, palette.typed().replaces()},
               intents);
    const float top = box.y + 124;
    if (rows.empty()) {
        painter.text({left, top + 24}, Type::Note, Tone::Dim,
                     "Nothing that can be done now is called so. F1 shows every key there is.");
    }
    const int room = std::max(1, static_cast<int>((box.bottom() - kNoteRoom - top) / kRow));
    const int first = std::max(0, palette.chosen() - room);
    const int last = std::min(static_cast<int>(rows.size()), first + room);
    for (int i = first; i < last; ++i) {
        const Box row{box.x, top + kRow * static_cast<float>(i - first), box.width, kRow};
        draw_row(painter, row, rows[static_cast<std::size_t>(i)], palette.chosen() == i + 1);
        if (painter.clicked(row)) intents.push_back(GoToField{i + 1});
    }
}

}  // namespace qm::gui
