// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "daemon/timing/naming/explanations.hpp"

namespace qm::timing::naming {

/// How much of a group's explanations agrees on whose a passage was: one walk through all of them, for all
/// questions about a new passage. Goes back `steps` unsettled steps of each athlete's best way; what was
/// earlier has no chance here.
class Tally {
public:
    Tally(const Explanations& group, int steps);

    /// That the passage was this member's, as the first or the second in its pulse, at whatever point.
    [[nodiscard]] double chance(std::size_t member, int sighting, bool shared) const;
    /// The same, at that point, and of all explanations that ever were.
    [[nodiscard]] double certainty(std::size_t member, int sighting, int point, bool shared) const;

private:
    struct Cell {
        int point = kNotStarted;
        double weight = 0;
    };
    /// Few explain the same passage by different points of one athlete.
    struct Other {
        std::size_t cell = 0;
        Cell there;
    };
    [[nodiscard]] bool knows(int sighting) const { return sighting >= floor_ && sighting < end_; }
    [[nodiscard]] std::size_t cell(std::size_t member, int sighting, bool shared) const;
    void find_range(const Explanations& group, int steps);
    void walk(std::size_t member);
    void add(std::size_t cell, int point, double weight);

    const std::vector<Explanations::Member>& members_;
    int floor_;
    int end_ = 0;
    std::vector<Cell> cells_;
    std::vector<Other> others_;
};

}  // namespace qm::timing::naming
