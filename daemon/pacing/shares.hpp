// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "daemon/pacing/curve.hpp"
#include "protocol/inputs.hpp"

namespace qm::pacing {

/// 400 m as championship runs are shared out: 24.96 / 48.01 / 72.69 % of the time at 100 / 200 / 300 m for men, 24.55 /
/// 47.77 / 72.63 % for women, their mean where the sex is not given (57 men's and 42 women's championship
/// runs with all four splits, 43.03 to 51.91 s; slower targets are scaled from them). Between those marks the
/// 50 m shape of eleven elite finals is kept, and within the first 100 m that of the speed curve: an athlete
/// gets going there, which a curve through the marks alone would have up to 0.1 s wrong at 70 m.
[[nodiscard]] Curve shares_curve(const std::optional<Sex>& sex, double metres, double seconds);

/// Whether a run of this true length is shared out like that: a 400 m, also one in an outer lane from a
/// common line (453 m in lane 8 of the standard track), or of 440 yards.
[[nodiscard]] bool is_run_by_shares(Distance total);

}  // namespace qm::pacing
