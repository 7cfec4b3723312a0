// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/numbers.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

namespace qm::bench {

namespace {

std::chrono::nanoseconds read_clock(clockid_t clock) {
    timespec read{};
    clock_gettime(clock, &read);
    return std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec};
}

}  // namespace

double Samples::quantile_us(double share) {
    std::sort(values_.begin(), values_.end());
    const auto last = static_cast<double>(values_.size() - 1);
    return static_cast<double>(values_.at(static_cast<std::size_t>(last * share))) / 1000;
}

void print_samples(const std::string& what, Samples& samples) {
    fmt::print("  {:<44} p50 {:>9.1f} us   p99 {:>9.1f} us   max {:>9.1f} us   ({} samples)\n",
               what, samples.quantile_us(0.5), samples.quantile_us(0.99), samples.quantile_us(1),
               samples.count());
}

std::chrono::nanoseconds monotonic() { return read_clock(CLOCK_MONOTONIC); }
std::chrono::nanoseconds thread_cpu() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

}  // namespace qm::bench
