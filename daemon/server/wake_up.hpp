// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>

namespace qm::server {

/// A descriptor that another thread can make readable.
class WakeUp {
public:
    WakeUp();
    ~WakeUp();
    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;
    [[nodiscard]] int fd() const { return fd_; }
    void wake();
    /// Forgets what woke it.
    void settle();
    /// False when nobody woke it in that time.
    bool wait_for(std::chrono::milliseconds time);

private:
    int fd_;
    std::atomic<bool> is_awake_{false};
};

}  // namespace qm::server
