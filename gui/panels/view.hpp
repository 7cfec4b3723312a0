// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gui/panels/theme.hpp"

struct ImFont;

namespace qm::gui {

/// The type scale. Sizes are those of the letters' em at 1280×720.
enum class Type : std::uint8_t {
    Small,      ///< 14: status, keys, captions
    SmallBold,  ///< 14
    Note,       ///< 15
    Name,       ///< 21
    Split,      ///< 25
    SplitBold,  ///< 25, a split that came just now
    Strong,     ///< 27 bold: what is still to run
    Title,      ///< 31 bold: the name in focus
    Clock,      ///< 46
    Delta,      ///< 100 bold: digits and signs only
    Whole,      ///< 270 bold: digits and signs only, one athlete over the whole window
};
inline constexpr std::size_t kTypes = 11;

struct Fonts {
    std::array<ImFont*, kTypes> of = {};
    [[nodiscard]] ImFont& operator[](Type type) const {
        return *of[static_cast<std::size_t>(type)];
    }
};

/// What panels need to know of the window. Lengths are in units of 1/720 of its height (of 1/1280 of its
/// width, if that is less), so that everything scales with it.
struct View {
    const Fonts* fonts = nullptr;
    const Theme* theme = nullptr;
    float scale = 1;  ///< pixels in a unit
    float width = 1280;
    float height = 720;
};

struct Point {
    float x = 0;
    float y = 0;
};

struct Box {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
    [[nodiscard]] float right() const { return x + width; }
    [[nodiscard]] float bottom() const { return y + height; }
};

}  // namespace qm::gui
