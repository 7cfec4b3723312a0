// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace qm::gui {

/// What a colour means. The themes give each tone its colour; no tone ever stands without a sign or shape.
enum class Tone : std::uint8_t {
    Background,
    Ink,
    Dim,
    Ahead,
    Behind,
    Doubtful,
    Ready,
    Empty,  ///< estimated, or nothing there yet
    Hairline,
    Chosen  ///< behind the row in focus
};
inline constexpr int kTones = 10;

/// Drawn beside a number, so that no colour has to say it alone.
enum class Shape : std::uint8_t { None, Up, Down, Square, Diamond, Box, Dot };

}  // namespace qm::gui
