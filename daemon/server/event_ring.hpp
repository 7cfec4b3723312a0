// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "daemon/server/lines.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// The latest events, encoded: those that listeners still have to get, and those that come back. Bounded in number
/// and in bytes.
class EventRing {
public:
    EventRing(std::size_t most_events, std::size_t most_bytes)
        : most_events_(most_events), most_bytes_(most_bytes) {}

    /// A number that does not follow the last one empties the ring first.
    void push(Seq seq, Line line);

    /// Whether every event after `since` is here; false for a number that was never given.
    [[nodiscard]] bool reaches_back_to(Seq since) const;

    /// The number of the oldest event that is here, or of the next one.
    [[nodiscard]] Seq first() const { return Seq{first_}; }
    /// The number of the newest event, one less than first() where there is none.
    [[nodiscard]] Seq last() const { return Seq{first_ + kept_.size() - 1}; }
    /// Null when it is not here; good until the next push().
    [[nodiscard]] const Line* look(Seq seq) const;
    /// Null when it is not here.
    [[nodiscard]] Line find(Seq seq) const;
    /// Of the events after `since` that are here.
    [[nodiscard]] std::size_t bytes_after(Seq since) const;

private:
    struct Kept {
        Line line;
        std::uint64_t end;  ///< bytes of all events that ever were, up to this one
    };
    void drop_oldest();

    std::size_t most_events_;
    std::size_t most_bytes_;
    std::deque<Kept> kept_;
    std::uint64_t first_ = 1;  ///< number of kept_.front()
    std::uint64_t begin_ = 0;  ///< bytes of all events before it
    std::uint64_t end_ = 0;    ///< bytes of all events
};

}  // namespace qm::server
