// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "gui/model/incoming.hpp"
#include "protocol/address.hpp"
#include "protocol/wire.hpp"

namespace qm::gui {

/// This machine's steady clock, the one that stamps what comes in.
[[nodiscard]] LocalTime local_now();

struct ClientTimes {
    std::chrono::milliseconds first_retry{500};  ///< doubled after each failure
    std::chrono::milliseconds last_retry{5000};
    std::chrono::milliseconds ping_every{1000};
    std::chrono::milliseconds silence{10'000};  ///< then the connection counts as dead
};

/// How a connection knows the time: `local_now`, or a clock a test moves by hand.
using ReadClock = std::function<LocalTime()>;

/// The connection to a daemon. Connects by itself, again and again; after a loss it says what it has, so
/// that what came meanwhile comes after. Its own thread does all of it; every function here may be called
/// from one other thread and none of them waits. What came is bounded: when nobody takes it, no more is
/// read, and the daemon drops this listener to a fresh snapshot.
class Client {
public:
    /// `wake` is called from the connection's thread whenever something new can be taken.
    /// `read_clock` is called from there too.
    Client(Address address, std::function<void()> wake, ClientTimes times = {},
           ReadClock read_clock = local_now);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// All that came since the last call, in order.
    [[nodiscard]] std::vector<Incoming> take();

    /// False when it cannot be sent now: not connected, or too much is waiting already. Nothing is kept
    /// for later.
    [[nodiscard]] bool send(const wire::FromListener& message);

private:
    class Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace qm::gui
