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

}  // namespace qm::gui::compat
