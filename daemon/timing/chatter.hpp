// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/timing/settings.hpp"
#include "protocol/time.hpp"

namespace qm::timing {

/// Tells a gate that chatters: more than `chatter_edges` edges within any one second mute it, until none has
/// come for `quiet`. O(1) an edge; remembers at most `chatter_edges` Instants.
class Chatter {
public:
    explicit Chatter(const Settings& settings);

    /// True when this edge is the one too many.
    [[nodiscard]] bool edge(Instant at);
    [[nodiscard]] bool muted() const { return muted_.has_value(); }
    /// While muted: when it is heard again unless another edge comes.
    [[nodiscard]] std::optional<Instant> quiet_at() const;
    /// It is listened to again; says since when it was not.
    Instant unmute();
    /// From the first of the edges that muted it to the last.
    [[nodiscard]] std::chrono::nanoseconds length() const { return length_; }

private:
    std::size_t most_;
    std::chrono::nanoseconds quiet_;
    std::vector<Instant> recent_;  ///< a ring once it is full
    std::size_t oldest_ = 0;
    Instant last_{};
    std::chrono::nanoseconds length_{};
    std::optional<Instant> muted_;
};

}  // namespace qm::timing
