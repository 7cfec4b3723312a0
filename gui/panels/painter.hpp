// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gui/model/tone.hpp"
#include "gui/panels/imgui_compat.hpp"
#include "gui/panels/view.hpp"

namespace qm::gui {

/// Draws in the units of a View, by tone and type. Text stands on its baseline.
class Painter {
public:
    explicit Painter(const View& view) : view_(view), list_(*ImGui::GetWindowDrawList()) {}

    void text(Point baseline, Type type, Tone tone, std::string_view words) const;
    void text_right(Point baseline, Type type, Tone tone, std::string_view words) const;
    void text_middle(Point baseline, Type type, Tone tone, std::string_view words) const;
    [[nodiscard]] float width_of(Type type, std::string_view words) const;
    /// As much of the text as fits, with … where something is missing.
    [[nodiscard]] std::string fit(Type type, std::string_view words, float width) const;
    /// The text in lines that fit, at most so many; the last one says … if there was more.
    [[nodiscard]] std::vector<std::string> wrap(Type type, std::string_view words, float width,
                                                std::size_t lines) const;

    void line(Point from, Point to, Tone tone, float thickness = 1) const;
    void dashed(Point from, Point to, Tone tone, float thickness) const;
    void hairline(Point from, Point to) const { line(from, to, Tone::Hairline); }
    void fill(Box box, Tone tone) const;
    void frame(Box box, Tone tone, float rounding) const;
    void disc(Point centre, float radius, Tone tone) const;
    void dashed_ring(Point centre, float radius, Tone tone) const;
    void triangle(Point a, Point b, Point c, Tone tone, float opacity) const;
    /// A shape as wide as `size`, centred.
    void shape(Point centre, float size, Shape shape, Tone tone) const;
    void path(const std::vector<Point>& points, Tone tone, float thickness, bool closed) const;

    [[nodiscard]] bool hovered(Box box) const;
    [[nodiscard]] bool clicked(Box box) const;

    [[nodiscard]] ImVec2 pixels(Point point) const;
    [[nodiscard]] ImU32 colour(Tone tone, float opacity = 1) const;
    [[nodiscard]] const View& view() const { return view_; }

private:
    void draw(Point baseline, Type type, Tone tone, const std::string& ordered) const;
    [[nodiscard]] float width_of_ordered(Type type, const std::string& ordered) const;

    const View& view_;
    ImDrawList& list_;
};

}  // namespace qm::gui
