// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>

#include "daemon/server/lines.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// The latest events, encoded, for listeners that come back. Bounded in number and in bytes.
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
    /// Null when it is not here.
    [[nodiscard]] Line find(Seq seq) const;

    /// Calls `take(Seq, const Line&)` for each event after `since`, oldest first.
    template <class Take>
    void for_each_after(Seq since, Take&& take) const {
        const auto skip = to_number(since) < first_ ? 0 : to_number(since) + 1 - first_;
        for (auto i = skip; i < lines_.size(); ++i) take(Seq{first_ + i}, lines_[i]);
    }

private:
    void drop_oldest();

    std::size_t most_events_;
    std::size_t most_bytes_;
    std::deque<Line> lines_;
    std::uint64_t first_ = 1;  ///< number of lines_.front()
    std::size_t bytes_ = 0;
};

}  // namespace qm::server
