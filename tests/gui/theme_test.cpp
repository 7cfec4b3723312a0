// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "gui/panels/theme.hpp"

namespace qm::gui {

TEST_CASE("contrast is computed as WCAG does", "[theme]") {
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Catch::Approx(21));
    CHECK(contrast({255, 255, 255}, {255, 255, 255}) == Catch::Approx(1));
    CHECK(contrast({0x77, 0x77, 0x77}, {255, 255, 255}) == Catch::Approx(4.48).margin(0.01));
}

TEST_CASE("live numbers read 7:1 in sunlight and 4.5:1 at night, everything else 4.5:1",
          "[theme]") {
    for (const auto* theme : {&sun_theme(), &night_theme()}) {
        const bool sun = theme == &sun_theme();
        for (const auto ground : {Tone::Background, Tone::Chosen}) {
            for (const auto tone : {Tone::Ink, Tone::Ahead, Tone::Behind, Tone::Doubtful}) {
                INFO("theme " << (sun ? "sun" : "night") << ", tone " << static_cast<int>(tone));
                CHECK(contrast((*theme)[tone], (*theme)[ground]) >= (sun ? 7.0 : 4.5));
            }
            for (const auto tone : {Tone::Dim, Tone::Ready, Tone::Empty}) {
                INFO("theme " << (sun ? "sun" : "night") << ", tone " << static_cast<int>(tone));
                CHECK(contrast((*theme)[tone], (*theme)[ground]) >= 4.5);
            }
        }
    }
}

}  // namespace qm::gui
