// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/server/mqtt/settings.hpp"

namespace qm::server::mqtt {

struct Message {
    std::string topic;
    std::string text;
    bool is_retained = false;
};

/// One connection to a broker, from its beginning to its end; libmosquitto is known here only. For one
/// thread, which may be kept waiting by connect() alone.
class Link {
public:
    enum class State : std::uint8_t { Waiting, Accepted, Lost };

    /// An empty `id` is replaced by a random one. `will` is what the broker publishes once we are lost.
    Link(const Settings& settings, const std::string& id, const std::optional<Message>& will);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Finds the broker and calls it; this waits for names and for addresses that do not answer.
    void connect();
    /// Waits for the broker, for `wake_fd` to be readable, or for a second; then reads and writes what can be.
    void serve(int wake_fd);
    /// At QoS 1. The number by which it will be acknowledged; none when the connection is lost.
    [[nodiscard]] std::optional<int> publish(std::string_view topic, std::string_view text,
                                             bool is_retained);
    /// What was acknowledged since the last call.
    [[nodiscard]] std::vector<int> take_acknowledged();
    /// Ends it in peace: the will is not published.
    void leave();

    [[nodiscard]] State state() const;
    /// Why it was lost: goes on after the broker's name.
    [[nodiscard]] const std::string& why() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qm::server::mqtt
