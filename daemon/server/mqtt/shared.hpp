// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "daemon/server/hub.hpp"
#include "daemon/server/mqtt/backlog.hpp"
#include "daemon/server/mqtt/settings.hpp"
#include "daemon/server/wake_up.hpp"
#include "protocol/wire.hpp"

namespace qm::server::mqtt {

/// What the io thread and the publishing thread share. No call waits for longer than the other needs to move a
/// few pointers; closing apart.
class Shared {
public:
    enum class Phase { Open, Closing, Closed };

    explicit Shared(std::size_t kept_events);

    // --- the io thread ---
    void push(const std::vector<Hub::NumberedLine>& events);
    void give(wire::Snapshot snapshot);
    [[nodiscard]] Counters counters() const;
    /// Lets what waits go out if a broker is there, but not for long. True when the thread has ended.
    bool close();

    // --- the publishing thread ---
    [[nodiscard]] Phase phase() const;
    [[nodiscard]] std::optional<Backlog::Next> take_next();
    struct Taken {
        wire::Snapshot snapshot;
        bool is_in_place_of_events = false;
    };
    /// Whether a snapshot is to be asked for now, since there is no other way to go on.
    [[nodiscard]] bool must_ask();
    /// The latest snapshot, once all events before it are given out, or in their place.
    [[nodiscard]] std::optional<Taken> take_snapshot();
    void acknowledge(Seq seq);
    /// Whoever calls this with true asks for a snapshot.
    void connected(bool is_connected);
    void ended();
    /// Runs `act` unless it is closed; the io_context is there until then.
    template <class Act>
    void unless_closed(Act&& act) {
        const std::lock_guard lock{mutex_};
        if (phase_ != Phase::Closed) act();
    }

    WakeUp wake_up;

private:
    mutable std::mutex mutex_;
    std::condition_variable has_ended_;
    Backlog backlog_;
    std::optional<wire::Snapshot> snapshot_;
    Phase phase_ = Phase::Open;
    bool is_connected_ = false;
    bool is_asked_ = false;
    bool ended_ = false;
};

}  // namespace qm::server::mqtt
