// SPDX-License-Identifier: Apache-2.0
#include "gui/model/season_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "gui/model/shelf_view.hpp"
#include "protocol/race_time.hpp"
#include "protocol/seconds.hpp"

namespace qm::gui {

namespace {

constexpr double kDaySeconds = 86'400;

struct Finish {
    double seconds = 0;  ///< since 1970
    double time = 0;     ///< seconds
    WallTime wall{};
};

std::vector<Finish> finishes_like(const Shelf& shelf, const wire::KeptRun& run) {
    std::vector<Finish> found;
    for (const auto& one : shelf.finishes()) {
        if (one.distance != run.distance || one.start != run.start) continue;
        found.push_back({static_cast<double>(static_cast<std::int64_t>(one.wall)) / 1e6,
                         to_seconds(one.time), one.wall});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Finish& a, const Finish& b) { return a.seconds < b.seconds; });
    return found;
}

/// Whole steps of which the axis shows two to five.
double step_of(double range) {
    constexpr std::array steps{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0};
    const auto* fits = std::find_if(steps.begin(), steps.end(),
                                    [range](double step) { return range <= 4 * step; });
    return fits == steps.end() ? range / 4 : *fits;
}

/// From a line above the fastest to one below the slowest.
struct TimeAxis {
    explicit TimeAxis(const std::vector<Finish>& all) {
        const auto [least, most] =
            std::minmax_element(all.begin(), all.end(),
                                [](const Finish& a, const Finish& b) { return a.time < b.time; });
        step = step_of(most->time - least->time);
        from = std::floor(least->time / step) * step;
        until = std::max(std::ceil(most->time / step) * step, from + step);
    }
    [[nodiscard]] float down(double time) const {
        return static_cast<float>((time - from) / (until - from));
    }
    double step = 1;
    double from = 0;
    double until = 1;
};

std::vector<SeasonMark> marks_of(const TimeAxis& axis) {
    std::vector<SeasonMark> marks;
    for (double time = axis.from; time < axis.until + axis.step / 2; time += axis.step) {
        const auto exact = Elapsed{static_cast<std::int64_t>(std::llround(time * 1e6))};
        marks.push_back({axis.down(time), print_tenth(exact)});
    }
    return marks;
}

}  // namespace

std::optional<SeasonChart> season_chart(const Shelf& shelf) {
    if (!shelf.effort()) return std::nullopt;
    const auto& run = shelf.effort()->line;
    const auto all = finishes_like(shelf, run);
    if (all.size() < 2) return std::nullopt;
    SeasonChart chart;
    chart.title =
        fmt::format("{}: {} finishes by day", what_of(run.distance, run.start), all.size());
    const TimeAxis axis{all};
    chart.times = marks_of(axis);
    const double from = all.front().seconds;
    const double span = std::max(all.back().seconds - from, kDaySeconds);
    double best = std::numeric_limits<double>::max();
    for (const auto& one : all) {
        chart.dots.push_back({static_cast<float>((one.seconds - from) / span), axis.down(one.time),
                              one.time < best});
        best = std::min(best, one.time);
    }
    chart.first_day = date_of(all.front().wall);
    if (date_of(all.back().wall) != chart.first_day) chart.last_day = date_of(all.back().wall);
    return chart;
}

}  // namespace qm::gui
