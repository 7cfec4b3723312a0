// SPDX-License-Identifier: Apache-2.0
#include "tests/pacing/real_runs.hpp"

#include <algorithm>
#include <cmath>

#include "tests/track/table.hpp"

namespace qm::test {

namespace {

constexpr double kUsualTau = 1.3;

RealRun real_run_of(const Row& row, Sex sex, int step) {
    RealRun real{row.at("athlete"), sex, {}};
    for (int at = step; at <= 400; at += step) {
        real.cum.push_back(number(row, "cum_" + std::to_string(at)));
    }
    return real;
}

struct Fit {
    pacing::SpeedCurve::Shape shape;
    double squares;
};

/// For one tau the distance is linear in k and m: two normal equations.
Fit fit_with(const RealRun& real, double tau) {
    double gg = 0;
    double gh = 0;
    double hh = 0;
    double gx = 0;
    double hx = 0;
    for (std::size_t i = 0; i < real.cum.size(); ++i) {
        const double t = real.cum[i] - pacing::SpeedCurve::kReaction;
        const double x = real.step() * static_cast<double>(i + 1);
        const double g = t + tau * std::expm1(-t / tau);
        const double h = -t * t / 2;
        gg += g * g;
        gh += g * h;
        hh += h * h;
        gx += g * x;
        hx += h * x;
    }
    const double det = gg * hh - gh * gh;
    const pacing::SpeedCurve::Shape shape{(gx * hh - gh * hx) / det, (gg * hx - gh * gx) / det,
                                          tau};
    const pacing::SpeedCurve curve{shape};
    double squares = 0;
    for (std::size_t i = 0; i < real.cum.size(); ++i) {
        const double off =
            curve.distance_at(real.cum[i]) - real.step() * static_cast<double>(i + 1);
        squares += off * off;
    }
    return {shape, squares};
}

}  // namespace

std::vector<RealRun> runs_by_50() {
    std::vector<RealRun> runs;
    for (const auto& row : read_table(QM_SOURCE_DIR "/tests/pacing/splits_400m_50m.csv")) {
        runs.push_back(real_run_of(row, Sex::Men, 50));
    }
    return runs;
}

std::vector<RealRun> runs_by_100() {
    std::vector<RealRun> runs;
    for (const auto& row : read_table(QM_SOURCE_DIR "/tests/pacing/splits_400m.csv")) {
        runs.push_back(real_run_of(row, row.at("sex") == "M" ? Sex::Men : Sex::Women, 100));
    }
    for (const auto& real : runs_by_50()) {
        runs.push_back(
            {real.athlete, real.sex, {real.cum[1], real.cum[3], real.cum[5], real.cum[7]}});
    }
    return runs;
}

pacing::SpeedCurve fitted(const RealRun& real) {
    if (real.cum.size() < 8) return pacing::SpeedCurve{fit_with(real, kUsualTau).shape};
    double low = 0.6;
    double high = 2.5;
    const double golden = (std::sqrt(5.0) - 1) / 2;
    for (int step = 0; step < 60; ++step) {
        const double a = high - golden * (high - low);
        const double b = low + golden * (high - low);
        const bool lower = fit_with(real, a).squares < fit_with(real, b).squares;
        (lower ? high : low) = lower ? b : a;
    }
    return pacing::SpeedCurve{fit_with(real, (low + high) / 2).shape};
}

SmoothRun::SmoothRun(const RealRun& real)
    : curve_(fitted(real)), step_(real.step()), left_(real.cum.size() + 1) {
    for (std::size_t i = 0; i < real.cum.size(); ++i) {
        left_[i + 1] = real.cum[i] - curve_.seconds_at(step_ * static_cast<double>(i + 1));
    }
    // Monotone cubic slopes: none at a turning point, else the harmonic mean of the neighbours' rises.
    slopes_.assign(left_.size(), 0);
    slopes_.front() = left_[1] - left_[0];
    slopes_.back() = left_.back() - left_[left_.size() - 2];
    for (std::size_t i = 1; i + 1 < left_.size(); ++i) {
        const double before = left_[i] - left_[i - 1];
        const double after = left_[i + 1] - left_[i];
        if (before * after > 0) slopes_[i] = 2 * before * after / (before + after);
    }
}

double SmoothRun::seconds_at(double metres) const {
    const auto last = left_.size() - 2;
    const auto i = std::min(static_cast<std::size_t>(std::max(metres, 0.0) / step_), last);
    const double s = metres / step_ - static_cast<double>(i);
    const double left = (1 + 2 * s) * (1 - s) * (1 - s) * left_[i] +
                        s * (1 - s) * (1 - s) * slopes_[i] + s * s * (3 - 2 * s) * left_[i + 1] +
                        s * s * (s - 1) * slopes_[i + 1];
    return curve_.seconds_at(metres) + left;
}

}  // namespace qm::test
