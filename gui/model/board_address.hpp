// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gui/model/model.hpp"
#include "protocol/result.hpp"

namespace qm::gui {

/// Where a phone on the same network finds the live board: "http://192.168.1.7:7480/". Error: why nowhere.
[[nodiscard]] Result<std::string> board_address(const Feed& feed);

struct BoardCodeView {
    std::string address;    ///< empty: nowhere
    std::string announcer;  ///< the same for the announcer's page
    std::string why;        ///< nowhere
    bool night = false;
};
[[nodiscard]] BoardCodeView board_code_view(const Model& model);

}  // namespace qm::gui
