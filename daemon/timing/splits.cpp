// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/splits.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "daemon/pacing/warp.hpp"
#include "protocol/race_time.hpp"
#include "protocol/seconds.hpp"

namespace qm::timing {

namespace {

/// A stretch this much off the plan, beyond what the athlete was off already, cannot be believed unseen.
constexpr double kImplausible = 0.15;

/// A runner-up less likely than this is not worth a word.
constexpr double kHardlyAny = 0.01;

std::string percent(double share) {
    return fmt::format("{} %", std::lround(std::clamp(100 * share, 0.0, 99.0)));
}

class Maker {
public:
    Maker(const Entered& entry, const Way& way, const Settings& settings)
        : entry_(entry), way_(way), settings_(settings) {}

    [[nodiscard]] std::vector<Split> make(int first) const {
        std::vector<Split> splits;
        if (!way_.start) return splits;
        const int last = way_.points.empty() ? -1 : way_.points.rbegin()->first;
        const int count = static_cast<int>(entry_.course.size());
        const int end = std::min(std::max(last + 1, way_.overdue_before), count);
        splits.reserve(static_cast<std::size_t>(std::max(end - first, 0)));
        for (int k = first; k < end; ++k) {
            const auto found = way_.points.find(k);
            splits.push_back(found != way_.points.end() ? timed(k, found->second) : hole(k));
        }
        return splits;
    }

private:
    [[nodiscard]] const CoursePoint& place(int point) const { return entry_.place(point); }
    [[nodiscard]] Elapsed time_of(const WayPoint& point) const {
        return elapsed_between(*way_.start, point.at);
    }
    [[nodiscard]] double planned(int point) const {
        return entry_.pace.seconds_at(place(point).at.metres());
    }

    [[nodiscard]] Split blank(int point) const {
        const auto& at = place(point);
        return {point, at.gate, at.at};
    }

    [[nodiscard]] Split timed(int k, const WayPoint& point) const {
        Split split = blank(k);
        split.time = time_of(point);
        split.segment = segment(k, point);
        if (place(k).target) split.delta = *split.time - *place(k).target;
        split.kind = point.kind;
        split.parts = uncertainty_of(source(k, point));
        split.plus_minus = sum_of(split.parts);
        split.certainty = std::floor(std::min(point.certainty, 0.9999) * 10'000) / 10'000;
        if (point.confirmed || point.kind != SplitKind::Measured) split.certainty = 1;
        split.provisional = point.provisional;
        split.instant = point.at;
        split.passage = point.passage;
        split.confirmed = point.confirmed;
        split.excluded = point.excluded;
        split.flags = flags(k, point);
        if (is_uncertain(point)) {
            split.runner_up = point.runner_up;
            split.runner_up_certainty = std::floor(point.runner_up_certainty * 10'000) / 10'000;
        }
        return split;
    }

    [[nodiscard]] bool is_uncertain(const WayPoint& point) const {
        return point.kind == SplitKind::Measured && !point.confirmed &&
               point.certainty < settings_.certainty;
    }

    [[nodiscard]] std::vector<std::string> flags(int k, const WayPoint& point) const {
        std::vector<std::string> flags;
        if (is_uncertain(point)) {
            flags.push_back(doubt_in_words(entry_.plan.athlete, point.certainty, point.runner_up,
                                           point.runner_up_certainty));
        }
        if (point.excluded) flags.emplace_back("Happened, does not count.");
        flags.insert(flags.end(), point.flags.begin(), point.flags.end());
        if (const auto odd = implausible(k, point); !odd.empty()) flags.push_back(odd);
        return flags;
    }

    [[nodiscard]] TimeSource source(int k, const WayPoint& point) const {
        const double seconds = std::max(to_seconds(time_of(point)), 0.1);
        return {point.body, point.dual_beams, place(k).at.metres() / seconds, way_.start_pm,
                time_of(point)};
    }

    /// The nearest point before this one whose time counts; null: the start.
    [[nodiscard]] const std::pair<const int, WayPoint>* before(int k) const {
        auto found = way_.points.lower_bound(k);
        while (found != way_.points.begin()) {
            --found;
            if (!found->second.excluded) return &*found;
        }
        return nullptr;
    }

    [[nodiscard]] std::optional<Elapsed> segment(int k, const WayPoint& point) const {
        if (point.kind != SplitKind::Measured) return std::nullopt;
        if (k == 0) return time_of(point);
        const auto found = way_.points.find(k - 1);
        if (found == way_.points.end() || found->second.kind != SplitKind::Measured ||
            found->second.excluded) {
            return std::nullopt;
        }
        return time_of(point) - time_of(found->second);
    }

    [[nodiscard]] std::string implausible(int k, const WayPoint& point) const {
        const auto* last = before(k);
        if (last == nullptr || point.provisional) return {};
        const double so_far = to_seconds(time_of(last->second)) / planned(last->first);
        const double due = (planned(k) - planned(last->first)) * so_far;
        const double took = to_seconds(time_of(point) - time_of(last->second));
        if (std::abs(std::log(std::max(took, 0.01) / due)) < kImplausible) return {};
        const auto stretch = place(k).at - place(last->first).at;
        return fmt::format("Hard to believe: {} m in {:.2f} s, {:.2f} s would follow from before.",
                           print_metres(stretch), took, due);
    }

    [[nodiscard]] Split hole(int k) const {
        Split split = blank(k);
        const auto after = way_.points.upper_bound(k);
        const auto* last = before(k);
        if (after == way_.points.end()) {
            split.kind = SplitKind::Missed;
            split.flags.push_back(fmt::format("Missed: no passage at {} is taken for {}'s.",
                                              split.gate.text(), entry_.plan.athlete.text()));
            return split;
        }
        const pacing::Knot from = last != nullptr
                                      ? pacing::Knot{place(last->first).at, time_of(last->second)}
                                      : pacing::Knot{};
        const pacing::Knot to{place(after->first).at, time_of(after->second)};
        const auto estimate = pacing::estimate_between(entry_.pace, from, to, split.at);
        split.kind = SplitKind::Estimated;
        split.time = estimate.time;
        split.plus_minus = estimate.plus_minus;
        split.parts = {{"estimating", estimate.plus_minus}};
        if (place(k).target) split.delta = *split.time - *place(k).target;
        split.flags.push_back(
            fmt::format("Estimated ±{:.2f} s from the times at {} m and {} m: no passage at {} is "
                        "taken for {}'s.",
                        to_seconds(estimate.plus_minus), print_metres(from.at), print_metres(to.at),
                        split.gate.text(), entry_.plan.athlete.text()));
        return split;
    }

    const Entered& entry_;
    const Way& way_;
    const Settings& settings_;
};

}  // namespace

std::string doubt_in_words(const AthleteId& athlete, double certainty,
                           const std::optional<AthleteId>& runner_up, double other) {
    const auto second = runner_up ? runner_up->text() : std::string{"a false signal"};
    if (other < kHardlyAny) {
        return fmt::format(
            "Doubtful: {} {}. So many came close together that not every order could be weighed.",
            athlete.text(), percent(certainty));
    }
    return fmt::format("Doubtful: {} {}, or {} {}.", athlete.text(), percent(certainty), second,
                       percent(other));
}

std::vector<Split> make_splits(const Entered& entry, const Way& way, int first,
                               const Settings& settings) {
    return Maker{entry, way, settings}.make(first);
}

int first_changed(const Way& way, int from) {
    auto before = way.points.lower_bound(from);
    while (before != way.points.begin()) {
        --before;
        if (!before->second.excluded) return before->first + 1;
    }
    return 0;
}

}  // namespace qm::timing
