// SPDX-License-Identifier: Apache-2.0
#include "gui/model/season_chart.hpp"

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kDot = 4;
constexpr float kBestDot = 6;

Point place_of(Box plot, const SeasonDot& dot) {
    return {plot.x + plot.width * dot.along, plot.y + plot.height * dot.down};
}

void draw_axes(const Painter& painter, Box plot, const SeasonChart& chart) {
    for (const auto& mark : chart.times) {
        const float y = plot.y + plot.height * mark.at;
        painter.hairline({plot.x - 8, y}, {plot.right() + 8, y});
        painter.text_right({plot.x - 16, y + 5}, Type::Small, Tone::Dim, mark.label);
    }
    const float below = plot.bottom() + 24;
    painter.text({plot.x, below}, Type::Small, Tone::Dim, chart.first_day);
    painter.text_right({plot.right(), below}, Type::Small, Tone::Dim, chart.last_day);
}

void draw_legend(const Painter& painter, Point right) {
    constexpr std::string_view kWords = "the fastest so far";
    painter.text_right(right, Type::Small, Tone::Dim, kWords);
    painter.disc({right.x - painter.width_of(Type::Small, kWords) - 14, right.y - 5}, kBestDot,
                 Tone::Ink);
}

}  // namespace

void draw_season_chart(const Painter& painter, Box box, const SeasonChart& chart) {
    const Box plot{box.x + 96, box.y + 50, box.width - 140, box.height - 90};
    painter.hairline({box.x, box.y}, {box.right(), box.y});
    painter.text({box.x + 16, box.y + 24}, Type::Small, Tone::Dim, chart.title);
    draw_legend(painter, {plot.right(), box.y + 24});
    draw_axes(painter, plot, chart);
    for (std::size_t i = 1; i < chart.dots.size(); ++i) {
        painter.line(place_of(plot, chart.dots[i - 1]), place_of(plot, chart.dots[i]),
                     Tone::Hairline);
    }
    for (const auto& dot : chart.dots) {
        painter.disc(place_of(plot, dot), dot.is_best ? kBestDot : kDot,
                     dot.is_best ? Tone::Ink : Tone::Dim);
    }
}

}  // namespace qm::gui
