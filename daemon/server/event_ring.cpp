// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/event_ring.hpp"

#include <utility>

namespace qm::server {

void EventRing::push(Seq seq, Line line) {
    if (kept_.empty() || to_number(seq) != first_ + kept_.size()) {
        kept_.clear();
        begin_ = end_;
        first_ = to_number(seq);
    }
    end_ += line->size();
    kept_.push_back({std::move(line), end_});
    while (!kept_.empty() && (kept_.size() > most_events_ || end_ - begin_ > most_bytes_)) {
        drop_oldest();
    }
}

void EventRing::drop_oldest() {
    begin_ = kept_.front().end;
    kept_.pop_front();
    ++first_;
}

bool EventRing::reaches_back_to(Seq since) const {
    const bool is_known = to_number(since) <= to_number(last());
    return !kept_.empty() && to_number(since) + 1 >= first_ && is_known;
}

const Line* EventRing::look(Seq seq) const {
    const auto number = to_number(seq);
    const bool is_here = number >= first_ && number - first_ < kept_.size();
    return is_here ? &kept_[number - first_].line : nullptr;
}

Line EventRing::find(Seq seq) const {
    const auto* const line = look(seq);
    return line == nullptr ? nullptr : *line;
}

std::size_t EventRing::bytes_after(Seq since) const {
    const auto number = to_number(since);
    if (number < first_) return end_ - begin_;
    if (number - first_ >= kept_.size()) return 0;
    return end_ - kept_[number - first_].end;
}

}  // namespace qm::server
