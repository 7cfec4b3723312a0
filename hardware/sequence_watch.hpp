// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace qm::hardware {

/// Counts the edges the kernel stamped but never gave us, from the two numbers on each edge.
///
/// - `global_seqno` counts each interrupt of a request of two or more lines, `line_seqno` each edge that a
///   line's interrupt thread put into the request's queue. When the queue is full the kernel throws its oldest
///   edge away: both numbers have a gap. When edges of one line come faster than its thread can run, several
///   become one: only the global number has a gap.
/// - An interrupt in the middle of the thread's work can make the kernel take one more number than there were
///   edges: a gap may be counted one too high.
/// - For a request of one single line the kernel gives the line's number twice, so that edges too fast for
///   the thread leave no trace there.
///
/// So each missing global number is counted once, at the line whose edge shows the gap. Where other lines
/// were flooded meanwhile, a line's own gap proves that some of what was counted there was lost here: it is
/// counted here too. With two lines or more a count is never too small.
///
/// A gap shows with the next edge and not before: what is lost last stays unseen until a beam moves again.
/// Numbers begin at 1 with a request and wrap at 2^32.
class SequenceWatch {
public:
    explicit SequenceWatch(std::size_t lines) : lines_(lines) {}

    struct Gap {
        std::uint32_t line = 0;    ///< edges missing on this line
        std::uint32_t global = 0;  ///< numbers missing in the whole request
        bool late = false;         ///< an edge with a higher number was accepted before this one
    };

    /// What is missing directly before this edge.
    [[nodiscard]] Gap gap_before(std::size_t line, std::uint32_t line_seqno,
                                 std::uint32_t global_seqno) const {
        Gap gap;
        const std::uint32_t global_step = global_seqno - last_global_;
        const std::uint32_t line_step = line_seqno - lines_[line].last;
        gap.late = global_step == 0 || global_step >= kHalf;
        if (!gap.late) gap.global = global_step - 1;
        if (line_step != 0 && line_step < kHalf) gap.line = line_step - 1;
        return gap;
    }

    /// Takes an edge, and says how many were lost before it. Not for a late one.
    std::uint32_t accept(std::size_t line, std::uint32_t line_seqno, std::uint32_t global_seqno) {
        const Gap gap = gap_before(line, line_seqno, global_seqno);
        Line& own = lines_[line];
        const auto counted_elsewhere = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(counted_ - own.counted_before, kHalf));
        const std::uint32_t own_excess = gap.line > gap.global ? gap.line - gap.global : 0;
        counted_ += gap.global;
        own = {line_seqno, counted_};
        last_global_ = global_seqno;
        return gap.global + std::min(own_excess, counted_elsewhere);
    }

    /// Takes note of a late edge, which was counted as lost already and is so no gap of its line.
    void pass_over(std::size_t line, std::uint32_t line_seqno) {
        const std::uint32_t step = line_seqno - lines_[line].last;
        if (step < kHalf) lines_[line].last = line_seqno;
    }

    /// How far ahead of the last accepted edge a number is; late ones come out beyond all others.
    [[nodiscard]] std::uint32_t distance(std::uint32_t global_seqno) const {
        return global_seqno - last_global_;
    }

private:
    static constexpr std::uint32_t kHalf = 0x8000'0000;
    struct Line {
        std::uint32_t last = 0;
        std::uint64_t counted_before = 0;  ///< `counted_` after this line's last edge
    };
    std::vector<Line> lines_;
    std::uint64_t counted_ = 0;  ///< missing global numbers so far
    std::uint32_t last_global_ = 0;
};

}  // namespace qm::hardware
