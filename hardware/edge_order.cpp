// SPDX-License-Identifier: Apache-2.0
#include "hardware/edge_order.hpp"

#include <algorithm>
#include <iterator>

namespace qm::hardware {

void EdgeOrder::sort_held() {
    // Stable: of one number the kernel queued the earlier edge first.
    std::stable_sort(held_.begin(), held_.end(), [this](const ChipEdge& a, const ChipEdge& b) {
        return watch_.distance(a.global_seqno) < watch_.distance(b.global_seqno);
    });
    // From the back: an edge that gets the number before may meet one that has it.
    for (std::size_t i = held_.size(); i-- > 1;) {
        if (held_[i].global_seqno == held_[i - 1].global_seqno) --held_[i - 1].global_seqno;
    }
}

void EdgeOrder::take(Instant now, std::chrono::nanoseconds min_age, std::vector<ChipEdge>& out) {
    sort_held();
    auto next = held_.begin();
    for (; next != held_.end(); ++next) {
        const bool crowded = static_cast<std::size_t>(held_.end() - next) > kMostHeld;
        if (!crowded && now < due(*next, min_age)) break;
        // Later than our patience: it was counted as lost with the edge after it, and stays so.
        if (watch_.gap_before(next->line, next->line_seqno, next->global_seqno).late) {
            watch_.pass_over(next->line, next->line_seqno);
            continue;
        }
        next->lost_before = watch_.accept(next->line, next->line_seqno, next->global_seqno);
        out.push_back(*next);
    }
    held_.erase(held_.begin(), next);
}

std::optional<Instant> EdgeOrder::next_due(std::chrono::nanoseconds min_age) const {
    if (held_.empty()) return std::nullopt;
    return due(held_.front(), min_age);
}

Instant EdgeOrder::due(const ChipEdge& edge, std::chrono::nanoseconds min_age) const {
    const auto gap = watch_.gap_before(edge.line, edge.line_seqno, edge.global_seqno);
    const bool something_may_still_come = !gap.late && gap.global > gap.line;
    const std::chrono::nanoseconds patience = kPatience;
    return edge.at + (something_may_still_come ? std::max(patience, min_age) : min_age);
}

}  // namespace qm::hardware
