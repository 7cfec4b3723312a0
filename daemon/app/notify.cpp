// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/notify.hpp"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace qm::app::notify {

void ready() { sd_notify(0, "READY=1"); }
void stopping() { sd_notify(0, "STOPPING=1"); }
void watchdog() { sd_notify(0, "WATCHDOG=1"); }

unsigned long long watchdog_usec() {
    std::uint64_t usec = 0;
    return sd_watchdog_enabled(0, &usec) > 0 ? usec : 0;
}

}  // namespace qm::app::notify
