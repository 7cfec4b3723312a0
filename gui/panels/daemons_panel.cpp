// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/panels/field.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kRow = 36;

std::string state_of(const DaemonRow& row) {
    std::string words = row.is_paired ? "paired" : "";
    if (row.is_found) words += words.empty() ? "found" : " · found";
    if (row.is_here) words += words.empty() ? "here" : " · here";
    return words;
}

void draw_row(const Painter& painter, Box box, const DaemonRow& row, bool chosen) {
    if (chosen) painter.fill(box, Tone::Chosen);
    const float baseline = box.y + 25;
    const float third = box.width / 3;
    if (row.is_here) painter.shape({box.x + kMargin + 4, baseline - 7}, 9, Shape::Dot, Tone::Ready);
    const float left = box.x + kMargin + 18;
    painter.text({left, baseline}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, row.name, third + 60));
    painter.text({left + third + 90, baseline}, Type::Note, Tone::Dim,
                 painter.fit(Type::Note, row.address.text(), third - 60));
    painter.text_right({box.right() - kMargin, baseline}, Type::Note, Tone::Dim, state_of(row));
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

}  // namespace

void draw_daemons(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto& doors = model.doors();
    const auto rows = doors.rows();
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink, "Daemons");
    painter.text({left, box.y + 90}, Type::Small, Tone::Dim, "address: name, or name:port");
    const bool typing = doors.chosen() == Doors::kTyped;
    draw_field(painter, {left, box.y + 98, std::min(420.0F, box.width - 2 * kMargin), 28},
               {Doors::kTyped, doors.typed().text(), {}, typing, doors.typed().replaces()},
               intents);
    const float top = box.y + 160;
    const float note_room = 40;
    painter.hairline({box.x, top}, {box.right(), top});
    if (rows.empty()) {
        painter.text({left, top + 25}, Type::Note, Tone::Dim,
                     "No daemon announces itself on this network. Type its address.");
    }
    const int room = std::max(1, static_cast<int>((box.bottom() - note_room - top) / kRow));
    const int first = std::max(0, doors.chosen() - room);
    const int last = std::min(static_cast<int>(rows.size()), first + room);
    for (int i = first; i < last; ++i) {
        const Box row{box.x, top + kRow * static_cast<float>(i - first), box.width, kRow};
        draw_row(painter, row, rows[static_cast<std::size_t>(i)], doors.chosen() == i + 1);
        if (painter.clicked(row)) intents.push_back(GoToField{i + 1});
    }
}

}  // namespace qm::gui
