// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <imgui.h>

/// What differs between Dear ImGui 1.86 (Debian 12), 1.90 (Debian 13) and 1.92.
namespace qm::gui::compat {

/// The size a font was made for, in pixels.
[[nodiscard]] inline float size_of(const ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
    return font.LegacySize;
#else
    return font.FontSize;
#endif
}

/// From the top of a line to its baseline, at the size the font was made for.
[[nodiscard]] inline float ascent_of(ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
    return font.GetFontBaked(font.LegacySize)->Ascent;
#else
    return font.Ascent;
#endif
}

inline void push_font(ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::PushFont(&font, font.LegacySize);
#else
    ImGui::PushFont(&font);
#endif
}

/// Between these two Tab does not move from item to item: the model decides where it goes.
inline void push_no_tab_stop() {
#if IMGUI_VERSION_NUM >= 18940
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
#else
    ImGui::PushAllowKeyboardFocus(false);
#endif
}
inline void pop_no_tab_stop() {
#if IMGUI_VERSION_NUM >= 18940
    ImGui::PopItemFlag();
#else
    ImGui::PopAllowKeyboardFocus();
#endif
}

}  // namespace qm::gui::compat
