// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/inputs.hpp"
#include "protocol/result.hpp"

namespace qm::hardware {

/// How one beam stands at the moment of asking.
struct LineLevel {
    GateId gate;
    Beam beam{};
    std::string chip;  ///< "/dev/gpiochip0"
    unsigned line = 0;
    std::string line_name;  ///< as the board calls it ("GPIO17"), often empty
    bool broken = false;
};

/// A place edges come from. Single-threaded: used from the daemon's io thread only.
class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;

    /// Readable (poll, epoll) when read() has something. Owned by the source: never close it.
    [[nodiscard]] virtual int wait_fd() const = 0;

    /// Appends what has come since, in order of time; never waits. It may append nothing. An error means
    /// the source is gone (a chip was unplugged); what was appended before it stands.
    [[nodiscard]] virtual Result<void> read(std::vector<Input>& out) = 0;

    /// "gpiod", "simulated" or "replay".
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// How the beams stand now, for a check of the gates. No edge is ever made up from it: a beam that is
    /// already broken when a source is opened has no kernel stamp. Empty where there are no real lines.
    [[nodiscard]] virtual Result<std::vector<LineLevel>> levels() {
        return std::vector<LineLevel>{};
    }
};

}  // namespace qm::hardware
