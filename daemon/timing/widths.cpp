// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/widths.hpp"

#include <algorithm>
#include <cmath>

namespace qm::timing {

Widths widths_at(double speed, const Settings& settings) {
    // Written so that NaN takes the reference speed too.
    const double wanted = speed > 0 ? speed : kReferenceSpeed;
    const double taken = std::min(std::max(wanted, settings.slowest), settings.top_speed);
    const auto scaled = [taken](std::chrono::nanoseconds length) {
        const double ns = static_cast<double>(length.count()) * kReferenceSpeed / taken;
        return std::chrono::nanoseconds{std::llround(ns)};
    };
    return {taken, scaled(settings.lockout), scaled(settings.torso),
            scaled(settings.torso_in_burst), scaled(settings.torso_large)};
}

}  // namespace qm::timing
