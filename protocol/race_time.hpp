// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/result.hpp"
#include "protocol/time.hpp"

/// The one place where times become text and text becomes times.
namespace qm {

/// Rounded up to 0.01 s, as results are given (World Athletics TR 19): 43.40, 1:02.59, 1:00:00.00.
[[nodiscard]] std::string print_official(Elapsed time);

/// Every microsecond: 43.400000, 1:02.585500.
[[nodiscard]] std::string print_exact(Elapsed time);

/// Rounded to the nearest tenth or hundredth, always signed: "+0.4", "−0.17" (U+2212), "+0.00".
[[nodiscard]] std::string print_delta(Elapsed delta, int decimals);

/// Cut, never rounded up, so that a running clock shows no moment that has not come: "36.4", "1:02.5".
[[nodiscard]] std::string print_clock(Elapsed time);

/// What is estimated or planned, to the nearest tenth: "43.4", "1:02.6".
[[nodiscard]] std::string print_tenth(Elapsed time);

/// A standard deviation, rounded up to a tenth: "±0.3".
[[nodiscard]] std::string print_plus_minus(Elapsed deviation);

/// A reaction time, to the nearest thousandth: "0.148", "−0.021".
[[nodiscard]] std::string print_reaction(Elapsed time);

/// Reads "58", "58.0", "1:02.59", "1:00:00.00". At most six decimals.
[[nodiscard]] Result<Elapsed> parse_race_time(std::string_view text);

/// 100, 96.006: metres, as few decimals as tell it all.
[[nodiscard]] std::string print_metres(class Distance distance);

}  // namespace qm
