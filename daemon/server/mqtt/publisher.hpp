// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "daemon/server/desk.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/mqtt/settings.hpp"

namespace qm::server::mqtt {

/// Publishes the daemon's events to an MQTT broker, see MQTT.md. A thread of its own speaks to the broker, and
/// nobody waits for it. To be called on the thread of the io_context only.
class Publisher {
public:
    /// `io` and `desk` must be there until stop().
    Publisher(boost::asio::io_context& io, Settings settings, Desk& desk);
    ~Publisher();
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;

    /// Events in their order, after the desk's snapshot has them.
    void publish(const std::vector<Hub::NumberedLine>& events);
    /// Lets a broker that is there have what waits, for 2 s at most.
    void stop();
    [[nodiscard]] Counters counters() const;

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace qm::server::mqtt
