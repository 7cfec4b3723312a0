// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gui/model/model.hpp"

namespace qm::gui {

/// Who is to pass a gate next.
struct DueRow {
    AthleteId athlete;
    std::string name;   ///< as short as tells it from the others of the run
    std::string place;  ///< "300 m", "start"
    std::string when;   ///< "in 4 s", "3 s late"
    bool late = false;
    bool chosen = false;
};

/// The athletes under way in the order they are due, at most so many; empty while nobody runs.
[[nodiscard]] std::vector<DueRow> due_next(const Model& model, LocalTime now, std::size_t most);

}  // namespace qm::gui
