// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "daemon/pacing/plan.hpp"
#include "daemon/timing/settings.hpp"
#include "protocol/state.hpp"

namespace qm::timing {

/// What is known of an athlete on the track, as far as it helps to tell whose a passage is.
struct Contender {
    const EntryState* entry = nullptr;
    const pacing::Plan* plan = nullptr;
    std::optional<Instant> start;  ///< the athlete's own; empty: has not set off
    int last_point = -1;           ///< last point passed for certain; -1: the start
    Elapsed last_time{};           ///< and the time there
};

/// Whose a passage is.
struct Naming {
    std::optional<std::size_t> contender;  ///< index; empty: nobody's
    int point = 0;                         ///< which point of the course
    double certainty = 0;
    std::string doubt;   ///< when less certain than asked: a sentence with the alternative
    std::string reason;  ///< when nobody's: a sentence
};

/// Tells whose a passage is. This is the seam for naming several athletes on one beam: all that decides it
/// is in here, and a beam that sees one lane decides it by itself.
///
/// Each contender whose lane the beam sees may be at any later point of its course where this gate stands,
/// unless that would take more than the top speed, or less than 1 m/s. The candidates are weighed by how close the passage is
/// to the time each was expected (Student's t with 3 degrees of freedom, so that a bad plan does not lose
/// an athlete who is alone), by 1 % for every gate on the way that is not overdue, and against false passages at a
/// rate of one in 1000 s. Certainty is the winner's share of all that;
/// somebody who is not due yet needs half of it, since they may still come.
class Namer {
public:
    explicit Namer(const Settings& settings) : settings_(settings) {}

    [[nodiscard]] Naming name(std::span<const Contender> contenders, const GatePlace& gate,
                              Instant at) const;

private:
    Settings settings_;
};

}  // namespace qm::timing
