// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace qm::gui {

/// A square of dark and light modules that a phone's camera reads.
struct QrCode {
    int width = 0;  ///< modules on a side, without the light margin around
    std::vector<bool> dark;
    [[nodiscard]] bool is_dark(int column, int row) const {
        const auto index = static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
        return dark[index + static_cast<std::size_t>(column)];
    }
};

/// Of width 0 where the text is too long for one.
[[nodiscard]] QrCode make_qr_code(const std::string& text);

}  // namespace qm::gui
