// SPDX-License-Identifier: Apache-2.0
#include "hardware/speed_curve.hpp"

#include <cmath>

namespace qm::hardware {

namespace {

constexpr double kLongestSprint = 400;  // metres
constexpr double kFade = 0.03;
constexpr double kReaction = 0.15;  // seconds, in the finals the curves were fitted to

/// Keller's curve: metres and seconds.
struct Curve {
    double k;
    double m;
    double tau;

    [[nodiscard]] double speed(double t) const { return k - m * t - k * std::exp(-t / tau); }
    [[nodiscard]] double place(double t) const {
        return k * t - m * t * t / 2 + tau * k * std::expm1(-t / tau);
    }
    /// When `metres` is reached. The curve rises all the way to 400 m, so Newton's steps end.
    [[nodiscard]] double reaches(double metres) const {
        double t = metres / k + tau;
        for (int i = 0; i < 20; ++i) {
            const double step = (place(t) - metres) / speed(t);
            t -= step;
            if (std::abs(step) < 1e-11) break;
        }
        return t + kReaction;
    }
};

constexpr Curve kMen{10.96, 0.070, 1.4};   // 44.26 s
constexpr Curve kWomen{9.62, 0.053, 1.3};  // 49.83 s

}  // namespace

double share_of_time(Sex sex, Distance at, Distance total) {
    if (total.metres() > kLongestSprint) {
        const double way = at.metres() / total.metres();
        return way + kFade * way * (way - 1);
    }
    const Curve& curve = sex == Sex::Women ? kWomen : kMen;
    return curve.reaches(at.metres()) / curve.reaches(total.metres());
}

}  // namespace qm::hardware
