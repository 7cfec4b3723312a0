// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/model/status.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

/// The athlete in focus: ahead or behind, by how much, what now?
struct FocusView {
    std::string place;  ///< "200 m", "sets off in 8 s", "finished"
    std::string name;
    std::string clock;               ///< running, or the official time
    std::optional<DeltaView> delta;  ///< to a tenth, at the last split
    std::string against;             ///< what the delta is against, where that is not the target
    std::string state;               ///< where there is no delta yet: "armed"
    Tone state_tone = Tone::Dim;
    Shape state_mark = Shape::None;
    std::optional<StatusPart> gates;  ///< before the start: how they stand
    std::string still_title;          ///< "for 58.00 still to run"
    std::vector<std::string> still;   ///< what the next stretches must be
    bool still_goes_on = false;       ///< there are more stretches than listed
    std::string finish;               ///< predicted: "58.6"
    std::string finish_band;          ///< "±0.5"
    std::string reaction;             ///< "reaction 0.163", where a block's switch told it
};

/// What stands in its place while there is none.
struct NoFocusView {
    std::string title;
    std::string what;  ///< to do, or what is waited for
};
[[nodiscard]] NoFocusView no_focus_view(const Model& model, LocalTime now);

/// Empty while there is no run with an athlete.
[[nodiscard]] std::optional<FocusView> focus_view(const Model& model, LocalTime now);

}  // namespace qm::gui
