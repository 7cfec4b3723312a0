// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/panels/view.hpp"

namespace qm::gui {

/// How a window of so many pixels is to be drawn.
[[nodiscard]] View make_view(const Fonts& fonts, const Model& model, float width, float height);

/// The scale alone, for loading fonts before there is a view.
[[nodiscard]] float scale_of(float width, float height);

/// Draws the whole console into the current ImGui context, between NewFrame and Render; needs no window.
/// Gives back what the coach did with the mouse and in the fields.
[[nodiscard]] std::vector<Intent> draw_frame(const Model& model, const View& view, LocalTime now,
                                             std::string_view wall_clock);

}  // namespace qm::gui
