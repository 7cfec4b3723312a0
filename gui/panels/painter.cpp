// SPDX-License-Identifier: Apache-2.0
#include "gui/panels/painter.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <numbers>

#include "gui/panels/text_order.hpp"

namespace qm::gui {

namespace {

constexpr std::string_view kMore = "…";

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

ImVec2 Painter::pixels(Point point) const { return {point.x * view_.scale, point.y * view_.scale}; }

ImU32 Painter::colour(Tone tone, float opacity) const {
    const auto c = (*view_.theme)[tone];
    const auto alpha = static_cast<ImU32>(255 * opacity);
    return static_cast<ImU32>(c.red) << IM_COL32_R_SHIFT |
           static_cast<ImU32>(c.green) << IM_COL32_G_SHIFT |
           static_cast<ImU32>(c.blue) << IM_COL32_B_SHIFT | alpha << IM_COL32_A_SHIFT;
}

void Painter::draw(Point baseline, Type type, Tone tone, const std::string& ordered) const {
    auto& font = (*view_.fonts)[type];
    auto at = pixels(baseline);
    // Whole pixels: glyphs are drawn once and would blur in between.
    at.x = std::round(at.x);
    at.y = std::round(at.y - compat::ascent_of(font));
    list_.AddText(&font, compat::size_of(font), at, colour(tone), ordered.data(),
                  ordered.data() + ordered.size());
}

float Painter::width_of_ordered(Type type, const std::string& ordered) const {
    auto& font = (*view_.fonts)[type];
    const auto size = font.CalcTextSizeA(compat::size_of(font), FLT_MAX, 0, ordered.data(),
                                         ordered.data() + ordered.size());
    return size.x / view_.scale;
}

void Painter::text(Point baseline, Type type, Tone tone, std::string_view words) const {
    draw(baseline, type, tone, drawing_order(words));
}

void Painter::text_right(Point baseline, Type type, Tone tone, std::string_view words) const {
    const auto ordered = drawing_order(words);
    draw({baseline.x - width_of_ordered(type, ordered), baseline.y}, type, tone, ordered);
}

void Painter::text_middle(Point baseline, Type type, Tone tone, std::string_view words) const {
    const auto ordered = drawing_order(words);
    draw({baseline.x - width_of_ordered(type, ordered) / 2, baseline.y}, type, tone, ordered);
}

float Painter::width_of(Type type, std::string_view words) const {
    return width_of_ordered(type, drawing_order(words));
}

std::string Painter::fit(Type type, std::string_view words, float width) const {
    if (width_of(type, words) <= width) return std::string(words);
    const float room = width - width_of(type, kMore);
    // Halve the number of bytes in question until the longest beginning that fits is known.
    std::size_t fits = 0;
    std::size_t too_long = words.size();
    while (fits + 1 < too_long) {
        const auto middle = (fits + too_long) / 2;
        (width_of(type, words.substr(0, middle)) <= room ? fits : too_long) = middle;
    }
    while (fits > 0 && continues_character(words[fits])) --fits;
    while (fits > 0 && words[fits - 1] == ' ') --fits;
    return std::string(words.substr(0, fits)) + std::string(kMore);
}

std::vector<std::string> Painter::wrap(Type type, std::string_view words, float width,
                                       std::size_t lines) const {
    std::vector<std::string> wrapped;
    while (!words.empty() && wrapped.size() + 1 < lines) {
        if (width_of(type, words) <= width) break;
        std::size_t end = 0;
        for (auto at = words.find(' '); at != std::string_view::npos;
             at = words.find(' ', at + 1)) {
            if (width_of(type, words.substr(0, at)) > width) break;
            end = at;
        }
        if (end == 0) break;
        wrapped.emplace_back(words.substr(0, end));
        words.remove_prefix(end + 1);
    }
    if (!words.empty() && wrapped.size() < lines) wrapped.push_back(fit(type, words, width));
    return wrapped;
}

void Painter::line(Point from, Point to, Tone tone, float thickness) const {
    list_.AddLine(pixels(from), pixels(to), colour(tone), std::max(1.0F, thickness * view_.scale));
}

void Painter::dashed(Point from, Point to, Tone tone, float thickness) const {
    constexpr float dash = 5;
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length <= 0) return;
    const Point step{(to.x - from.x) / length, (to.y - from.y) / length};
    for (float at = 0; at < length; at += 2 * dash) {
        const float end = std::min(at + dash, length);
        line({from.x + step.x * at, from.y + step.y * at},
             {from.x + step.x * end, from.y + step.y * end}, tone, thickness);
    }
}

void Painter::fill(Box box, Tone tone) const {
    list_.AddRectFilled(pixels({box.x, box.y}), pixels({box.right(), box.bottom()}), colour(tone));
}

void Painter::frame(Box box, Tone tone, float rounding) const {
    list_.AddRect(pixels({box.x, box.y}), pixels({box.right(), box.bottom()}), colour(tone),
                  rounding * view_.scale, 0, std::max(1.0F, view_.scale));
}

void Painter::disc(Point centre, float radius, Tone tone) const {
    list_.AddCircleFilled(pixels(centre), radius * view_.scale, colour(tone));
}

void Painter::dashed_ring(Point centre, float radius, Tone tone) const {
    constexpr int dashes = 12;
    constexpr float turn = 2 * std::numbers::pi_v<float> / dashes;
    for (int i = 0; i < dashes; ++i) {
        const float from = turn * static_cast<float>(i);
        list_.PathArcTo(pixels(centre), radius * view_.scale, from, from + turn * 0.55F, 4);
        list_.PathStroke(colour(tone), 0, 1.5F * view_.scale);
    }
}

void Painter::triangle(Point a, Point b, Point c, Tone tone, float opacity) const {
    list_.AddTriangleFilled(pixels(a), pixels(b), pixels(c), colour(tone, opacity));
}

void Painter::shape(Point centre, float size, Shape shape, Tone tone) const {
    const float half = size / 2;
    const float thin = std::max(1.2F, size / 12);
    const Point top{centre.x, centre.y - half};
    const Point bottom{centre.x, centre.y + half};
    const Point left{centre.x - half, centre.y};
    const Point right{centre.x + half, centre.y};
    // A triangle a little flatter than it is wide, so that up and down are told apart at a glance.
    const float rise = half * 0.82F;
    switch (shape) {
        case Shape::None:
            break;
        case Shape::Up:
            triangle({centre.x, centre.y - rise}, {right.x, centre.y + rise},
                     {left.x, centre.y + rise}, tone, 1);
            break;
        case Shape::Down:
            triangle({centre.x, centre.y + rise}, {left.x, centre.y - rise},
                     {right.x, centre.y - rise}, tone, 1);
            break;
        case Shape::Square:
            fill({centre.x - half * 0.8F, centre.y - half * 0.8F, size * 0.8F, size * 0.8F}, tone);
            break;
        case Shape::Diamond:
            path({top, right, bottom, left}, tone, thin, true);
            break;
        case Shape::Box:
            path({{left.x, top.y}, {right.x, top.y}, {right.x, bottom.y}, {left.x, bottom.y}}, tone,
                 thin, true);
            break;
        case Shape::Dot:
            disc(centre, half * 0.85F, tone);
            break;
    }
}

void Painter::path(const std::vector<Point>& points, Tone tone, float thickness,
                   bool closed) const {
    for (const auto& point : points) list_.PathLineTo(pixels(point));
    list_.PathStroke(colour(tone), closed ? ImDrawFlags_Closed : 0,
                     std::max(1.0F, thickness * view_.scale));
}

bool Painter::hovered(Box box) const {
    const auto mouse = ImGui::GetIO().MousePos;
    const auto from = pixels({box.x, box.y});
    const auto to = pixels({box.right(), box.bottom()});
    return mouse.x >= from.x && mouse.x < to.x && mouse.y >= from.y && mouse.y < to.y;
}

bool Painter::clicked(Box box) const { return ImGui::IsMouseClicked(0) && hovered(box); }

}  // namespace qm::gui
