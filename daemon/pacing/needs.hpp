// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "daemon/pacing/plan.hpp"
#include "protocol/state.hpp"

namespace qm::pacing {

/// How the target stands for an athlete on the way.
enum class Outlook : std::uint8_t {
    NoTarget,
    Open,
    TooFast,  ///< what is left would have to be run faster than this athlete's top speed
    Past,     ///< the target time is over already
    Done      ///< nothing is left to run
};

/// What is left for the target, and what each stretch ahead must take.
struct Needs {
    Outlook outlook = Outlook::NoTarget;
    std::vector<Need> stretches = {};  ///< up to the finish; empty unless Open or TooFast
    Elapsed left{};                    ///< from here to the target time; negative when it is over
    double speed = 0;                  ///< that asks for over the rest, in m/s
    double top_speed = 0;              ///< the most this athlete can be thought to run, in m/s
};

/// For somebody who took `time` to `at`: the rest of the target time, spread over what is left by the plan's
/// shape. Stretches end at each 100 m truly run; the first and last are lengthened rather than shorter than
/// 50 m. Their times add up to `left` exactly.
///
/// The top speed is told from the target itself: in eleven elite 400 m finals the mean speed was at least 85.3 % of the
/// athlete's fastest 50 m; of longer runs nothing as exact is known, and nobody's rest is called too fast
/// below 1 / 0.7 of the mean.
[[nodiscard]] Needs needs(const Plan& plan, Distance at, Elapsed time);

}  // namespace qm::pacing
