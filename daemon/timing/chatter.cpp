// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/chatter.hpp"

#include <algorithm>

namespace qm::timing {

Chatter::Chatter(const Settings& settings)
    : most_(std::max<std::size_t>(settings.chatter_edges, 1)), quiet_(settings.quiet) {}

bool Chatter::edge(Instant at) {
    last_ = std::max(last_, at);
    if (muted_) return false;
    if (recent_.size() < most_) {
        recent_.push_back(at);
        return false;
    }
    length_ = at - recent_[oldest_];
    recent_[oldest_] = at;
    oldest_ = (oldest_ + 1) % most_;
    if (length_ > std::chrono::seconds{1}) return false;
    muted_ = at;
    return true;
}

std::optional<Instant> Chatter::quiet_at() const {
    if (!muted_) return std::nullopt;
    return last_ + quiet_;
}

Instant Chatter::unmute() {
    const Instant since = *muted_;
    muted_.reset();
    recent_.clear();
    oldest_ = 0;
    return since;
}

}  // namespace qm::timing
