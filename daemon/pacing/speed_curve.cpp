// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/speed_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qm::pacing {

namespace {

/// Least squares on the mean of eleven men's finals timed every 50 m (Paris 2024 and Zurich 2023), and the
/// time it takes for 400 m.
constexpr SpeedCurve::Shape kFinals{10.75, 0.0675, 1.334};
constexpr double kFinalsSeconds = 45.0119;

constexpr int kMostSteps = 60;
constexpr double kCloseEnough = 1e-7;  ///< metres

}  // namespace

SpeedCurve SpeedCurve::for_time(double seconds) {
    const double longer = (seconds - kReaction) / (kFinalsSeconds - kReaction);
    return SpeedCurve{
        Shape{kFinals.k / longer, kFinals.m / (longer * longer), kFinals.tau * longer}};
}

double SpeedCurve::distance_at(double seconds) const {
    const double t = std::min(seconds, stop_at()) - reaction_;
    if (t <= 0) return 0;
    const auto& [k, m, tau] = shape_;
    return k * t - m * t * t / 2 + tau * k * std::expm1(-t / tau);
}

double SpeedCurve::speed_at(double seconds) const {
    const double t = seconds - reaction_;
    if (t <= 0 || seconds >= stop_at()) return 0;
    const auto& [k, m, tau] = shape_;
    return -k * std::expm1(-t / tau) - m * t;
}

double SpeedCurve::seconds_at(double metres) const {
    if (metres <= 0) return reaction_;
    double early = reaction_;
    double late = stop_at();
    if (metres > distance_at(late)) return std::numeric_limits<double>::infinity();
    double guess = std::clamp(reaction_ + shape_.tau + metres / top_speed(), early, late);
    for (int step = 0; step < kMostSteps; ++step) {
        const double off = distance_at(guess) - metres;
        if (std::abs(off) < kCloseEnough) break;
        (off > 0 ? late : early) = guess;
        // Newton, kept between what is known to be too early and too late.
        const double next = guess - off / std::max(speed_at(guess), 1e-3);
        guess = next > early && next < late ? next : (early + late) / 2;
    }
    return guess;
}

double SpeedCurve::peak_at() const {
    const auto& [k, m, tau] = shape_;
    return reaction_ + tau * std::log(k / (m * tau));
}

double SpeedCurve::stop_at() const {
    // Long after the start the exponential is gone, and what is left is a straight line.
    return reaction_ + shape_.k / shape_.m;
}

}  // namespace qm::pacing
