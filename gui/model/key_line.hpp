// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gui/model/model.hpp"

namespace qm::gui {

struct KeyHint {
    Key key{};
    std::string cap;   ///< what stands on the key
    std::string does;  ///< what it does now
};

/// The keys that do something here and now, the likeliest first. F1 is last and stands on the right.
[[nodiscard]] std::vector<KeyHint> key_line(const Model& model);

/// Those of the live screen, whatever screen is shown.
[[nodiscard]] std::vector<KeyHint> live_keys(const Model& model);

/// Every key there is, for the screen F1 shows.
[[nodiscard]] std::vector<KeyHint> all_keys();

}  // namespace qm::gui
