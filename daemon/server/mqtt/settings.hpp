// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace qm::server::mqtt {

struct Settings {
    std::string broker = {};  ///< name or address; empty: nothing is published
    std::uint16_t port = 0;   ///< 0: 1883, or 8883 with a CA file
    std::string topic = "quartermark";
    std::string login = {};  ///< empty: none
    std::string password = {};
    std::string ca_file = {};  ///< the broker's certificate must be signed by it; empty: no TLS
    std::size_t kept_events = 16'384;  ///< for a broker that comes back
    std::chrono::seconds keep_alive{
        10};  ///< a broker that is silent for longer is gone; at least 5
    std::chrono::milliseconds retry_first{1'000};  ///< doubled each time, up to `retry_most`
    std::chrono::milliseconds retry_most{15'000};
    std::chrono::milliseconds state_every{1'000};  ///< a run's state goes out no more often
    /// Told each change, in a sentence, on the io thread.
    std::function<void(const std::string&)> say = {};

    [[nodiscard]] std::uint16_t real_port() const {
        if (port != 0) return port;
        return ca_file.empty() ? 1883 : 8883;
    }
};

/// Of events; `waiting` and `is_connected` are now, the others since the beginning.
struct Counters {
    std::uint64_t published = 0;  ///< acknowledged by the broker
    std::uint64_t waiting = 0;    ///< kept and not acknowledged
    std::uint64_t dropped = 0;    ///< known to followers by a snapshot only
    bool is_connected = false;
};

}  // namespace qm::server::mqtt
