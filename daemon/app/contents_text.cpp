// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/contents_text.hpp"

#include <fmt/format.h>

#include "protocol/plain_text.hpp"

namespace qm::app {

std::string contents_text(const archive::Inspection& found) {
    return fmt::format("{}, {}, {}", counted(found.sessions.size(), "session"),
                       counted(static_cast<std::uint64_t>(found.runs), "run"),
                       counted(static_cast<std::uint64_t>(found.inputs), "input"));
}

}  // namespace qm::app
