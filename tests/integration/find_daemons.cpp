// SPDX-License-Identifier: Apache-2.0
// Prints what the console finds on this network, a line for each change: NAME=HOST|ADDRESS|TLS-PORT; for each
// daemon. Ends with its standard input.
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <semaphore>
#include <string>
#include <thread>

#include <fmt/format.h>

#include "gui/net/discovery.hpp"

int main() {
    std::counting_semaphore<> changed{0};
    std::atomic<bool> is_over{false};
    std::thread input{[&] {
        std::array<char, 64> ignored{};
        while (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
        }
        is_over = true;
        changed.release();
    }};
    {
        const qm::gui::Discovery discovery{[&changed] { changed.release(); }};
        while (true) {
            changed.acquire();
            if (is_over) break;
            std::string line;
            for (const auto& one : discovery.found()) {
                line += fmt::format("{}={}|{}|{};", one.name, one.host, one.address.text(),
                                    one.tls_port.value_or("-"));
            }
            fmt::print("{}\n", line);
            std::fflush(stdout);
        }
    }
    input.join();
}
