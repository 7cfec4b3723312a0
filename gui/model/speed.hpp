// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"

namespace qm::gui {

/// One stretch between two gates. Statistics, not times.
struct SpeedStep {
    double from = 0;   ///< metres
    double to = 0;     ///< metres
    double speed = 0;  ///< metres a second
    bool estimated = false;
    std::string words = {};  ///< "8.4"; empty where there is no room for it
};

/// How fast the athlete in focus ran each stretch.
struct SpeedView {
    std::string title;
    double metres = 0;  ///< the whole distance
    double low = 0;     ///< of the axis, metres a second
    double high = 0;
    std::string low_words;  ///< "6"
    std::string high_words;
    std::vector<SpeedStep> steps;
    std::vector<SpeedStep> reference;  ///< of what the athlete is compared with
};

/// Empty until there is a stretch to tell.
[[nodiscard]] std::optional<SpeedView> speed_view(const Model& model);

}  // namespace qm::gui
