// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <list>
#include <utility>
#include <vector>

#include "daemon/server/event_ring.hpp"
#include "daemon/server/lines.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// What waits for one listener, in order. Events wait in the ring that all share; kept here is only how far the
/// listener has come. News (events, snapshots) can be dropped, since a snapshot makes up for it; replies (answers,
/// pongs, errors) cannot. recorded_through is kept as the latest only, and goes out once the events it covers have.
class Outbox {
public:
    /// `ring` must outlive it.
    Outbox(const EventRing& ring, std::size_t limit) : ring_(ring), limit_(limit) {}

    void push_reply(Line line);
    /// The listener has everything up to `seq`: all events after it are to follow.
    void follow(Seq seq);
    /// It gets a snapshot with everything up to `seq`, then all events after it.
    void follow(Seq seq, Line snapshot);
    /// Events it has to get are kept no more, or more than `limit` bytes of them wait.
    [[nodiscard]] bool is_behind() const;
    /// The newest event it has when all that waits has gone out.
    [[nodiscard]] Seq last() const {
        return follows_ ? std::max(position_, ring_.last()) : position_;
    }
    /// No news goes out until it follows again.
    void drop_news();
    void set_recorded(Seq seq, Line line);

    /// The next lines to send, about a system call's worth, in the place of what was in `batch`; they count as
    /// waiting until written() is called.
    void take_batch(std::vector<Line>& batch);
    void written() { asked_for_bytes_ -= std::exchange(asked_for_in_flight_, 0); }

    /// Replies and snapshots that the peer asked for and has not read: no more is read from it while
    /// these are many.
    [[nodiscard]] std::size_t asked_for_bytes() const { return asked_for_bytes_; }

private:
    struct Item {
        Seq after;  ///< the event it must not overtake
        bool is_snapshot;
        Line line;
    };
    void push(Item item);
    [[nodiscard]] bool is_item_next(const Line* event) const;
    void take_item(std::vector<Line>& batch);

    const EventRing& ring_;
    std::size_t limit_;
    std::list<Item> items_;  // nearly always none, and then it costs nothing
    bool follows_ = false;
    bool snapshot_waits_ = false;
    Seq position_{};  // last event taken, or what the snapshot that waits, or was taken, has
    std::size_t asked_for_bytes_ = 0;
    std::size_t asked_for_in_flight_ = 0;
    Seq recorded_{};
    Line recorded_line_;  // null when told
};

}  // namespace qm::server
