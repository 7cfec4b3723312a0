// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/shares.hpp"

#include <array>
#include <cstddef>
#include <vector>

#include "daemon/pacing/speed_curve.hpp"

namespace qm::pacing {

namespace {

/// Of the whole time, spent in each 100 m of a 400 m.
using Shares = std::array<double, 4>;
constexpr Shares kMen{0.2496, 0.2305, 0.2468, 0.2731};
constexpr Shares kWomen{0.2455, 0.2322, 0.2486, 0.2737};
constexpr Shares kBoth{0.24755, 0.23135, 0.2477, 0.2734};

/// Of each 100 m's time, spent in its first 50 m: from speeds of 79.6 100 97.9 94.3 90.1 86.6 83.2 78.6 % of
/// the peak over the eight 50 m stretches (mean of 11 elite men in finals).
constexpr std::array<double, 4> kFirstHalf{
    (1 / 79.6) / (1 / 79.6 + 1 / 100.0), (1 / 97.9) / (1 / 97.9 + 1 / 94.3),
    (1 / 90.1) / (1 / 90.1 + 1 / 86.6), (1 / 83.2) / (1 / 83.2 + 1 / 78.6)};

/// Where the speed curve adds a knot, in metres of 400; the last is a mark itself.
constexpr std::array<double, 4> kGettingGoing{5, 10, 25, 50};
constexpr double kUpToSpeed = 75;

/// Shares of the whole time at places of a 400 m, in order.
std::vector<Curve::Knot> knots_of(const Shares& shares) {
    const auto speed = SpeedCurve::for_time(45);
    const double at50 = shares[0] * kFirstHalf[0];
    std::vector<Curve::Knot> knots{{0, 0}};
    for (const double metres : kGettingGoing) {
        knots.push_back({metres, at50 * speed.seconds_at(metres) / speed.seconds_at(50)});
    }
    const double part = (speed.seconds_at(kUpToSpeed) - speed.seconds_at(50)) /
                        (speed.seconds_at(100) - speed.seconds_at(50));
    knots.push_back({kUpToSpeed, at50 + (shares[0] - at50) * part});
    knots.push_back({100, shares[0]});
    double spent = shares[0];
    for (std::size_t i = 1; i < shares.size(); ++i) {
        const double start = 100 * static_cast<double>(i);
        knots.push_back({start + 50, spent + shares[i] * kFirstHalf[i]});
        spent += shares[i];
        knots.push_back({start + 100, spent});
    }
    return knots;
}

/// Worked out once: each athlete of each run asks.
const std::vector<Curve::Knot>& knots_for(const std::optional<Sex>& sex) {
    static const auto men = knots_of(kMen);
    static const auto women = knots_of(kWomen);
    static const auto both = knots_of(kBoth);
    if (!sex) return both;
    return *sex == Sex::Men ? men : women;
}

}  // namespace

Curve shares_curve(const std::optional<Sex>& sex, double metres, double seconds) {
    auto knots = knots_for(sex);
    for (auto& knot : knots) knot = {knot.metres / 400 * metres, knot.seconds * seconds};
    return Curve{std::move(knots)};
}

bool is_run_by_shares(Distance total) {
    return total > Distance::from_mm(380'000) && total < Distance::from_mm(465'000);
}

}  // namespace qm::pacing
