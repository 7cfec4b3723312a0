// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gui/model/model.hpp"

namespace qm::gui {

struct TracksView {
    std::vector<TrackRow> rows;
    std::size_t chosen = 0;  ///< the row pointed at
    std::string
        advice;  ///< what choosing does; or, where there is no other, how one comes into the list
};
[[nodiscard]] TracksView tracks_view(const Model& model);

}  // namespace qm::gui
