// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"

namespace qm::gui {

/// A big button and a key for one athlete.
struct TapButton {
    Key key{};
    std::string cap;
    AthleteId athlete;
    std::string name;
    std::string place;  ///< where the tap would count: "300 m"; else how it stands: "finished"
    std::string when;   ///< "in 4 s"
    bool can_tap = false;
    bool is_next = false;  ///< the one Space taps
};

/// The run's athletes, each always at the same place with the same key: digits first, then the letters of the
/// left hand. Of more athletes than there are keys the page with the one in focus.
[[nodiscard]] std::vector<TapButton> tap_pad(const Model& model, LocalTime now);

/// Whose key that is. Space is that of whoever is due next. Null for any other key.
[[nodiscard]] const EntryState* tapped_by(const Model& model, Key key, LocalTime now);

}  // namespace qm::gui
