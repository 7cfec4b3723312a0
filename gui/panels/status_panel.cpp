// SPDX-License-Identifier: Apache-2.0
#include "gui/model/status.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kGap = 22;

void draw_trouble(const Painter& painter, Point at, float width, std::string_view sentence) {
    painter.shape({at.x + 5, at.y - 5}, 10, Shape::Square, Tone::Behind);
    const auto words = painter.fit(Type::SmallBold, sentence, width - 18);
    painter.text({at.x + 18, at.y}, Type::SmallBold, Tone::Behind, words);
}

void draw_parts(const Painter& painter, Point at, float right,
                const std::vector<StatusPart>& parts) {
    for (const auto& part : parts) {
        const float mark = part.mark == Shape::None ? 0 : 12;
        const float width = painter.width_of(Type::Small, part.text) + mark;
        if (at.x + width > right) return;
        if (mark > 0) painter.shape({at.x + 3.5F, at.y - 5}, 8, part.mark, Tone::Ready);
        painter.text({at.x + mark, at.y}, Type::Small, part.tone, part.text);
        at.x += width + kGap;
    }
}

}  // namespace

void draw_status(const Painter& painter, Box box, const Model& model, LocalTime now,
                 std::string_view wall_clock) {
    const auto status = status_line(model, now);
    const float baseline = box.y + 22;
    painter.text({box.x + kMargin, baseline}, Type::SmallBold, Tone::Ink, "Quartermark");
    float right = box.right() - kMargin;
    painter.text_right({right, baseline}, Type::SmallBold, Tone::Ink, wall_clock);
    right -= painter.width_of(Type::SmallBold, "00:00:00") + kGap;
    const float left = box.x + kMargin + painter.width_of(Type::SmallBold, "Quartermark") + kGap;
    const auto title = painter.fit(Type::Small, status.title, (right - left) * 0.55F);
    const float title_width = painter.width_of(Type::Small, title);
    if (status.trouble) {
        draw_trouble(painter, {left, baseline}, right - left, *status.trouble);
    } else {
        painter.text_right({right, baseline}, Type::Small, Tone::Dim, title);
        draw_parts(painter, {left, baseline}, right - title_width - kGap, status.parts);
    }
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

}  // namespace qm::gui
