// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gui/panels/view.hpp"
#include "protocol/result.hpp"

namespace qm::gui {

/// B612, and DejaVu Sans for the scripts it has not; the latter may be missing.
struct FontFiles {
    std::string regular;
    std::string bold;
    std::string other;
    std::string other_bold;
};

/// Looks where Debian and people put fonts. Error: which package to install.
[[nodiscard]] Result<FontFiles> find_fonts();

/// Fills the atlas of the current ImGui context, anew if it was filled, for a window of this scale.
[[nodiscard]] Fonts load_fonts(const FontFiles& files, float scale);

}  // namespace qm::gui
