// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include <fmt/format.h>

namespace qm::app {

Progress::Progress(std::string what)
    : what_(std::move(what)), is_shown_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (is_shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::at(std::size_t done, std::size_t all) {
    if (!is_shown_ || all == 0) return;
    const auto percent = done * 100 / all;
    if (percent == percent_) return;
    percent_ = percent;
    fmt::print(stderr, "\r{} {} %\033[K", what_, percent);
    std::fflush(stderr);
}

}  // namespace qm::app
