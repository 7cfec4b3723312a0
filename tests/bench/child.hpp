// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace qm::bench {

/// A program under measurement, in a process of its own; killed at the end.
class Child {
public:
    /// Throws when it cannot be started.
    explicit Child(const std::vector<std::string>& command);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Kills it: what it said can be read to its end then.
    void end();

    [[nodiscard]] int input() const { return input_; }
    [[nodiscard]] int output() const { return output_; }
    /// What all its threads have had of the processor.
    [[nodiscard]] std::chrono::nanoseconds cpu() const;
    /// "VmRSS" or "VmHWM" of /proc/PID/status.
    [[nodiscard]] double mebibytes(const std::string& which) const;

private:
    pid_t pid_ = -1;
    int input_ = -1;
    int output_ = -1;
};

}  // namespace qm::bench
