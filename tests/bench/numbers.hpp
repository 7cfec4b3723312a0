// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace qm::bench {

/// Many measurements of one thing, in nanoseconds.
class Samples {
public:
    void add(std::chrono::nanoseconds one) { values_.push_back(one.count()); }
    [[nodiscard]] std::size_t count() const { return values_.size(); }
    /// The value that this share of them does not exceed; sorts.
    [[nodiscard]] double quantile_us(double share);

private:
    std::vector<std::int64_t> values_;
};

/// "  edge to listener    p50 85 us   p99 160 us   max 201 us   (2000 samples)"
void print_samples(const std::string& what, Samples& samples);

[[nodiscard]] std::chrono::nanoseconds monotonic();
/// What this thread has had of the processor.
[[nodiscard]] std::chrono::nanoseconds thread_cpu();

// One function a subject; each prints its own block.
void bench_timing();
void bench_naming();
void bench_archive();
void bench_latency();
void bench_frame();
void bench_console();
void bench_start();
void bench_broadcast();

}  // namespace qm::bench
