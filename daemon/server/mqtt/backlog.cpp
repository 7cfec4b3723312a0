// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/backlog.hpp"

#include <algorithm>
#include <utility>

namespace qm::server::mqtt {

void Backlog::push(Seq seq, Line line) {
    last_ = to_number(seq);
    if (next_ == 0) next_ = last_;
    kept_.push(seq, std::move(line));
    drop_before(to_number(kept_.first()));
}

void Backlog::drop_before(std::uint64_t first) {
    if (first <= next_) return;
    const auto missing = std::max(std::exchange(next_, first), acknowledged_ + 1);
    if (first <= missing) return;  // it was to be repeated only
    dropped_ += first - missing;
    is_torn_ = true;
}

bool Backlog::begin_after(Seq seq) {
    const auto first = to_number(seq) + 1;
    if (next_ != 0 && first < to_number(kept_.first())) return false;
    if (next_ != 0) drop_before(first);
    next_ = first;
    acknowledged_ = to_number(seq);
    is_torn_ = false;
    return true;
}

std::optional<Backlog::Next> Backlog::take_next() {
    if (is_torn_ || next_ > last_) return std::nullopt;
    const Seq seq{next_++};
    return Next{seq, kept_.find(seq)};
}

void Backlog::acknowledge(Seq seq) {
    if (to_number(seq) <= acknowledged_) return;
    published_ += to_number(seq) - acknowledged_;
    acknowledged_ = to_number(seq);
}

void Backlog::rewind() {
    if (is_torn_) return;
    const auto again = acknowledged_ + 1 - std::min(acknowledged_, kRepeated);
    next_ = acknowledged_ + 1;
    drop_before(to_number(kept_.first()));
    if (!is_torn_) next_ = std::min(next_, std::max(again, to_number(kept_.first())));
}

std::uint64_t Backlog::waiting() const {
    const auto before = std::max(acknowledged_, to_number(kept_.first()) - 1);
    return last_ > before ? last_ - before : 0;
}

}  // namespace qm::server::mqtt
