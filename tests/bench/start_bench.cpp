// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "tests/bench/numbers.hpp"
#include "tests/integration/daemon_process.hpp"

namespace qm::bench {

void bench_start() {
    constexpr int kStarts = 20;
    fmt::print("The daemon\n");
    Samples ready;
    long resident = 0;
    for (int i = 0; i < kStarts; ++i) {
        const auto began = monotonic();
        const test::DaemonProcess daemon{"[daemon]\nsource = \"simulated\""};
        auto client = daemon.connect();
        static_cast<void>(client.next());
        ready.add(monotonic() - began);
        resident = std::max(resident, daemon.memory_kib("VmRSS"));
    }
    print_samples("from exec to its hello, new archive", ready);
    fmt::print("  {:<44} {:>9.1f} MiB resident, the most of {} starts\n", "memory when ready",
               static_cast<double>(resident) / 1024, kStarts);
}

}  // namespace qm::bench
