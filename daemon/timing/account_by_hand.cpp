// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "protocol/seconds.hpp"

#include "daemon/timing/account.hpp"

/// Times that persons typed or pressed a key for.
namespace qm::timing {

namespace {

/// What is expected of somebody's key presses before any is known, and how many it counts for.
constexpr double kUsualTapDelay = 0.15;
constexpr double kUsualTaps = 2;

/// A press that tells a delay, in seconds after the athlete was measured: who waits for the athlete presses at
/// most so much too soon, and who is further off pressed for somebody else or looked away.
constexpr double kSoonestTap = -0.3;
constexpr double kLatestTap = 1.0;

/// So far a time from a person's watch may lie from the passage it speaks of.
constexpr Elapsed kWatchError{500'000};

/// Whether a moment at a point lies between those before and after it.
bool fits(const Way& way, int point, Instant at) {
    if (!way.start || at <= *way.start) return false;
    const auto after = way.points.upper_bound(point);
    if (after != way.points.end() && after->second.at <= at) return false;
    const auto before = way.points.lower_bound(point);
    return before == way.points.begin() || std::prev(before)->second.at < at;
}

}  // namespace

std::vector<Account::Typed> Account::typed_by_time() const {
    std::vector<Typed> typed;
    for (const auto& [place, time] : rulings_.typed) {
        const auto start = known_start(place.first);
        if (start) typed.push_back({start->at + time, place.first, place.second});
    }
    std::stable_sort(typed.begin(), typed.end(),
                     [](const Typed& a, const Typed& b) { return a.at < b.at; });
    return typed;
}

/// The passages that typed times speak of, nearest first: each the athlete's own, since a watch is that near.
void Account::find_meant(std::vector<Typed>& typed) {
    typed_until_ = typed.empty() ? Instant::min() : typed.back().at + kWatchError;
    struct Pair {
        Elapsed off;
        std::size_t typed;
        std::size_t passage;
    };
    std::vector<Pair> pairs;
    for (std::size_t t = 0; t < typed.size(); ++t) {
        const auto gate =
            frame_.gate_index(frame_.entries[typed[t].entry].place(typed[t].point).gate);
        for (std::size_t i = 0; i < record_.passages.size(); ++i) {
            const auto& seen = record_.passages[i];
            if (seen.gate != gate || !is_free(i)) continue;
            const auto off =
                elapsed_between(std::min(typed[t].at, seen.at()), std::max(typed[t].at, seen.at()));
            if (off <= kWatchError) pairs.push_back({off, t, i});
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.off < b.off; });
    meant_.clear();
    for (const auto& pair : pairs) {
        auto& one = typed[pair.typed];
        if (one.was_seen || meant_.contains(pair.passage)) continue;
        one.was_seen = true;
        meant_[pair.passage] = {one.entry, one.point};
    }
}

/// Nobody said whose it is, and it may be an athlete's.
bool Account::is_free(std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    return may_be_named(seen) && !rulings_.owners.contains(passage) && !called_back(seen) &&
           !came_after_the_end(seen);
}

void Account::take_typed(std::size_t entry, int point, Instant at) {
    const auto gate = frame_.gate_index(frame_.entries[entry].place(point).gate);
    const naming::Say say{naming::Say::Kind::Athletes, static_cast<int>(entry), point};
    static_cast<void>(namer_.take({static_cast<int>(gate), seconds(at), 0, 0}, say));
    passage_of_.emplace_back();
}

bool Account::is_by_hand(std::size_t entry) const {
    const auto typed = rulings_.typed.lower_bound({entry, 0});
    if (typed != rulings_.typed.end() && typed->first.first == entry) return true;
    return std::any_of(rulings_.taps.begin(), rulings_.taps.end(),
                       [entry](const ruling::Tapped& tap) { return tap.entry == entry; });
}

/// Where one athlete was measured tells the delay of presses for the others.
void Account::renew_taps() {
    std::set<std::size_t> tapped;
    for (const auto& tap : rulings_.taps) tapped.insert(tap.entry);
    for (const auto entry : tapped) {
        make_way(entry);
        changes_.push_back({entry, 0});
    }
}

std::optional<Instant> Account::measured_at(std::size_t entry, int point) const {
    for (const auto& given : namer_.given(static_cast<int>(entry))) {
        const auto& passage = passage_of_[static_cast<std::size_t>(given.sighting)];
        if (given.point == point && passage) return record_.passages[*passage].at();
    }
    return std::nullopt;
}

Elapsed Account::tap_delay(const std::string& by) const {
    double sum = kUsualTaps * kUsualTapDelay;
    double count = kUsualTaps;
    for (const auto& tap : rulings_.taps) {
        if (tap.by != by) continue;
        const auto measured = measured_at(tap.entry, tap.point);
        if (!measured) continue;
        const double delay = to_seconds(elapsed_between(*measured, tap.at));
        if (delay < kSoonestTap || delay > kLatestTap) continue;
        sum += delay;
        count += 1;
    }
    return from_seconds(std::max(sum / count, 0.0));
}

void Account::add_taps(std::size_t entry, Way& way) const {
    for (const auto& tap : rulings_.taps) {
        if (tap.entry != entry || !way.start || way.points.contains(tap.point)) continue;
        const auto delay = tap_delay(tap.by);
        WayPoint point{tap.at - delay, SplitKind::Hand, TimeSource::Body::Tapped};
        if (!fits(way, tap.point, point.at)) continue;
        point.flags.push_back(fmt::format("By hand: pressed{}, {:.2f} s taken off for the delay.",
                                          tap.by.empty() ? "" : " by " + tap.by,
                                          to_seconds(delay)));
        way.points[tap.point] = point;
    }
}

}  // namespace qm::timing
