// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/shelf.hpp"

namespace qm::gui {

/// A finish; 0 is the left or upper end of the chart, 1 the right or lower one.
struct SeasonDot {
    float along = 0;       ///< by day
    float down = 0;        ///< the faster the higher
    bool is_best = false;  ///< faster than all before it
};

struct SeasonMark {
    float at = 0;
    std::string label;
};

/// An athlete's finishes over one distance with one kind of start, by day. Statistics, not times.
struct SeasonChart {
    std::string title;            ///< "400 m, gun: 12 finishes by day"
    std::vector<SeasonDot> dots;  ///< oldest first
    std::vector<SeasonMark> times;
    std::string first_day;
    std::string last_day;  ///< empty where all were on one day
};

/// Of the run one came from; empty for less than two finishes. Starts of another kind are not comparable.
[[nodiscard]] std::optional<SeasonChart> season_chart(const Shelf& shelf);

}  // namespace qm::gui
