// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hardware/fd.hpp"
#include "protocol/time.hpp"

namespace qm::hardware {

/// The gate clock, read: CLOCK_MONOTONIC, the one the kernel stamps edges with.
[[nodiscard]] Instant now_on_gate_clock();

/// A descriptor that becomes readable at an Instant and stays so until it is set anew.
/// Throws std::system_error when the process has no descriptor left.
class Timer {
public:
    Timer();
    [[nodiscard]] int fd() const { return fd_.get(); }
    /// A moment that has passed makes it readable at once.
    void set(Instant at);
    void stop();

private:
    void program(Instant at);
    Fd fd_;
};

}  // namespace qm::hardware
