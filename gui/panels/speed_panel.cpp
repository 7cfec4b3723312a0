// SPDX-License-Identifier: Apache-2.0
#include "gui/model/speed.hpp"

#include <algorithm>

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

class Axes {
public:
    Axes(Box box, const SpeedView& view)
        : view_(view), plot_{box.x + 46, box.y + 38, box.width - 70, box.height - 50} {}
    [[nodiscard]] Box plot() const { return plot_; }
    [[nodiscard]] Point at(double metres, double speed) const {
        const double share = std::clamp((speed - view_.low) / (view_.high - view_.low), 0.0, 1.0);
        return {plot_.x + plot_.width * static_cast<float>(std::min(metres / view_.metres, 1.0)),
                plot_.bottom() - plot_.height * static_cast<float>(share)};
    }

private:
    const SpeedView& view_;
    Box plot_;
};

void draw_axis(const Painter& painter, const Axes& axes, const SpeedView& view) {
    const auto line = [&](double speed, std::string_view words) {
        const auto left = axes.at(0, speed);
        painter.hairline(left, {axes.plot().right(), left.y});
        painter.text_right({left.x - 7, left.y + 5}, Type::Small, Tone::Dim, words);
    };
    line(view.low, view.low_words);
    line(view.high, view.high_words);
}

/// The reference's line runs above this one.
bool is_below(const SpeedView& view, const SpeedStep& step) {
    return std::any_of(view.reference.begin(), view.reference.end(), [&](const SpeedStep& other) {
        return other.from < step.to && other.to > step.from && other.speed > step.speed;
    });
}

void draw_words(const Painter& painter, const Axes& axes, const SpeedView& view) {
    for (const auto& step : view.steps) {
        const auto middle = axes.at((step.from + step.to) / 2, step.speed);
        // Away from the other line, where there is room.
        const bool has_room_above = middle.y - axes.plot().y > 16;
        const bool has_room_below = axes.plot().bottom() - middle.y > 22;
        const bool below = !has_room_above || (has_room_below && is_below(view, step));
        painter.text_middle({middle.x, middle.y + (below ? 18 : -7)}, Type::Small, Tone::Ink,
                            step.words);
    }
}

void draw_steps(const Painter& painter, const Axes& axes, const std::vector<SpeedStep>& steps,
                Tone tone, float thickness) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        const auto from = axes.at(step.from, step.speed);
        const auto to = axes.at(step.to, step.speed);
        if (i > 0) painter.line(axes.at(step.from, steps[i - 1].speed), from, tone, 1);
        if (step.estimated)
            painter.dashed(from, to, Tone::Empty, thickness);
        else
            painter.line(from, to, tone, thickness);
    }
}

}  // namespace

void draw_speed(const Painter& painter, Box box, const Model& model) {
    const auto speed = speed_view(model);
    if (!speed) return;
    painter.text({box.x + 14, box.y + 19}, Type::Small, Tone::Dim,
                 painter.fit(Type::Small, speed->title, box.width - 28));
    const Axes axes{box, *speed};
    draw_axis(painter, axes, *speed);
    draw_steps(painter, axes, speed->reference, Tone::Empty, 1.3F);
    draw_steps(painter, axes, speed->steps, Tone::Ink, 3);
    draw_words(painter, axes, *speed);
}

}  // namespace qm::gui
