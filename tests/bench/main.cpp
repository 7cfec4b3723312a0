// SPDX-License-Identifier: Apache-2.0
#include <exception>

#include <fmt/format.h>

#include "tests/bench/numbers.hpp"

/// Measures what the project promises. These machines are shared and noisy: compare within one run.
int main() {
    try {
        qm::bench::bench_timing();
        qm::bench::bench_latency();
        qm::bench::bench_frame();
        qm::bench::bench_start();
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "quartermark-bench: {}\n", error.what());
        return 1;
    }
}
