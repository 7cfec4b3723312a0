// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "gui/model/tone.hpp"

namespace qm::gui {

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
};

/// A colour for each tone.
struct Theme {
    std::array<Colour, kTones> colours = {};
    [[nodiscard]] constexpr Colour operator[](Tone tone) const {
        return colours[static_cast<std::size_t>(tone)];
    }
};

/// For sunlight: dark on white.
[[nodiscard]] const Theme& sun_theme();
/// For floodlights and dusk.
[[nodiscard]] const Theme& night_theme();

/// How well one reads on the other, 1 to 21, as WCAG 2 computes it.
[[nodiscard]] double contrast(Colour a, Colour b);

}  // namespace qm::gui
