// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qm::app::notify {

/// To systemd, where it started us and asked for it; else nothing happens.
void ready();
void stopping();
/// To be called at least twice in each interval that watchdog_usec() asks for.
void watchdog();
/// How often systemd wants to hear from us, in microseconds; 0: not at all.
[[nodiscard]] unsigned long long watchdog_usec();

}  // namespace qm::app::notify
