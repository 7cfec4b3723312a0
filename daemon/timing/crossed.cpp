// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/crossed.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "daemon/pacing/warp.hpp"
#include "protocol/seconds.hpp"

namespace qm::timing {

namespace {

/// A passage this near to when somebody was due, in standard deviations, may be theirs.
constexpr double kNear = 3;

/// No time is foreseen better than this, seconds.
constexpr double kAtBest = 0.15;

/// Worse foreseen than this share of the time, or so many seconds, anything would fit.
constexpr double kBluntShare = 0.04;
constexpr double kBluntSeconds = 2;

/// Wires are crossed from the first: two laps tell it.
constexpr int kLastPoint = 7;

/// Of so many fits one may be missing: the wrong gate misses athletes too.
constexpr std::size_t kFitsForOneMissed = 4;

/// Starts are given this much too early or too late at most, seconds; and nobody is off the target by more than this.
constexpr double kMostShift = 60;
constexpr double kMostPace = 2.5;

/// When somebody is at a point, in seconds after the athlete's own start.
struct Foreseen {
    std::size_t entry = 0;
    int point = 0;
    std::size_t gate = 0;
    double at = 0;
    double sd = 0;
};

/// What time was when, if the start or the pace was another than is known.
struct Adjusted {
    double shift = 0;
    double pace = 1;
    [[nodiscard]] double operator()(double at) const { return shift + pace * at; }
};

class Pair {
public:
    Pair(const Known& known, std::size_t one, std::size_t other)
        : known_(known), one_(one), other_(other) {
        for (std::size_t i = 0; i < known.ways.size(); ++i) foresee(i);
        std::stable_sort(points_.begin(), points_.end(), [&](const auto& a, const auto& b) {
            return instant(a.entry, a.at) < instant(b.entry, b.at);
        });
        for (std::size_t i = 0; i < known.record.passages.size(); ++i) {
            if (is_free(i)) free_.push_back(i);
        }
    }

    [[nodiscard]] std::vector<Exchanged> exchanged() const {
        auto found = fits();
        const auto of = [&](std::size_t gate) {
            return std::any_of(found.begin(), found.end(), [&](const Exchanged& fit) {
                return gate_of(fit.entry, fit.point) == gate;
            });
        };
        if (!of(one_) || !of(other_) || missing(found) * kFitsForOneMissed > found.size()) {
            return {};
        }
        if (has_seen_its_own(found.front().due) || is_adjusted(found)) return {};
        return found;
    }

private:
    [[nodiscard]] bool is_ours(std::size_t gate) const { return gate == one_ || gate == other_; }
    [[nodiscard]] std::size_t gate_of(std::size_t entry, int point) const {
        return known_.frame.gate_index(known_.frame.entries[entry].place(point).gate);
    }
    [[nodiscard]] Instant instant(std::size_t entry, double seconds) const {
        return *known_.ways[entry].start + std::chrono::nanoseconds{std::llround(seconds * 1e9)};
    }
    [[nodiscard]] double since_start(std::size_t entry, Instant at) const {
        return to_seconds(elapsed_between(*known_.ways[entry].start, at));
    }

    /// Known without the two gates.
    [[nodiscard]] bool is_anchor(std::size_t entry, int point, const WayPoint& seen) const {
        return !seen.provisional &&
               (seen.kind != SplitKind::Measured || !is_ours(gate_of(entry, point)));
    }

    void foresee(std::size_t entry) {
        const auto& way = known_.ways[entry];
        if (!way.start) return;
        Way anchors;
        for (const auto& [point, seen] : way.points) {
            if (is_anchor(entry, point, seen)) anchors.points[point] = seen;
        }
        const int last = std::min(known_.frame.entries[entry].last_point(), kLastPoint);
        for (int point = 0; point <= last; ++point) {
            const auto gate = gate_of(entry, point);
            if (!is_ours(gate) || anchors.points.contains(point)) continue;
            auto one = foresee_at(entry, point, anchors);
            one.gate = gate;
            if (one.sd <= std::min(kBluntSeconds, kBluntShare * one.at)) points_.push_back(one);
        }
    }

    [[nodiscard]] Foreseen foresee_at(std::size_t entry, int point, const Way& anchors) const {
        const auto after = anchors.points.upper_bound(point);
        return after == anchors.points.end() ? ahead(entry, point, anchors)
                                             : between(entry, point, anchors);
    }

    [[nodiscard]] Foreseen ahead(std::size_t entry, int point, const Way& anchors) const {
        const auto& who = known_.frame.entries[entry].who;
        auto progress = naming::at_start(who, 0);
        for (const auto& [at, seen] : anchors.points) {
            progress = naming::advance(who, progress, at, since_start(entry, seen.at));
        }
        const auto due = naming::expect(who, progress, point, known_.frame.settings.top_speed);
        return {entry, point, 0, due.mean, std::max(due.sd, kAtBest)};
    }

    [[nodiscard]] Foreseen between(std::size_t entry, int point, const Way& anchors) const {
        const auto& entered = known_.frame.entries[entry];
        const auto knot = [&](const auto& anchor) {
            return pacing::Knot{entered.place(anchor.first).at,
                                elapsed_between(*known_.ways[entry].start, anchor.second.at)};
        };
        const auto after = anchors.points.upper_bound(point);
        const auto before =
            after == anchors.points.begin() ? pacing::Knot{} : knot(*std::prev(after));
        const auto estimate =
            pacing::estimate_between(entered.pace, before, knot(*after), entered.place(point).at);
        return {entry, point, 0, to_seconds(estimate.time),
                std::max(to_seconds(estimate.plus_minus), kAtBest)};
    }

    [[nodiscard]] const Foreseen* find(std::size_t entry, int point) const {
        const auto found = std::find_if(points_.begin(), points_.end(), [&](const Foreseen& one) {
            return one.entry == entry && one.point == point;
        });
        return found == points_.end() ? nullptr : &*found;
    }

    /// The athlete came by at the gate that says so: a person said it, or nothing speaks against the time.
    [[nodiscard]] bool is_own(std::size_t entry, int point, const WayPoint& seen) const {
        if (seen.provisional || seen.kind != SplitKind::Measured) return false;
        if (seen.confirmed) return true;
        const auto* due = find(entry, point);
        return due == nullptr || is_near(*due, since_start(entry, seen.at), {});
    }

    [[nodiscard]] static bool is_near(const Foreseen& due, double at, const Adjusted& adjusted) {
        return std::abs(at - adjusted(due.at)) <= kNear * due.sd * adjusted.pace;
    }

    /// At one of the two, may be an athlete, and nobody's who is known to have been there.
    [[nodiscard]] bool is_free(std::size_t passage) const {
        const auto& seen = known_.record.passages[passage];
        if (!is_ours(seen.gate) || !may_be_named(seen) || known_.account.called_back(seen) ||
            known_.account.rulings().owners.contains(passage)) {
            return false;
        }
        const auto owner = known_.account.owner(passage);
        if (!owner) return true;
        const auto& points = known_.ways[owner->entry].points;
        const auto at = points.find(owner->point);
        return at == points.end() || !is_own(owner->entry, owner->point, at->second);
    }

    [[nodiscard]] std::vector<Exchanged> fits() const {
        std::vector<Exchanged> found;
        std::set<std::size_t> taken;
        for (const auto& due : points_) {
            const auto there = nearest(due, due.gate == one_ ? other_ : one_, taken);
            if (!there) continue;
            taken.insert(*there);
            found.push_back({due.entry, due.point, *there, instant(due.entry, due.at)});
        }
        return found;
    }

    [[nodiscard]] std::optional<std::size_t> nearest(const Foreseen& due, std::size_t gate,
                                                     const std::set<std::size_t>& taken) const {
        std::optional<std::size_t> best;
        double least = kNear * due.sd;
        for (const auto i : free_) {
            const auto& seen = known_.record.passages[i];
            const double off = std::abs(since_start(due.entry, seen.at()) - due.at);
            if (seen.gate != gate || taken.contains(i) || off > least) continue;
            best = i;
            least = off;
        }
        return best;
    }

    /// The last point that an athlete is known to have come to, if the wires are crossed.
    [[nodiscard]] int came_to(std::size_t entry, const std::vector<Exchanged>& found) const {
        int last = -1;
        for (const auto& [point, seen] : known_.ways[entry].points) {
            if (is_anchor(entry, point, seen)) last = std::max(last, point);
        }
        for (const auto& fit : found) {
            if (fit.entry == entry) last = std::max(last, fit.point);
        }
        return last;
    }

    /// Points that were certainly passed, and that nothing fits.
    [[nodiscard]] std::size_t missing(const std::vector<Exchanged>& found) const {
        const auto is_missing = [&](const Foreseen& due) {
            const bool fitted = std::any_of(found.begin(), found.end(), [&](const Exchanged& fit) {
                return fit.entry == due.entry && fit.point == due.point;
            });
            return !fitted && due.point < came_to(due.entry, found);
        };
        return static_cast<std::size_t>(std::count_if(points_.begin(), points_.end(), is_missing));
    }

    /// Since then one of the two saw somebody who was due there.
    [[nodiscard]] bool has_seen_its_own(Instant since) const {
        for (std::size_t i = 0; i < known_.ways.size(); ++i) {
            for (const auto& [point, seen] : known_.ways[i].points) {
                if (is_ours(gate_of(i, point)) && seen.at >= since && is_own(i, point, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Each of the passages is at the right gate, if this is how times were.
    [[nodiscard]] bool all_own(const std::vector<Exchanged>& found, const Adjusted& how) const {
        return std::all_of(found.begin(), found.end(), [&](const Exchanged& fit) {
            const auto& seen = known_.record.passages[fit.passage];
            const double at = since_start(fit.entry, seen.at());
            return std::any_of(points_.begin(), points_.end(), [&](const Foreseen& due) {
                return due.entry == fit.entry && due.gate == seen.gate && is_near(due, at, how);
            });
        });
    }

    /// A wrong start or a wrong target explains it.
    [[nodiscard]] bool is_adjusted(const std::vector<Exchanged>& found) const {
        const auto& first = found.front();
        const auto& seen = known_.record.passages[first.passage];
        const double at = since_start(first.entry, seen.at());
        return std::any_of(points_.begin(), points_.end(), [&](const Foreseen& due) {
            if (due.entry != first.entry || due.gate != seen.gate) return false;
            const double shift = at - due.at;
            const double pace = at / due.at;
            const bool may_shift = std::abs(shift) <= kMostShift;
            const bool may_pace = pace <= kMostPace && pace >= 1 / kMostPace;
            return (may_shift && all_own(found, {shift, 1})) ||
                   (may_pace && all_own(found, {0, pace}));
        });
    }

    const Known& known_;
    std::size_t one_;
    std::size_t other_;
    std::vector<Foreseen> points_;   ///< of the two gates, by when
    std::vector<std::size_t> free_;  ///< passages
};

}  // namespace

std::vector<Exchanged> find_exchanged(const Known& known, std::size_t one, std::size_t other) {
    return Pair{known, one, other}.exchanged();
}

}  // namespace qm::timing
