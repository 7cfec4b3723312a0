// SPDX-License-Identifier: Apache-2.0
#include "gui/model/comparison.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "gui/model/progress.hpp"
#include "protocol/apply.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

using Times = std::vector<std::optional<Elapsed>>;

struct AgainstWords {
    const char* all;
    const char* key;
    const char* unknown;
};
// In the order of Against.
constexpr std::array<AgainstWords, kAgainst> kAgainstWords{{
    {"against target pace", "target", "no target was entered"},
    {"against personal bests", "personal best", "none is known"},
    {"against the season's bests", "season's best", "none is known"},
    {"against the last run", "last run", "no run before this one today"},
    {"against the leader", "leader", "nobody timed here yet"},
    {"against the average before", "average", "no run before this one today"},
}};

const AgainstWords& words_for(Against against) {
    return kAgainstWords[static_cast<std::size_t>(against)];
}

bool is_any(const Times& times) {
    return std::any_of(times.begin(), times.end(), [](const auto& time) { return time; });
}

/// A time that counts. An estimate is none to be measured against.
std::optional<Elapsed> sure_time(const Split& split) {
    if (split.excluded || split.kind == SplitKind::Estimated) return std::nullopt;
    return split.time;
}

std::optional<Elapsed> time_at(const EntryState& entry, Distance at) {
    const auto found = std::find_if(entry.splits.begin(), entry.splits.end(),
                                    [at](const Split& split) { return split.at == at; });
    return found == entry.splits.end() ? std::nullopt : sure_time(*found);
}

/// What `other` ran at the points of `entry`; empty where no gate stood as far along its way.
Times times_of(const EntryState& entry, const EntryState& other) {
    Times times;
    times.reserve(entry.course.size());
    for (const auto& point : entry.course) times.push_back(time_at(other, point.at));
    return times;
}

/// The athlete's runs before this one over its distance that have a split, the latest first.
std::vector<const EntryState*> runs_before(const SessionState& session, const RunState& run,
                                           const AthleteId& athlete) {
    std::vector<const EntryState*> found;
    bool is_before = false;
    for (auto other = session.runs.rbegin(); other != session.runs.rend(); ++other) {
        if (is_before && other->distance == run.distance) {
            const auto* entry = find_entry(*other, athlete);
            if (entry != nullptr && last_split(*entry) != nullptr) found.push_back(entry);
        }
        is_before = is_before || other->run == run.run;
    }
    return found;
}

std::string with_time(std::string words, std::optional<Elapsed> whole) {
    if (whole) words += ", " + print_official(*whole);
    return words;
}

Reference against_target(const EntryState& entry) {
    Reference reference;
    for (const auto& point : entry.course) reference.at.push_back(point.target);
    reference.words = with_time(words_for(Against::Target).all, target_of(entry));
    return reference;
}

std::optional<Elapsed> faster(std::optional<Elapsed> one, std::optional<Elapsed> other) {
    if (!one || !other) return one ? one : other;
    return std::min(*one, *other);
}

/// A time of which only the finish is known: on the way it is shared as the plan shares the target, or evenly.
Times shared_over(const EntryState& entry, Elapsed time) {
    Times times;
    if (entry.course.empty()) return times;
    const auto whole = entry.course.back().target;
    const double metres = std::max(entry.course.back().at.metres(), 1.0);
    for (const auto& point : entry.course) {
        const bool has_plan = whole && *whole > Elapsed{} && point.target;
        const double share = has_plan ? static_cast<double>(point.target->count()) /
                                            static_cast<double>(whole->count())
                                      : point.at.metres() / metres;
        const auto us = static_cast<double>(time.count()) * share;
        times.emplace_back(Elapsed{static_cast<std::int64_t>(us)});
    }
    return times;
}

const EntryState* fastest_before(const SessionState& session, const RunState& run,
                                 const EntryState& entry) {
    const EntryState* fastest = nullptr;
    for (const auto* other : runs_before(session, run, entry.plan.athlete)) {
        const auto time = other->standing.time;
        if (time && (fastest == nullptr || *time < *fastest->standing.time)) fastest = other;
    }
    return fastest;
}

/// The best of what is known from elsewhere and what was run today; of the latter the splits are known too.
Reference against_best(const EntryState& entry, const EntryState* today,
                       std::optional<Elapsed> known, const std::string& in_words) {
    if (today != nullptr && (!known || *today->standing.time <= *known)) {
        return {times_of(entry, *today), with_time(in_words, today->standing.time)};
    }
    if (!known) return {};
    return {shared_over(entry, *known), with_time(in_words, known)};
}

Reference against_last(const SessionState& session, const RunState& run, const EntryState& entry) {
    const auto before = runs_before(session, run, entry.plan.athlete);
    if (before.empty()) return {};
    return {times_of(entry, *before.front()),
            with_time(words_for(Against::LastRun).all, before.front()->standing.time)};
}

Reference against_leader(const RunState& run, const EntryState& entry) {
    Reference reference;
    reference.at.resize(entry.course.size());
    for (const auto& other : run.entries) {
        if (&other == &entry || other.plan.athlete == entry.plan.athlete) continue;
        const auto theirs = times_of(entry, other);
        for (std::size_t i = 0; i < theirs.size(); ++i) {
            auto& best = reference.at[i];
            if (theirs[i] && (!best || *theirs[i] < *best)) best = theirs[i];
        }
    }
    reference.words = words_for(Against::Leader).all;
    return reference;
}

Reference against_average(const SessionState& session, const RunState& run,
                          const EntryState& entry) {
    const auto before = runs_before(session, run, entry.plan.athlete);
    std::vector<std::pair<Elapsed, int>> sums(entry.course.size());
    for (const auto* other : before) {
        const auto theirs = times_of(entry, *other);
        for (std::size_t i = 0; i < theirs.size(); ++i) {
            if (!theirs[i]) continue;
            sums[i].first += *theirs[i];
            ++sums[i].second;
        }
    }
    Reference reference;
    for (const auto& [sum, count] : sums) {
        reference.at.push_back(count > 0 ? std::optional{sum / count} : std::nullopt);
    }
    reference.words = fmt::format(
        "against the average of {} before",
        before.size() == 1 ? std::string{"the one run"} : fmt::format("{} runs", before.size()));
    return reference;
}

Reference look_up(const SessionState& session, const RunState& run, const EntryState& entry,
                  Against against, const KnownBests& bests) {
    switch (against) {
        case Against::Target:
            return against_target(entry);
        case Against::Best:
            return against_best(entry, fastest_before(session, run, entry),
                                faster(entry.plan.best, bests.ever), "against the personal best");
        case Against::Season:
            return against_best(entry, fastest_before(session, run, entry), bests.season,
                                "against the season's best");
        case Against::LastRun:
            return against_last(session, run, entry);
        case Against::Leader:
            return against_leader(run, entry);
        case Against::Average:
            return against_average(session, run, entry);
    }
    return {};
}

}  // namespace

Reference reference_of(const SessionState& session, const RunState& run, const EntryState& entry,
                       Against against, const KnownBests& bests) {
    auto reference = look_up(session, run, entry, against, bests);
    if (is_any(reference.at)) return reference;
    return {{}, fmt::format("{}: {}", words_for(against).all, words_for(against).unknown)};
}

std::optional<Elapsed> delta_against(const Reference& reference, const Split& split,
                                     Against against) {
    // The daemon's own: rounded once, and told for splits by hand too.
    if (against == Against::Target) return split.delta;
    const auto point = static_cast<std::size_t>(std::max(split.point, 0));
    if (!split.time || point >= reference.at.size() || !reference.at[point]) return std::nullopt;
    return *split.time - *reference.at[point];
}

bool can_compare(const SessionState& session, const RunState& run, const EntryState& entry,
                 Against against, const KnownBests& bests) {
    if (against == Against::Target) return true;
    if (against == Against::Leader) return run.entries.size() > 1;
    return reference_of(session, run, entry, against, bests).is_known();
}

Against next_comparison(const SessionState& session, const RunState& run, const EntryState& entry,
                        Against against, const KnownBests& bests) {
    for (int step = 1; step < kAgainst; ++step) {
        const Against next{
            static_cast<std::uint8_t>((static_cast<int>(against) + step) % kAgainst)};
        if (can_compare(session, run, entry, next, bests)) return next;
    }
    return against;
}

std::string words_of(Against against) { return words_for(against).all; }
std::string short_words_of(Against against) { return words_for(against).key; }

}  // namespace qm::gui
