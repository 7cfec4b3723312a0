// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/warp.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "protocol/seconds.hpp"

namespace qm::pacing {

namespace {

constexpr double kSpread = 0.024;  ///< of the times to both neighbours, see the header
constexpr double kFullGap = 200;   ///< metres
constexpr std::int64_t kMarkMm = 100'000;
constexpr std::int64_t kSameMm = 10;  ///< a gate this close to a mark is on it

/// The standard deviation of a time rebuilt between two measured ones.
double spread(double since, double until, double gap) {
    if (since <= 0 || until <= 0) return 0;
    return kSpread * since * until / (since + until) * std::min(1.0, gap / kFullGap);
}

}  // namespace

Warp::Warp(const Plan& plan, const std::vector<Knot>& knots) : plan_(plan) {
    pins_.reserve(knots.size());
    for (const auto& knot : knots) {
        const double metres = knot.at.metres();
        const double seconds = to_seconds(knot.time);
        pins_.push_back({metres, seconds, seconds / plan_.seconds_at(metres), 0});
    }
    const auto rise = [&](std::size_t i) {
        return (pins_[i + 1].rho - pins_[i].rho) / (pins_[i + 1].metres - pins_[i].metres);
    };
    const auto width = [&](std::size_t i) { return pins_[i + 1].metres - pins_[i].metres; };
    const std::size_t count = pins_.size();
    if (count == 2) pins_[0].slope = pins_[1].slope = rise(0);
    if (count < 3) return;
    for (std::size_t i = 1; i + 1 < count; ++i) {
        pins_[i].slope =
            (rise(i - 1) * width(i) + rise(i) * width(i - 1)) / (width(i - 1) + width(i));
    }
    pins_.front().slope = 2 * rise(0) - pins_[1].slope;
    pins_.back().slope = 2 * rise(count - 2) - pins_[count - 2].slope;
}

std::optional<Estimate> Warp::at(Distance place) const {
    const double metres = place.metres();
    if (pins_.empty() || metres <= 0 || metres > pins_.back().metres) return std::nullopt;
    const auto after = std::find_if(pins_.begin(), pins_.end(),
                                    [&](const Pin& pin) { return pin.metres >= metres; });
    // Before the first knot its own stretch holds, down to the start.
    const Pin start{0, 0, after->rho, 0};
    const bool first = after == pins_.begin();
    const Pin before = first ? start : *(after - 1);
    const Pin end = first ? Pin{after->metres, after->seconds, after->rho, 0} : *after;
    const double seconds = seconds_between(before, end, metres);
    return Estimate{from_seconds(seconds),
                    from_seconds(spread(seconds - before.seconds, end.seconds - seconds,
                                        end.metres - before.metres))};
}

double Warp::seconds_between(const Pin& before, const Pin& after, double metres) const {
    const double width = after.metres - before.metres;
    const double s = (metres - before.metres) / width;
    const double rho = (1 + 2 * s) * (1 - s) * (1 - s) * before.rho +
                       s * (1 - s) * (1 - s) * width * before.slope +
                       s * s * (3 - 2 * s) * after.rho + s * s * (s - 1) * width * after.slope;
    const double seconds = rho * plan_.seconds_at(metres);
    if (seconds > before.seconds && seconds < after.seconds) return seconds;
    const double planned_before = plan_.seconds_at(before.metres);
    const double share = (plan_.seconds_at(metres) - planned_before) /
                         (plan_.seconds_at(after.metres) - planned_before);
    return before.seconds + share * (after.seconds - before.seconds);
}

namespace {

/// Times that nobody runs, from a person's word or a false signal, may bend a warp back in time.
bool rises(const Warp& warp, const Knot& before, const Knot& after) {
    constexpr int kSteps = 16;
    Elapsed last = before.time;
    for (int step = 1; step < kSteps; ++step) {
        const auto mm = before.at.mm() + (after.at.mm() - before.at.mm()) * step / kSteps;
        const auto here = warp.at(Distance::from_mm(mm));
        if (!here) continue;
        if (here->time <= last) return false;
        last = here->time;
    }
    return last < after.time;
}

/// The time between the two shared out as planned; what it may be off is only known to lie between them.
Estimate by_shares(const Plan& plan, const Knot& before, const Knot& after, Distance at) {
    const double from = plan.seconds_at(before.at.metres());
    const double to = plan.seconds_at(after.at.metres());
    const double share = (plan.seconds_at(at.metres()) - from) / (to - from);
    const Elapsed whole = after.time - before.time;
    return {before.time + Elapsed{std::llround(share * static_cast<double>(whole.count()))},
            whole / 4};
}

}  // namespace

Estimate estimate_between(const Plan& plan, const Knot& before, const Knot& after, Distance at) {
    std::vector<Knot> knots{before, after};
    if (before.at <= Distance{}) knots.erase(knots.begin());
    const Warp warp{plan, knots};
    if (!rises(warp, before, after)) return by_shares(plan, before, after, at);
    return warp.at(at).value_or(Estimate{after.time, {}});
}

std::vector<Equivalent> equivalents(const Plan& plan, const std::vector<CoursePoint>& course,
                                    const std::vector<Knot>& measured) {
    std::vector<Equivalent> result;
    if (measured.empty()) return result;
    std::optional<Warp> warp;  // on most tracks a gate stands at every mark
    for (auto mm = kMarkMm; mm <= measured.back().at.mm(); mm += kMarkMm) {
        const auto mark = Distance::from_mm(mm);
        const auto near = std::lower_bound(
            course.begin(), course.end(), mm - kSameMm,
            [](const CoursePoint& point, auto wanted) { return point.at.mm() < wanted; });
        if (near != course.end() && near->at.mm() <= mm + kSameMm) continue;
        if (!warp) warp.emplace(plan, measured);
        if (const auto time = warp->at(mark)) {
            result.push_back({mark, time->time, time->plus_minus});
        }
    }
    return result;
}

}  // namespace qm::pacing
