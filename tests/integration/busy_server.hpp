// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "protocol/state.hpp"

namespace qm::test {

/// A daemon's real doors, with a session behind them in which something happens all the time: 24 athletes
/// pass gates, twenty splits a second, until it is told to rest. On a thread of its own.
class BusyServer {
public:
    /// `folder` is where the TLS door keeps its key and its devices.
    explicit BusyServer(const std::string& folder);
    ~BusyServer();
    BusyServer(const BusyServer&) = delete;
    BusyServer& operator=(const BusyServer&) = delete;

    [[nodiscard]] unsigned short port() const;
    [[nodiscard]] unsigned short tls_port() const;
    /// From now on nothing more happens.
    void rest();
    /// The session as of its last event.
    [[nodiscard]] SessionState session() const;
    [[nodiscard]] Seq last() const;

private:
    class House;
    std::unique_ptr<House> house_;
};

}  // namespace qm::test
