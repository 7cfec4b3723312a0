// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace qm::test {

/// What a line does to all that goes over it, in either direction.
struct LineCondition {
    std::chrono::milliseconds delay{0};
    std::size_t bytes_per_s = 0;  ///< 0: as fast as it goes
};

/// A network that troubles: stands between a daemon's port and its listeners, on a port of its own and with
/// its own thread. All of it may be called from any one thread.
class BadLine {
public:
    explicit BadLine(unsigned short daemon_port);
    ~BadLine();
    BadLine(const BadLine&) = delete;
    BadLine& operator=(const BadLine&) = delete;

    [[nodiscard]] std::string port() const;
    void set(LineCondition condition);
    /// Nothing goes over it while it stalls; then all of it does.
    void stall(bool on);
    /// Cuts every connection, so that either end is told at once.
    void reset();
    /// While it is out, connections are made and nothing ever comes over them, and none that was there
    /// before is ever heard of again: neither end is told anything.
    void out(bool is_out);
    /// That went over it, both ways.
    [[nodiscard]] std::size_t bytes() const;

private:
    class Proxy;
    std::unique_ptr<Proxy> proxy_;
};

}  // namespace qm::test
