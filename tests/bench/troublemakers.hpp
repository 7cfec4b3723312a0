// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace qm::bench {

/// Listeners that ask for everything and never read.
class Mutes {
public:
    Mutes(unsigned short port, std::size_t count);
    ~Mutes();
    Mutes(const Mutes&) = delete;
    Mutes& operator=(const Mutes&) = delete;

private:
    std::vector<int> sockets_;
};

/// Peers that each send a line of rubbish every 100 ms, from a thread of their own, and come back when they
/// are thrown out.
class Babblers {
public:
    Babblers(unsigned short port, std::size_t count);
    ~Babblers();
    Babblers(const Babblers&) = delete;
    Babblers& operator=(const Babblers&) = delete;

    /// So often one was thrown out, and came back.
    [[nodiscard]] std::size_t thrown_out() const { return thrown_out_; }

private:
    void babble();

    unsigned short port_;
    std::vector<int> sockets_;
    std::atomic<bool> ended_ = false;
    std::atomic<std::size_t> thrown_out_ = 0;
    std::thread thread_;
};

}  // namespace qm::bench
