// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "gui/model/door.hpp"
#include "gui/model/incoming.hpp"
#include "gui/net/clocks.hpp"
#include "protocol/wire.hpp"

namespace qm::gui {

/// After a loss the daemon is looked for eagerly, so that whoever was out of reach for some seconds is level
/// again within two of the return: each attempt is short, since one that is begun just before the return may
/// never come through.
struct ClientTimes {
    std::chrono::milliseconds first_retry{200};  ///< doubled after each failure
    std::chrono::milliseconds last_retry{5'000};
    std::chrono::milliseconds ping_every{1'000};
    std::chrono::milliseconds silence{5'000};   ///< then the connection counts as dead
    std::chrono::milliseconds patience{5'000};  ///< for each step until the daemon's `hello`
    std::chrono::milliseconds eager_for{60'000};
    std::chrono::milliseconds eager_patience{1'000};
};

/// How a connection knows the time: `local_now`, or a clock a test moves by hand.
using ReadClock = std::function<LocalTime()>;

/// The connection to a daemon, in the clear or through TLS. Connects by itself, again and again; after a loss it says what it has, so
/// that what came meanwhile comes after. Its own thread does all of it; every function here may be called
/// from one other thread and none of them waits. What came is bounded: when nobody takes it, no more is
/// read, and the daemon drops this listener to a fresh snapshot.
class Client {
public:
    /// `wake` is called from the connection's thread whenever something new can be taken.
    /// `read_clock` is called from there too.
    Client(Door door, std::function<void()> wake, ClientTimes times = {},
           ReadClock read_clock = local_now);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Leaves the daemon it is at and goes there.
    void go(Door door);

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
