// SPDX-License-Identifier: Apache-2.0
#include "gui/panels/theme.hpp"

#include <algorithm>
#include <cmath>

namespace qm::gui {

namespace {

constexpr Colour rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16U), static_cast<std::uint8_t>(hex >> 8U & 0xFFU),
            static_cast<std::uint8_t>(hex & 0xFFU)};
}

// In the order of Tone. The sun's grey for what is estimated is dark enough for 4.5:1 on the chosen row.
constexpr Theme kSun{{rgb(0xFFFFFF), rgb(0x111111), rgb(0x55584F), rgb(0x004E8C), rgb(0x8A3300),
                      rgb(0x6B2C91), rgb(0x1E6B2E), rgb(0x6B6F66), rgb(0xC9CCC4), rgb(0xEDF3FA)}};
constexpr Theme kNight{{rgb(0x0C0F12), rgb(0xF2F5F7), rgb(0x9AA7B2), rgb(0x7CC4FF), rgb(0xFFB061),
                        rgb(0xD7A6FF), rgb(0x7BD88F), rgb(0x8C99A4), rgb(0x2B343C), rgb(0x1B2A38)}};

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

}  // namespace

const Theme& sun_theme() { return kSun; }
const Theme& night_theme() { return kNight; }

double contrast(Colour a, Colour b) {
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace qm::gui
