// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "protocol/time.hpp"

/// Lengths of time as seconds with decimals: for models, spreads and pictures. A result is never kept so.
namespace qm {

[[nodiscard]] inline double to_seconds(Elapsed time) {
    return static_cast<double>(time.count()) / 1e6;
}
/// Rounded to the nearest microsecond, halves away from zero.
[[nodiscard]] inline Elapsed from_seconds(double seconds) {
    return Elapsed{std::llround(seconds * 1e6)};
}

}  // namespace qm
