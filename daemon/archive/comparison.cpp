// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "daemon/archive/row_reader.hpp"

namespace qm::archive {

namespace {

struct AthleteInRun {
    std::int64_t position = 0;  ///< of the run
    RunId run;
    AthleteId athlete;
    friend bool operator<(const AthleteInRun& a, const AthleteInRun& b) {
        return std::tie(a.position, a.run, a.athlete) < std::tie(b.position, b.run, b.athlete);
    }
};
using Outcomes = std::map<AthleteInRun, Outcome>;

struct Place {
    std::int64_t position = 0;  ///< of the run
    RunId run;
    Distance at;
    AthleteId athlete;
    friend bool operator<(const Place& a, const Place& b) {
        return std::tie(a.position, a.run, a.at, a.athlete) <
               std::tie(b.position, b.run, b.at, b.athlete);
    }
};
struct Timed {
    TimeAt time;
    std::optional<Instant> instant;
};
using Times = std::map<Place, Timed>;

/// By athlete, distance and start: entries, runs, finishes, best and sum.
using Sums = std::map<std::tuple<AthleteId, std::int64_t, std::string>, std::vector<std::int64_t>>;

/// The rows that `sql` finds for the session, each put in by `take`.
template <class Map, class Take>
Map rows_of(const DerivedRows& from, std::string_view sql, Take take) {
    Map found;
    auto rows = from.database.query(sql, {from.session});
    while (rows.next()) take(found, RowReader{rows});
    return found;
}

Sums sums_of(const DerivedRows& from) {
    return rows_of<Sums>(
        from,
        "SELECT athlete, distance_mm, start, entries, runs, finished, best_us, sum_us FROM form "
        "WHERE session_id = ?",
        [](Sums& found, RowReader row) {
            auto& sums = found[{row.id<AthleteId>(), row.integer(), row.text()}];
            sums = {row.integer(), row.integer(), row.integer(), row.integer(), row.integer()};
        });
}

Outcomes outcomes_of(const DerivedRows& from) {
    return rows_of<Outcomes>(
        from,
        "SELECT run.position, run, athlete, status, time_us, official "
        "FROM run JOIN entry USING (session_id, run) WHERE session_id = ?",
        [](Outcomes& found, RowReader row) {
            AthleteInRun key{row.integer(), row.id<RunId>(), row.id<AthleteId>()};
            found[std::move(key)] = {row.word<EntryStatus>(), row.maybe(&RowReader::elapsed),
                                     row.text()};
        });
}

Times times_of(const DerivedRows& from) {
    return rows_of<Times>(
        from,
        "SELECT position, run, at_mm, athlete, time_us, pm_us, kind, certainty, excluded, t_ns "
        "FROM run JOIN split USING (session_id, run) WHERE session_id = ?",
        [](Times& found, RowReader row) {
            Place key{row.integer(), row.id<RunId>(), row.distance(), row.id<AthleteId>()};
            TimeAt time{key.athlete,
                        row.maybe(&RowReader::elapsed),
                        row.maybe(&RowReader::elapsed),
                        row.word<SplitKind>(),
                        row.real(),
                        row.yes()};
            found[std::move(key)] = {std::move(time), row.maybe(&RowReader::instant)};
        });
}

bool says_the_same(const TimeAt& a, const TimeAt& b) {
    const auto percent = [](const TimeAt& one) { return std::lround(one.certainty * 100); };
    return a.time == b.time && a.kind == b.kind && a.excluded == b.excluded &&
           percent(a) == percent(b);
}

/// Tells all keys in their order; what is on one side only has no other.
template <class Key, class Value, class Tell>
void side_by_side(const std::map<Key, Value>& before, const std::map<Key, Value>& after,
                  Tell tell) {
    std::set<Key> keys;
    for (const auto& one : before) keys.insert(one.first);
    for (const auto& one : after) keys.insert(one.first);
    for (const auto& key : keys) {
        const auto old = before.find(key);
        const auto now = after.find(key);
        tell(key, old == before.end() ? nullptr : &old->second,
             now == after.end() ? nullptr : &now->second);
    }
}

struct Found {
    SplitChange change;
    std::optional<Instant> instant;
};

/// A split that is gone and one that appeared at the same edge are one split that changed hands.
void join_hands(std::vector<Found>& found) {
    for (auto gone = found.begin(); gone != found.end(); ++gone) {
        if (!gone->change.before || gone->change.after || !gone->instant) continue;
        const auto taken = std::find_if(found.begin(), found.end(), [&](const Found& one) {
            return !one.change.before && one.change.after && one.instant == gone->instant &&
                   one.change.run == gone->change.run;
        });
        if (taken == found.end()) continue;
        gone->change.after = std::move(taken->change.after);
        taken->change.after.reset();
    }
    found.erase(
        std::remove_if(found.begin(), found.end(),
                       [](const Found& one) { return !one.change.before && !one.change.after; }),
        found.end());
}

void compare_outcomes(const DerivedRows& before, const DerivedRows& after, Recomputed& found) {
    side_by_side(outcomes_of(before), outcomes_of(after),
                 [&](const AthleteInRun& who, const Outcome* old, const Outcome* now) {
                     if (old != nullptr && now != nullptr && *old == *now) return;
                     OutcomeChange change{who.run, who.athlete};
                     if (old != nullptr) change.before = *old;
                     if (now != nullptr) change.after = *now;
                     found.outcomes.push_back(std::move(change));
                 });
}

void compare_sums(const DerivedRows& before, const DerivedRows& after, Recomputed& found) {
    side_by_side(sums_of(before), sums_of(after),
                 [&](const auto&, const auto* old, const auto* now) {
                     if (old == nullptr || now == nullptr || *old != *now) ++found.sums;
                 });
}

void compare_splits(const DerivedRows& before, const DerivedRows& after, Recomputed& found) {
    std::vector<Found> changes;
    side_by_side(times_of(before), times_of(after),
                 [&](const Place& place, const Timed* old, const Timed* now) {
                     ++found.splits;
                     if (old != nullptr && now != nullptr && says_the_same(old->time, now->time)) {
                         return;
                     }
                     Found one{{place.run, place.at}, now == nullptr ? old->instant : now->instant};
                     if (old != nullptr) one.change.before = old->time;
                     if (now != nullptr) one.change.after = now->time;
                     changes.push_back(std::move(one));
                 });
    const auto apart = changes.size();
    join_hands(changes);
    found.splits -= apart - changes.size();
    for (auto& one : changes) found.splits_changed.push_back(std::move(one.change));
}

}  // namespace

void compare(const DerivedRows& before, const DerivedRows& after, Recomputed& found) {
    found.runs = static_cast<std::size_t>(
        after.database.number("SELECT count(*) FROM run WHERE session_id = ?", {after.session}));
    compare_outcomes(before, after, found);
    compare_splits(before, after, found);
    compare_sums(before, after, found);
}

}  // namespace qm::archive
