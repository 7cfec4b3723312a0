// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/event_ring.hpp"

#include <utility>

namespace qm::server {

void EventRing::push(Seq seq, Line line) {
    if (lines_.empty() || to_number(seq) != first_ + lines_.size()) {
        lines_.clear();
        bytes_ = 0;
        first_ = to_number(seq);
    }
    bytes_ += line->size();
    lines_.push_back(std::move(line));
    while (!lines_.empty() && (lines_.size() > most_events_ || bytes_ > most_bytes_)) drop_oldest();
}

void EventRing::drop_oldest() {
    bytes_ -= lines_.front()->size();
    lines_.pop_front();
    ++first_;
}

bool EventRing::reaches_back_to(Seq since) const {
    const auto last = first_ + lines_.size() - 1;
    return !lines_.empty() && to_number(since) + 1 >= first_ && to_number(since) <= last;
}

Line EventRing::find(Seq seq) const {
    const auto number = to_number(seq);
    const bool is_here = number >= first_ && number - first_ < lines_.size();
    return is_here ? lines_[number - first_] : nullptr;
}

}  // namespace qm::server
