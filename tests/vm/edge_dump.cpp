// SPDX-License-Identifier: Apache-2.0
// In the guest: opens gates on a chip with the real source and prints what it gives as session log lines,
// until no edge has come for QUIET_MS after the first. Prints "ready" on standard error once it listens.
//
//   edge_dump CHIP QUIET_MS GATE=LINE...
#include <string>
#include <vector>

#include <fmt/core.h>
#include <poll.h>

#include "hardware/gpiod.hpp"
#include "protocol/codec.hpp"

namespace {

using namespace qm;

/// Gates as the arguments from `first` on name them; none when one is malformed.
hardware::Wiring wiring_of(const std::vector<std::string>& arguments) {
    hardware::Wiring wiring;
    for (std::size_t i = 2; i < arguments.size(); ++i) {
        const auto equals = arguments[i].find('=');
        if (equals == std::string::npos) return {};
        const auto line = static_cast<unsigned>(std::stoul(arguments[i].substr(equals + 1)));
        wiring.gates.push_back(
            {GateId{arguments[i].substr(0, equals)}, {{arguments[0], line}}, false, {}});
    }
    return wiring;
}

void print_levels(hardware::Source& source) {
    const auto levels = source.levels();
    if (!levels) return;
    for (const auto& level : *levels) {
        fmt::print(stderr, "gate {} line {} name {} {}\n", level.gate.text(), level.line,
                   level.line_name, level.broken ? "broken" : "clear");
    }
}

int dump(hardware::Source& source, int quiet_ms) {
    std::vector<Input> inputs;
    bool any = false;
    while (true) {
        pollfd waited{source.wait_fd(), POLLIN, 0};
        if (::poll(&waited, 1, any ? quiet_ms : -1) == 0) return 0;
        inputs.clear();
        if (const auto read = source.read(inputs); !read) {
            fmt::print(stderr, "edge_dump: {}\n", read.error().sentence);
            return 1;
        }
        for (const auto& input : inputs) fmt::print("{}\n", codec::write(input));
        any = any || !inputs.empty();
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() < 3) {
        fmt::print(stderr, "usage: edge_dump CHIP QUIET_MS GATE=LINE...\n");
        return 2;
    }
    auto source = hardware::open_gpiod(wiring_of(arguments));
    if (!source) {
        fmt::print(stderr, "edge_dump: {}\n", source.error().sentence);
        return 1;
    }
    print_levels(**source);
    fmt::print(stderr, "ready\n");
    return dump(**source, std::stoi(arguments[1]));
}
