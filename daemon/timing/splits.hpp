// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/timing/frame.hpp"
#include "daemon/timing/uncertainty.hpp"
#include "protocol/state.hpp"

namespace qm::timing {

/// What is known of an athlete at one point of the course.
struct WayPoint {
    Instant at;
    SplitKind kind = SplitKind::Measured;  ///< Measured, Hand or Edited
    TimeSource::Body body = TimeSource::Body::Torso;
    bool dual_beams = false;
    std::optional<PassageId> passage = {};
    std::optional<std::size_t> recorded = {};  ///< that passage's index in the run's record
    double certainty = 1;
    std::optional<AthleteId> runner_up = {};
    double runner_up_certainty = 0;
    bool confirmed = false;
    bool excluded = false;
    bool provisional = false;
    std::vector<std::string> flags = {};  ///< more to say of it
    friend bool operator==(const WayPoint&, const WayPoint&) = default;
};

/// What is known of an athlete's whole way.
struct Way {
    std::optional<Instant> start = {};  ///< the athlete's own
    Elapsed start_pm{};
    std::optional<std::size_t> start_recorded = {};  ///< the passage that was the start
    std::map<int, WayPoint> points = {};             ///< by point of the course
    int overdue_before = 0;  ///< points below this one should have been passed by now
    friend bool operator==(const Way&, const Way&) = default;
};

/// The splits of a way: its points, and a hole for each that lies before one that was passed or is overdue.
/// A hole between two known times is estimated by the plan's shape, with a plus-minus; else it is missed.
/// Sums use measured ends only. Only those from point `first` on are made. Pure.
[[nodiscard]] std::vector<Split> make_splits(const Entered& entry, const Way& way, int first,
                                             const Settings& settings);

/// The gate line was passed, or should have been, and no beam measured it.
[[nodiscard]] inline bool is_hole(const Split& split) {
    return split.kind == SplitKind::Missed || split.kind == SplitKind::Estimated;
}

/// Where the splits begin that change when the way does from this point on: the holes before it change too.
[[nodiscard]] int first_changed(const Way& way, int from);

/// "Doubtful: Ken 71 %, or Jo 28 %."
[[nodiscard]] std::string doubt_in_words(const AthleteId& athlete, double certainty,
                                         const std::optional<AthleteId>& runner_up, double other);

}  // namespace qm::timing
