// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace qm::app {

/// How far long work is, in one line of a terminal that is wiped at the end. Where standard error is no
/// terminal, nothing is said.
class Progress {
public:
    explicit Progress(std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void at(std::size_t done, std::size_t all);

private:
    std::string what_;
    bool is_shown_;
    std::size_t percent_ = 101;
};

}  // namespace qm::app
