// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/preferences.hpp"

namespace qm::gui {

TEST_CASE("preferences are read as they were written", "[preferences]") {
    const Preferences all{true, Against::LastRun, WindowPlace{-30, 40, 1280, 720}, true};
    CHECK(Preferences::read(all.text()) == all);
    CHECK(Preferences::read(Preferences{}.text()) == Preferences{});
    for (int i = 0; i < kAgainst; ++i) {
        const Preferences one{false, Against{static_cast<std::uint8_t>(i)}, {}};
        CHECK(Preferences::read(one.text()) == one);
    }
}

TEST_CASE("what is not understood in the preferences is as if it were not there", "[preferences]") {
    CHECK(Preferences::read("") == Preferences{});
    CHECK(Preferences::read("theme\nwindow 1 2 3\ncompare nobody\n\n\xFF\xFE") == Preferences{});
    CHECK_FALSE(Preferences::read("window 0 0 10 10\n").window);
    CHECK_FALSE(Preferences::read("window 0 0 99999999999 700\n").window);
    CHECK(Preferences::read("colour red\ntheme night").night);
}

}  // namespace qm::gui
