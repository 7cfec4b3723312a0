// SPDX-License-Identifier: Apache-2.0
#include "gui/model/chart.hpp"

#include <algorithm>

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kHighest = 420;

class Axes {
public:
    Axes(Box box, const ChartView& chart)
        : chart_(chart),
          plot_{box.x + 46, box.y + 42, box.width - 70, std::min(box.height - 90, kHighest)} {}
    [[nodiscard]] Box plot() const { return plot_; }
    [[nodiscard]] Point at(double metres, double delta) const {
        const double share =
            std::clamp(delta / (chart_.lines.back().delta + 0.75 * chart_.step), -1.0, 1.0);
        return {plot_.x + plot_.width * static_cast<float>(metres / chart_.metres),
                plot_.y + plot_.height * static_cast<float>(0.5 + share / 2)};
    }
    [[nodiscard]] Point at(const ChartPoint& point) const { return at(point.metres, point.delta); }

private:
    const ChartView& chart_;
    Box plot_;
};

void draw_axes(const Painter& painter, const Axes& axes, const ChartView& chart) {
    const auto plot = axes.plot();
    for (const auto& line : chart.lines) {
        const auto left = axes.at(0, line.delta);
        painter.hairline(left, {plot.right(), left.y});
        painter.text_right({plot.x - 7, left.y + 5}, Type::Small, Tone::Dim, line.label);
    }
    const float fastest = axes.at(0, chart.lines.front().delta).y;
    painter.text({plot.x + 4, fastest + 16}, Type::Small, Tone::Dim, "faster");
    painter.shape({plot.x + 54, fastest + 11}, 9, Shape::Up, Tone::Dim);
    for (const auto& mark : chart.marks) {
        const float x = axes.at(mark.metres, 0).x;
        painter.dashed({x, plot.y}, {x, plot.bottom()}, Tone::Hairline, 1);
        const float half = painter.width_of(Type::Small, mark.label) / 2;
        painter.text_middle({std::min(x, plot.right() + 8 - half), plot.bottom() + 18}, Type::Small,
                            Tone::Dim, mark.label);
    }
}

void draw_line(const Painter& painter, const Axes& axes, const std::vector<ChartPoint>& line,
               Tone tone, float thickness) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        painter.line(axes.at(line[i - 1]), axes.at(line[i]), tone, thickness);
    }
}

void draw_prediction(const Painter& painter, const Axes& axes, const ChartView& chart) {
    if (!chart.finish || chart.line.empty()) return;
    const auto from = axes.at(chart.line.back());
    const auto& finish = *chart.finish;
    painter.triangle(from, axes.at(finish.metres, finish.delta - chart.finish_band),
                     axes.at(finish.metres, finish.delta + chart.finish_band), chart.tone, 0.13F);
    painter.dashed(from, axes.at(finish), chart.tone, 2);
    // Beside the dashes, on the side where the line does not come from.
    const auto at = axes.at(finish);
    const bool rising = at.y < from.y;
    painter.text_right({at.x - 4, at.y + (rising ? -10 : 22)}, Type::Small, Tone::Ink,
                       chart.finish_words);
}

}  // namespace

void draw_chart(const Painter& painter, Box box, const ChartView& chart) {
    painter.text({box.x + 14, box.y + 21}, Type::Small, Tone::Dim,
                 painter.fit(Type::Small, chart.title, box.width - 28));
    const Axes axes{box, chart};
    draw_axes(painter, axes, chart);
    draw_line(painter, axes, chart.last_run, Tone::Empty, 1.3F);
    if (!chart.last_run.empty()) {
        // On the side where this run's line is not.
        const auto end = axes.at(chart.last_run.back());
        const bool below = !chart.line.empty() && axes.at(chart.line.back()).y < end.y;
        painter.text_right({end.x, end.y + (below ? 18 : -8)}, Type::Small, Tone::Dim, "last run");
    }
    draw_prediction(painter, axes, chart);
    draw_line(painter, axes, chart.line, chart.tone, 3);
    for (std::size_t i = 1; i < chart.line.size(); ++i) {
        const auto at = axes.at(chart.line[i]);
        if (chart.line[i].estimated)
            painter.shape(at, 12, Shape::Diamond, Tone::Empty);
        else
            painter.disc(at, 5, chart.tone);
    }
}

void draw_chart(const Painter& painter, Box box, const Model& model) {
    if (const auto chart = chart_view(model)) draw_chart(painter, box, *chart);
}

}  // namespace qm::gui
