// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gui/model/gate_verdict.hpp"
#include "gui/model/model.hpp"

namespace qm::gui {

/// Part of the last minute in which the beam was broken: 0 is a minute ago, 1 is now.
struct BrokenSpan {
    float from = 0;
    float to = 0;
};

struct GateRow {
    std::string name;
    std::string place;  ///< "200 m", "200 m · lane 1, 2"
    Mark beam;          ///< "clear", "broken for 14 s"
    std::string flicker;
    std::vector<BrokenSpan> minute;
    std::string body;  ///< the last one's width and age
    GateVerdict verdict;
    bool chosen = false;
};

struct GatesView {
    Mark headline;
    std::string summary;
    Mark idle;
    double idle_done = 0;  ///< 0 to 1 while the test goes on
    std::vector<GateRow> rows;
    WalkReport walk;
    bool walking = false;
    std::string track;  ///< whose distances these are
    bool hums = false;  ///< the alignment tone sounds now
};
[[nodiscard]] GatesView gates_view(const Model& model, LocalTime now);

/// The alignment tone is to sound: the Gates screen is open, and the gate that is lined up is broken.
[[nodiscard]] bool hums(const Model& model);

}  // namespace qm::gui
