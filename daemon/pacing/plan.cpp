// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

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

/// An athlete of whom nothing is known: 70 s for 400 m.
constexpr double kMiddlingSecondsPerMetre = 70.0 / 400.0;

/// How far an athlete may be off the expected time, as a share: those with a target run close to it, a
/// personal best is of another day, and of a stranger next to nothing is known.
constexpr double kSpreadOfTarget = 0.02;
constexpr double kSpreadOfBest = 0.04;
constexpr double kSpreadOfStranger = 0.12;

/// Spread of a predicted finish, as a share of it, with the whole distance to go.
constexpr double kSpread = 0.018;

double to_seconds(Elapsed time) { return static_cast<double>(time.count()) / 1e6; }
Elapsed from_seconds(double seconds) { return Elapsed{std::llround(seconds * 1e6)}; }

Shares shares_for(const std::optional<Sex>& sex) {
    if (!sex) return kBoth;
    return *sex == Sex::Men ? kMen : kWomen;
}

std::vector<Curve::Knot> share_knots(const Shares& shares, double metres, double seconds) {
    std::vector<Curve::Knot> knots{{0, 0}};
    const double quarter = metres / 4;
    double spent = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double start = quarter * static_cast<double>(i);
        knots.push_back({start + quarter / 2, seconds * (spent + shares[i] * kFirstHalf[i])});
        spent += shares[i];
        knots.push_back({start + quarter, seconds * spent});
    }
    return knots;
}

std::vector<Curve::Knot> given_knots(const EntryPlan& entry, double metres) {
    std::vector<Curve::Knot> knots{{0, 0}};
    for (const auto& point : entry.target_cum) {
        knots.push_back({point.at.metres(), to_seconds(point.time)});
    }
    if (entry.target && knots.back().metres < metres &&
        knots.back().seconds < to_seconds(*entry.target)) {
        knots.push_back({metres, to_seconds(*entry.target)});
    }
    return knots;
}

bool is_400(Distance total) {
    return total > Distance::from_mm(399'000) && total < Distance::from_mm(401'000);
}

double whole_seconds(const EntryPlan& entry, double metres) {
    if (entry.target) return to_seconds(*entry.target);
    if (entry.best) return to_seconds(*entry.best);
    return metres * kMiddlingSecondsPerMetre;
}

bool is_planned(const EntryPlan& entry) {
    return entry.target.has_value() || !entry.target_cum.empty();
}

double spread_of(const EntryPlan& entry) {
    if (is_planned(entry)) return kSpreadOfTarget;
    return entry.best ? kSpreadOfBest : kSpreadOfStranger;
}

Curve make_curve(const EntryPlan& entry, Distance total) {
    const double metres = total.metres();
    if (!entry.target_cum.empty()) return Curve{given_knots(entry, metres)};
    const double seconds = whole_seconds(entry, metres);
    if (entry.pace == PaceModel::Shares && is_400(total)) {
        return Curve{share_knots(shares_for(entry.sex), metres, seconds)};
    }
    return Curve{{{0, 0}, {metres, seconds}}};
}

}  // namespace

Plan::Plan(const EntryPlan& entry, Distance total)
    : curve_(make_curve(entry, total)),
      total_(total),
      has_target_(is_planned(entry)),
      spread_(spread_of(entry)) {}

Elapsed Plan::expected(Distance at) const { return from_seconds(curve_.seconds_at(at.metres())); }

std::optional<Elapsed> Plan::target(Distance at) const {
    if (!has_target_) return std::nullopt;
    return expected(at);
}

Elapsed Plan::carry_on(Distance from, Elapsed time, Distance to) const {
    const double planned = curve_.seconds_at(from.metres());
    if (planned <= 0) return expected(to) + time;
    return from_seconds(to_seconds(time) * curve_.seconds_at(to.metres()) / planned);
}

Prediction Plan::predict(Distance at, Elapsed time) const {
    const Elapsed finish = carry_on(at, time, total_);
    const double to_go = std::max(0.0, 1 - at.metres() / total_.metres());
    return {finish, from_seconds(to_seconds(finish) * kSpread * std::sqrt(to_go))};
}

}  // namespace qm::pacing
