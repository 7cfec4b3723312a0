// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace qm::gui {

/// Where a child finds the file it was given.
inline constexpr const char* kGivenFile = "/dev/fd/3";

/// A program of this machine, without input and output. It is killed when this ends, and never waited for.
class Child {
public:
    /// `file`, if any, is the child's kGivenFile. Empty when it cannot be started.
    [[nodiscard]] static std::optional<Child> start(const std::vector<std::string>& words,
                                                    int file = -1);
    ~Child();
    Child(Child&& other) noexcept;
    Child& operator=(Child&& other) noexcept;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// What it ended with, once it has ended: 0 is well.
    [[nodiscard]] std::optional<int> ended();

private:
    explicit Child(pid_t pid) : pid_(pid) {}
    void kill() noexcept;

    pid_t pid_ = -1;
    std::optional<int> code_;
};

}  // namespace qm::gui
