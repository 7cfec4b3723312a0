// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gui/model/model.hpp"

namespace qm::gui {

struct PairFieldView {
    std::string typed;
    std::string expected;  ///< empty: it is understood, or not typed yet
    bool active = false;
    bool replaces = false;
};

/// Pairing: whose pin it is that the coach compares, and what is typed.
struct PairView {
    std::string title;  ///< "Pair with infield-pi"
    std::string pin;    ///< empty: it has not answered yet
    PairFieldView code;
    PairFieldView name;
};
[[nodiscard]] PairView pair_view(const Model& model);

}  // namespace qm::gui
