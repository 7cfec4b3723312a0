// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace qm::hardware {

/// Counts the edges the kernel stamped or queued but never gave us, from the two numbers on each edge.
///
/// - `line_seqno` counts an edge when it is put into the request's queue. When the queue is full the kernel
///   throws the oldest edge away, and the line's next edge shows a gap: its gate is known for sure.
/// - `global_seqno` counts each interrupt of a request of two or more lines. Edges of one line that come
///   faster than the kernel's interrupt thread can run become one event: a global gap with no line gap.
/// - For a request of one single line the kernel gives the same number twice, so the second kind of loss
///   leaves no trace there.
///
/// A gap shows with the next edge and not before: what is lost last stays unseen until the beam moves again.
/// Numbers begin at 1 with a request and wrap at 2^32. Where several lines of one chip overflow together, an
/// edge may be counted at two gates: a count is never too small, and exact while one line only is flooded.
class SequenceWatch {
public:
    explicit SequenceWatch(std::size_t lines) : last_of_line_(lines, 0) {}

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
        const std::uint32_t line_step = line_seqno - last_of_line_[line];
        gap.late = global_step == 0 || global_step >= kHalf;
        if (!gap.late) gap.global = global_step - 1;
        if (line_step != 0 && line_step < kHalf) gap.line = line_step - 1;
        return gap;
    }

    /// Takes an edge, and says how many were lost before it. Not for a late one.
    std::uint32_t accept(std::size_t line, std::uint32_t line_seqno, std::uint32_t global_seqno) {
        const Gap gap = gap_before(line, line_seqno, global_seqno);
        last_of_line_[line] = line_seqno;
        last_global_ = global_seqno;
        return std::max(gap.line, gap.global);
    }

    /// How far ahead of the last accepted edge a number is; late ones come out beyond all others.
    [[nodiscard]] std::uint32_t distance(std::uint32_t global_seqno) const {
        return global_seqno - last_global_;
    }

private:
    static constexpr std::uint32_t kHalf = 0x8000'0000;
    std::vector<std::uint32_t> last_of_line_;
    std::uint32_t last_global_ = 0;
};

}  // namespace qm::hardware
