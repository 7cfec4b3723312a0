// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

#include "daemon/app/line_client.hpp"

namespace qm::bench {

/// A real quartermarkd in a folder of its own, killed and cleaned up at the end.
class DaemonProcess {
public:
    /// `settings` goes into its [daemon] table and what follows. Throws when it cannot be started.
    explicit DaemonProcess(const std::string& settings);
    ~DaemonProcess();
    DaemonProcess(const DaemonProcess&) = delete;
    DaemonProcess& operator=(const DaemonProcess&) = delete;

    /// Waits until it answers; throws when it does not within 10 s.
    [[nodiscard]] app::LineClient connect() const;
    /// "VmRSS" or "VmHWM" of /proc/PID/status, in KiB.
    [[nodiscard]] long memory_kib(const std::string& which) const;
    [[nodiscard]] const std::string& folder() const { return folder_; }

private:
    std::string folder_;
    unsigned short port_;
    pid_t pid_ = -1;
};

}  // namespace qm::bench
