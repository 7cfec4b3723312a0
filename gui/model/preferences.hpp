// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gui/model/comparison.hpp"

namespace qm::gui {

/// Where the window stands, in the screen's own units.
struct WindowPlace {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    friend bool operator==(const WindowPlace&, const WindowPlace&) = default;
};

/// What the coach chose of how the console looks and sounds, kept from one start to the next.
struct Preferences {
    bool night = false;
    Against against = Against::Target;
    std::optional<WindowPlace> window = {};
    bool callouts = false;
    friend bool operator==(const Preferences&, const Preferences&) = default;

    /// A line that is not understood is as if it were not there: nothing here is worth a start that fails.
    [[nodiscard]] static Preferences read(std::string_view text);
    [[nodiscard]] std::string text() const;
};

}  // namespace qm::gui
