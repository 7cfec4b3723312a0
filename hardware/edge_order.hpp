// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "hardware/sequence_watch.hpp"
#include "protocol/time.hpp"

namespace qm::hardware {

/// An edge as one chip's request gives it.
struct ChipEdge {
    Instant at;
    std::size_t line = 0;  ///< index into the request's lines
    bool broken = false;
    std::uint32_t line_seqno = 0;
    std::uint32_t global_seqno = 0;
    std::uint32_t lost_before = 0;  ///< filled in by EdgeOrder
};

/// Puts the edges of one chip back into the order they happened in. Pure: told the time.
///
/// The kernel numbers and stamps an edge in the interrupt, but queues it from a thread of each line: two
/// beams broken within some microseconds can come out the wrong way round. The numbers show it: an edge
/// after a gap is held until the missing one comes, or kPatience has passed and it counts as lost. Edges
/// without a gap go out at once. Two edges with one number are two: the second was stamped before the first
/// was queued, and the number before it is the first's.
class EdgeOrder {
public:
    static constexpr std::chrono::milliseconds kPatience{10};
    /// So many held edges are let go at once, whatever is missing.
    static constexpr std::size_t kMostHeld = 8 * 1024;

    explicit EdgeOrder(std::size_t lines) : watch_(lines) {}

    void push(const ChipEdge& edge) { held_.push_back(edge); }

    /// Appends the edges that are ready at `now`: in order and at least `min_age` old.
    void take(Instant now, std::chrono::nanoseconds min_age, std::vector<ChipEdge>& out);

    /// When take() will have more, if no further edge comes.
    [[nodiscard]] std::optional<Instant> next_due(std::chrono::nanoseconds min_age) const;

private:
    void sort_held();
    [[nodiscard]] Instant due(const ChipEdge& edge, std::chrono::nanoseconds min_age) const;
    SequenceWatch watch_;
    std::vector<ChipEdge> held_;
};

}  // namespace qm::hardware
