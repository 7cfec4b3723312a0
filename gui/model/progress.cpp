// SPDX-License-Identifier: Apache-2.0
#include "gui/model/progress.hpp"

#include <algorithm>

namespace qm::gui {

namespace {

struct Point {
    double metres = 0;
    Elapsed time{};
};

/// Where between two points of a way `time` is, not beyond the second.
double between(Point from, Point to, Elapsed time) {
    if (to.time <= from.time) return to.metres;
    const double share = static_cast<double>((time - from.time).count()) /
                         static_cast<double>((to.time - from.time).count());
    return from.metres + std::clamp(share, 0.0, 1.0) * (to.metres - from.metres);
}

const CoursePoint* course_point(const EntryState& entry, int point) {
    const bool there = point >= 0 && point < static_cast<int>(entry.course.size());
    return there ? &entry.course[static_cast<std::size_t>(point)] : nullptr;
}

/// When and where the athlete is to be next, by the daemon's prediction or else by the plan.
std::optional<Point> next_point(const EntryState& entry, const Split* last) {
    const auto& standing = entry.standing;
    const int after = last != nullptr ? last->point + 1 : 0;
    const auto* next = course_point(entry, standing.next_point.value_or(after));
    if (next == nullptr) return std::nullopt;
    if (standing.next_due) return Point{next->at.metres(), *standing.next_due};
    if (!next->target) return std::nullopt;
    const auto late = last != nullptr && last->delta ? *last->delta : Elapsed{};
    return Point{next->at.metres(), *next->target + late};
}

}  // namespace

std::optional<Instant> own_start(const RunState& run, const EntryState& entry) {
    if (entry.standing.start) return entry.standing.start;
    if (!run.started || run.start == StartKind::Gate) return std::nullopt;
    return *run.started + entry.plan.delay;
}

std::optional<Elapsed> running_time(const RunState& run, const EntryState& entry,
                                    std::optional<Instant> gate_now) {
    const auto start = own_start(run, entry);
    if (!start || !gate_now) return std::nullopt;
    return elapsed_between(*start, *gate_now);
}

const Split* last_split(const EntryState& entry) {
    const auto found =
        std::find_if(entry.splits.rbegin(), entry.splits.rend(),
                     [](const Split& split) { return split.time && !split.excluded; });
    return found == entry.splits.rend() ? nullptr : &*found;
}

const Split* split_at(const EntryState& entry, int point) {
    const auto found = std::find_if(entry.splits.begin(), entry.splits.end(),
                                    [point](const Split& split) { return split.point == point; });
    return found == entry.splits.end() ? nullptr : &*found;
}

std::optional<Elapsed> target_of(const EntryState& entry) {
    if (entry.plan.target) return entry.plan.target;
    if (!entry.course.empty()) return entry.course.back().target;
    return std::nullopt;
}

std::optional<double> predicted_metres(const RunState& run, const EntryState& entry,
                                       std::optional<Instant> gate_now) {
    const auto time = running_time(run, entry, gate_now);
    if (!time || *time < Elapsed{}) return std::nullopt;
    const auto* last = last_split(entry);
    const Point from = last != nullptr ? Point{last->at.metres(), *last->time} : Point{};
    const auto to = next_point(entry, last);
    if (!to) return std::nullopt;
    return between(from, *to, *time);
}

std::optional<double> metres_by(const std::vector<std::optional<Elapsed>>& times,
                                const RunState& run, const EntryState& entry,
                                std::optional<Instant> gate_now) {
    const auto time = running_time(run, entry, gate_now);
    if (!time || *time < Elapsed{}) return std::nullopt;
    Point from;
    const auto size = std::min(times.size(), entry.course.size());
    for (std::size_t i = 0; i < size; ++i) {
        if (!times[i]) continue;
        const Point to{entry.course[i].at.metres(), *times[i]};
        if (*time <= to.time) return between(from, to, *time);
        from = to;
    }
    return std::nullopt;
}

}  // namespace qm::gui
