// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "daemon/server/event_ring.hpp"
#include "daemon/server/lines.hpp"
#include "protocol/ids.hpp"

namespace qm::server::mqtt {

/// Which events are still to be published, and which are kept to be published again. Bounded; what falls out
/// is made up for by a snapshot.
class Backlog {
public:
    /// A broker that died may have lost what it acknowledged last: a new connection begins so much earlier.
    static constexpr std::uint64_t kRepeated = 256;

    struct Next {
        Seq seq{};
        Line line;
    };

    Backlog(std::size_t most_events, std::size_t most_bytes) : kept_(most_events, most_bytes) {}

    void push(Seq seq, Line line);
    /// At first, and when events fell out: only a snapshot lets a follower go on.
    [[nodiscard]] bool needs_snapshot() const { return is_torn_; }
    /// A snapshot of everything up to `seq` is to go out in place of the events before. False when it is too
    /// old for what is kept.
    [[nodiscard]] bool begin_after(Seq seq);
    /// Whether every event up to `seq` was given out.
    [[nodiscard]] bool is_past(Seq seq) const { return !is_torn_ && next_ > to_number(seq); }
    /// The next event to publish, each once; none when there is none, or a snapshot must come first.
    [[nodiscard]] std::optional<Next> take_next();
    void acknowledge(Seq seq);
    /// A new connection: what was not acknowledged is to be published again, and a little before it.
    void rewind();

    [[nodiscard]] std::uint64_t published() const { return published_; }
    [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
    [[nodiscard]] std::uint64_t waiting() const;

private:
    void drop_before(std::uint64_t first);

    EventRing kept_;
    bool is_torn_ = true;
    std::uint64_t next_ = 0;          // 0: nothing came yet
    std::uint64_t last_ = 0;          // pushed
    std::uint64_t acknowledged_ = 0;  // up to here
    std::uint64_t published_ = 0;
    std::uint64_t dropped_ = 0;
};

}  // namespace qm::server::mqtt
