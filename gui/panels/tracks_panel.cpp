// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/model/tracks_view.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kRow = 36;
constexpr float kHeading = 116;
constexpr float kNoteRoom = 40;

void draw_row(const Painter& painter, Box box, const TrackRow& row, bool chosen) {
    if (chosen) painter.fill(box, Tone::Chosen);
    const float baseline = box.y + 25;
    if (row.is_here) painter.shape({box.x + kMargin + 4, baseline - 7}, 9, Shape::Dot, Tone::Ready);
    const float left = box.x + kMargin + 18;
    const float middle = box.x + box.width / 2;
    painter.text({left, baseline}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, row.name.text(), middle - left - kMargin));
    const float here = row.is_here ? painter.width_of(Type::Note, "this session's") : 0;
    painter.text({middle, baseline}, Type::Note, Tone::Dim,
                 painter.fit(Type::Note, row.measures, box.right() - middle - 3 * kMargin - here));
    if (row.is_here) {
        painter.text_right({box.right() - kMargin, baseline}, Type::Note, Tone::Dim,
                           "this session's");
    }
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

}  // namespace

void draw_tracks(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto view = tracks_view(model);
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink, "Track");
    float baseline = box.y + 78;
    const auto advice = painter.wrap(Type::Note, view.advice, box.width - 2 * kMargin, 2);
    for (const auto& line : advice) {
        painter.text({left, baseline}, Type::Note, Tone::Dim, line);
        baseline += 20;
    }
    const float top = box.y + kHeading;
    painter.hairline({box.x, top}, {box.right(), top});
    const auto room =
        static_cast<std::size_t>(std::max(1.0F, (box.bottom() - kNoteRoom - top) / kRow));
    const auto first = view.chosen / room * room;
    for (auto i = first; i < std::min(view.rows.size(), first + room); ++i) {
        const Box row{box.x, top + kRow * static_cast<float>(i - first), box.width, kRow};
        draw_row(painter, row, view.rows[i], view.chosen == i);
        if (painter.clicked(row)) intents.push_back(GoToField{static_cast<int>(i)});
    }
}

}  // namespace qm::gui
