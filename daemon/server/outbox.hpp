// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "daemon/server/lines.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// What waits for one listener, in order. News (events, snapshots, recorded_through) can be dropped, since
/// a snapshot makes up for it; replies (answers, pongs, errors) cannot. At most `limit` bytes of events
/// wait. recorded_through is kept as the latest only, and goes out once the events it covers have.
class Outbox {
public:
    explicit Outbox(std::size_t limit) : limit_(limit) {}

    void push_reply(Line line);
    /// False when it is full; the event was then not taken.
    [[nodiscard]] bool push_event(Seq seq, Line line);
    /// Always taken, also when it alone is larger than the limit.
    void push_snapshot(Seq seq, Line line);
    void set_recorded(Seq seq, Line line);
    /// The listener says that it has everything up to `seq`.
    void begin_after(Seq seq) { sent_ = seq; }
    /// Drops all news that has not been taken for sending.
    void drop_news();

    /// The next lines to send, about a system call's worth; they count as waiting until written() is called.
    [[nodiscard]] std::vector<Line> take_batch();
    void written();

    /// Replies and snapshots that the peer asked for and has not read: no more is read from it while
    /// these are many.
    [[nodiscard]] std::size_t asked_for_bytes() const { return asked_for_bytes_; }

private:
    enum class Kind { Reply, Event, Snapshot };
    struct Item {
        Kind kind;
        Seq seq;
        Line line;
    };
    void push(Item item);
    void forget(const Item& item);
    [[nodiscard]] std::size_t& bytes_of(Kind kind);

    std::size_t limit_;
    std::deque<Item> items_;
    std::vector<Item> in_flight_;
    std::size_t event_bytes_ = 0;      // in flight too
    std::size_t asked_for_bytes_ = 0;  // in flight too
    Seq sent_{};                       // last event or snapshot taken for sending
    Seq recorded_{};
    Line recorded_line_;  // null when told
};

}  // namespace qm::server
