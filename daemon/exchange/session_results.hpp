// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "protocol/state.hpp"

namespace qm::exchange {

/// What stands of one session, ready to be given out.
struct SessionResults {
    SessionId id;
    WallTime began{};
    std::vector<RunState> runs = {};
    std::string source = "unknown";  ///< of the edges: "gpiod", "simulated" or "replay"
};

}  // namespace qm::exchange
