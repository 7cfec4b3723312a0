// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace qm::server {

/// A file of daemon/server/board/, as it was when the program was built.
struct BoardFile {
    std::string_view path;  ///< "/board.css"; "/" is index.html, "/announcer" is announcer.html
    std::string_view type;  ///< what Content-Type says
    std::string_view body;
};

[[nodiscard]] const std::vector<BoardFile>& board_files();

}  // namespace qm::server
