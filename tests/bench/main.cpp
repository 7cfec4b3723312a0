// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <exception>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/bench/numbers.hpp"

namespace {

struct Subject {
    std::string_view name;
    void (*measure)();
};

constexpr std::array<Subject, 8> kSubjects{{{"timing", qm::bench::bench_timing},
                                            {"naming", qm::bench::bench_naming},
                                            {"archive", qm::bench::bench_archive},
                                            {"latency", qm::bench::bench_latency},
                                            {"frame", qm::bench::bench_frame},
                                            {"console", qm::bench::bench_console},
                                            {"start", qm::bench::bench_start},
                                            {"broadcast", qm::bench::bench_broadcast}}};

}  // namespace

/// Measures what the project promises, or only the subjects named. These machines are shared and noisy:
/// compare within one run.
int main(int argc, char** argv) {
    try {
        const std::vector<std::string_view> wanted(argv + 1, argv + argc);
        for (const auto name : wanted) {
            const bool known = std::any_of(kSubjects.begin(), kSubjects.end(),
                                           [&](const Subject& one) { return one.name == name; });
            if (known) continue;
            fmt::print(stderr, "quartermark-bench: there is no \"{}\"; there are", name);
            for (const auto& one : kSubjects) fmt::print(stderr, " {}", one.name);
            fmt::print(stderr, "\n");
            return 2;
        }
        for (const auto& one : kSubjects) {
            const bool asked = std::find(wanted.begin(), wanted.end(), one.name) != wanted.end();
            if (wanted.empty() || asked) one.measure();
        }
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "quartermark-bench: {}\n", error.what());
        return 1;
    }
}
