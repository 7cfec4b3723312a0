// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

struct ImDrawData;

namespace qm::gui {

/// What the window shows at present. A console that waits for its athletes draws the same each second: handing that to
/// GL again would cost the laptop's battery a hundred times what finding out does.
class ShownFrame {
public:
    /// Whether this frame looks otherwise; from then on it is the one that is shown.
    [[nodiscard]] bool is_changed_by(const ImDrawData& frame);
    /// The window lost what it showed, or shows it elsewhere.
    void forget() { bytes_.clear(); }

private:
    std::vector<unsigned char> bytes_;  // of all that is drawn
};

}  // namespace qm::gui
