// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "daemon/archive/archive.hpp"

namespace qm::archive {

/// What waits for the disk, in order and within bounds. What can be computed anew goes first, edges last:
/// - up to `limit` steps wait whole;
/// - from then on a step waits without its events, one without an input not at all;
/// - beyond kEdgeShare times `limit` no edge is kept. How many were lost at which gate becomes an
///   `edges_lost` input before the next that is kept, so that the record itself tells of its hole;
/// - beyond kActShare times `limit` nothing is kept, not even what a person did.
class StepQueue {
public:
    static constexpr std::size_t kEdgeShare = 4;
    static constexpr std::size_t kActShare = 5;

    explicit StepQueue(std::size_t limit) : limit_(limit) {}

    /// False when the step had an input and it is lost.
    [[nodiscard]] bool push(Step step);

    /// The oldest steps, at most `most`. They count as waiting until written() is said of them.
    [[nodiscard]] std::vector<Step> take(std::size_t most);
    /// The steps taken last are on disk. The number up to which all is on disk now: what comes after the
    /// first lost input never is.
    [[nodiscard]] std::optional<Seq> written();

    [[nodiscard]] bool has_more() const { return !waiting_.empty(); }
    [[nodiscard]] std::size_t size() const { return waiting_.size() + in_flight_; }
    /// Inputs that were lost.
    [[nodiscard]] std::uint64_t lost() const { return lost_; }
    /// Steps that were kept without their events: what was derived from them is not in the tables.
    [[nodiscard]] std::uint64_t bare() const { return bare_; }

private:
    struct Waiting {
        Step step;
        std::optional<Seq> last;  ///< of the events it had
    };

    [[nodiscard]] bool has_room_for(const Input& input) const;
    void lose(const Input& input, std::optional<Seq> first);
    void tell_of_hole(const Input& next);

    std::size_t limit_;
    std::deque<Waiting> waiting_;
    std::size_t in_flight_ = 0;
    std::optional<Seq> last_taken_;
    std::optional<Seq> hole_;  ///< the first event that can never be called recorded
    std::map<GateId, std::uint64_t> lost_edges_;  ///< not yet told in the record
    std::uint64_t lost_ = 0;
    std::uint64_t bare_ = 0;
};

}  // namespace qm::archive
