// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/events.hpp"
#include "protocol/time.hpp"

namespace qm::bench {

/// An event whose line, for a number of five digits and a time of 14, has 300 bytes.
[[nodiscard]] inline Event broadcast_event(Instant at) {
    return Warning{at, "bench", std::string(210, 'x')};
}

}  // namespace qm::bench
