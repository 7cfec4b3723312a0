// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace qm::gui {

/// This machine's own steady clock. It has no now() here: the frame loop and the connection read it and
/// say the time to everyone else.
struct LocalClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<LocalClock>;
    static constexpr bool is_steady = true;
};

using LocalTime = LocalClock::time_point;

}  // namespace qm::gui
