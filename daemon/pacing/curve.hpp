// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "protocol/distance.hpp"
#include "protocol/time.hpp"

namespace qm::pacing {

/// A rising curve of time over distance through given knots: monotone piecewise cubic (Fritsch and
/// Carlson 1980), so that it never turns back between them. Beyond the last knot it goes on straight.
class Curve {
public:
    struct Knot {
        double metres;
        double seconds;
    };
    /// Knots must rise strictly in both; the first is (0, 0). At least two.
    explicit Curve(std::vector<Knot> knots);

    [[nodiscard]] double seconds_at(double metres) const;

private:
    std::vector<Knot> knots_;
    std::vector<double> slopes_;
};

}  // namespace qm::pacing
