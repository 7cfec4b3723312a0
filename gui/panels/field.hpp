// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gui/panels/panels.hpp"

namespace qm::gui {

/// A field to type in, as a form has it.
struct FieldView {
    int number = 0;  ///< for GoToField
    std::string_view typed;
    std::string expected = {};  ///< empty: it is understood
    bool active = false;
    bool replaces = false;  ///< what is typed next replaces what is there
    std::string rest = {};  ///< what would complete it
};

/// One field, standing on the bottom line of its box; what is expected stands below it.
void draw_field(const Painter& painter, Box box, const FieldView& field, Intents& intents);

}  // namespace qm::gui
