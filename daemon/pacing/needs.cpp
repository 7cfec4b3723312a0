// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/needs.hpp"

#include <cmath>

#include "protocol/seconds.hpp"

namespace qm::pacing {

namespace {

constexpr std::int64_t kMarkMm = 100'000;
constexpr std::int64_t kShortestMm = 50'000;
constexpr double kMeanOfTop = 0.853;
constexpr double kMeanOfTopLonger = 0.7;
constexpr double kLongMetres = 500;

/// The marks ahead at which stretches end, the finish the last.
std::vector<Distance> ends_of_stretches(Distance from, Distance total) {
    std::vector<Distance> ends;
    auto mm = (from.mm() / kMarkMm + 1) * kMarkMm;
    if (mm - from.mm() < kShortestMm) mm += kMarkMm;
    ends.reserve(static_cast<std::size_t>((total.mm() - from.mm()) / kMarkMm + 1));
    for (; mm <= total.mm() - kShortestMm; mm += kMarkMm) ends.push_back(Distance::from_mm(mm));
    ends.push_back(total);
    return ends;
}

std::vector<Need> spread_over(const Plan& plan, Distance at, Elapsed left) {
    const double here = plan.seconds_at(at.metres());
    const double planned = plan.seconds_at(plan.total().metres()) - here;
    const auto ends = ends_of_stretches(at, plan.total());
    std::vector<Need> stretches;
    stretches.reserve(ends.size());
    Distance from = at;
    Elapsed spent{};
    for (const auto to : ends) {
        const double share = (plan.seconds_at(to.metres()) - here) / planned;
        const Elapsed until = from_seconds(to_seconds(left) * share);
        stretches.push_back({from, to, until - spent});
        spent = until;
        from = to;
    }
    return stretches;
}

}  // namespace

Needs needs(const Plan& plan, Distance at, Elapsed time) {
    Needs result;
    const auto target = plan.target(plan.total());
    if (!target) return result;
    result.left = *target - time;
    const double metres = plan.total().metres();
    result.top_speed =
        metres / to_seconds(*target) / (metres < kLongMetres ? kMeanOfTop : kMeanOfTopLonger);
    if (at >= plan.total()) {
        result.outlook = Outlook::Done;
        return result;
    }
    if (result.left <= Elapsed{}) {
        result.outlook = Outlook::Past;
        return result;
    }
    result.speed = (plan.total() - at).metres() / to_seconds(result.left);
    result.outlook = result.speed > result.top_speed ? Outlook::TooFast : Outlook::Open;
    result.stretches = spread_over(plan, at, result.left);
    return result;
}

}  // namespace qm::pacing
