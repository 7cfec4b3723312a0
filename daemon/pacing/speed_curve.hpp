// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qm::pacing {

/// A smooth run over time: speed rises to a peak within some 6 s and falls from there on. For drawing, and for the
/// shape of a plan between the places where real runs were timed.
///
///     v(t) = k - m t - k exp(-t / tau)      t from the reaction on
///     x(t) = k t - m t^2 / 2 + tau k (exp(-t / tau) - 1)
///
/// Keller's equation of motion with a propulsion that falls linearly (Tibshirani, American Statistician 51(2),
/// 1997). Fitted to eleven 400 m finals of men timed every 50 m it is 0.01 to 0.05 s off, in one 0.11 s. The
/// curve is a sprinter's: it comes to a stop at k / m, about two and a half minutes at 45 s.
class SpeedCurve {
public:
    /// The three parameters: k in m/s, m in m/s^2, tau in s; all above 0 and m tau < k.
    struct Shape {
        double k;
        double m;
        double tau;
    };
    static constexpr double kReaction = 0.15;  ///< seconds from the gun to the first movement

    explicit SpeedCurve(const Shape& shape, double reaction = kReaction)
        : shape_(shape), reaction_(reaction) {}

    /// 400 m in that many seconds: the mean of eleven finals, its time stretched to another level (time times L
    /// makes k / L, m / L^2, tau L); the reaction stays.
    [[nodiscard]] static SpeedCurve for_time(double seconds);

    [[nodiscard]] double distance_at(double seconds) const;  ///< metres; 0 before the reaction
    [[nodiscard]] double speed_at(double seconds) const;     ///< metres a second

    /// Infinite where the curve never comes to.
    [[nodiscard]] double seconds_at(double metres) const;

    [[nodiscard]] double peak_at() const;  ///< when the speed is highest, in seconds
    [[nodiscard]] double top_speed() const { return speed_at(peak_at()); }
    [[nodiscard]] double stop_at() const;  ///< when it is used up
    [[nodiscard]] const Shape& shape() const { return shape_; }

private:
    Shape shape_;
    double reaction_;
};

}  // namespace qm::pacing
