// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/distance.hpp"
#include "protocol/ids.hpp"
#include "protocol/inputs.hpp"

namespace qm::track {

/// The lanes of an oval: two straights and two half circles, the finish line where bend 1 begins.
///
/// Everything is told against lane 1, whose distance `along` is measured from the finish line in the
/// running direction and may exceed one lap. An athlete in lane n turns the same angles at a larger radius:
/// over a stretch that turns by an angle a, lane n is a * (r_n - r_1) longer
/// (World Athletics Track and Field Facilities Manual; r_1 = R + 0.30 m with a kerb, else R + 0.20 m;
/// r_n = R + (n-1) W + 0.20 m).
class Lanes {
public:
    /// A lap that the straight and radius do not add up to (only lap_m was given) scales the standard oval.
    explicit Lanes(const TrackShape& shape);

    /// How much farther out lane n is measured than lane 1, in metres; 0 for lane 1.
    [[nodiscard]] double offset(Lane lane) const;

    /// How much more lane n runs than lane 1 between two places along lane 1.
    [[nodiscard]] double longer_by(Lane lane, Distance from, Distance to) const;

    /// How much more than lane 1 an athlete from lane n runs in moving over to lane 1 on the back straight.
    [[nodiscard]] double diagonal(Lane lane) const;

    /// Where bend 1 ends, along lane 1: the break line.
    [[nodiscard]] Distance break_line() const;
    [[nodiscard]] Distance straight() const { return Distance::from_metres(straight_); }
    [[nodiscard]] Distance lap() const { return lap_; }

private:
    [[nodiscard]] double angle_at(Distance along) const;

    Distance lap_;
    double straight_;
    double radius_;  ///< of lane 1's measured line
    double inner_;   ///< of the kerb or lane 1's inner line
    double lane_width_;
};

}  // namespace qm::track
