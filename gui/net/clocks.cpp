// SPDX-License-Identifier: Apache-2.0
#include "gui/net/clocks.hpp"

#include <chrono>
#include <ctime>

namespace qm::gui {

LocalTime local_now() {
    using std::chrono::nanoseconds;
#ifdef CLOCK_BOOTTIME
    timespec now{};
    if (::clock_gettime(CLOCK_BOOTTIME, &now) == 0) {
        return LocalTime{std::chrono::seconds{now.tv_sec} + nanoseconds{now.tv_nsec}};
    }
#endif
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return LocalTime{std::chrono::duration_cast<nanoseconds>(since)};
}

WallTime wall_now() {
    using std::chrono::microseconds;
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return WallTime{std::chrono::duration_cast<microseconds>(since).count()};
}

}  // namespace qm::gui
