// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/standing.hpp"

#include <algorithm>

#include "daemon/pacing/needs.hpp"
#include "daemon/pacing/warp.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

namespace {

/// A block's switch belongs to the start that it was left within a second of.
constexpr std::chrono::nanoseconds kNearTheStart = std::chrono::seconds{1};

/// So late, in standard deviations and never less than this, an athlete is overdue.
constexpr int kOverdue = 4;
constexpr Elapsed kAtLeastOverdue = std::chrono::seconds{2};
constexpr int kMostOverdue = 2;

bool counts(const Split& split) { return split.time.has_value() && !split.excluded; }

bool is_over(const Split& split) { return counts(split) && !split.provisional; }

/// The last split whose time was taken, by a beam or by a person.
const Split* last_taken(const std::vector<Split>& splits) {
    const auto last = std::find_if(splits.rbegin(), splits.rend(), [](const Split& split) {
        return is_over(split) && split.kind != SplitKind::Estimated;
    });
    return last == splits.rend() ? nullptr : &*last;
}

/// What was measured, for converting it.
std::vector<pacing::Knot> measured(const std::vector<Split>& splits) {
    std::vector<pacing::Knot> knots;
    knots.reserve(splits.size());
    for (const auto& split : splits) {
        const bool rises = knots.empty() || (split.time && *split.time > knots.back().time);
        if (split.kind == SplitKind::Measured && is_over(split) && rises) {
            knots.push_back({split.at, *split.time});
        }
    }
    return knots;
}

std::optional<Elapsed> reaction(const Record& record, const Entered& entry, Instant start) {
    for (const auto& block : record.blocks) {
        const bool own = entry.plan.lane && block.lane == *entry.plan.lane;
        if (own && std::chrono::abs(block.at - start) <= kNearTheStart) {
            return elapsed_between(start, block.at);
        }
    }
    return std::nullopt;
}

void foresee(const Account& account, std::size_t index, const Entered& entry, const Way& way,
             const Split* last, Standing& standing) {
    const int next = std::max(last == nullptr ? 0 : last->point + 1, way.overdue_before);
    if (last == nullptr) {
        standing.predicted = entry.pace.target(entry.pace.total());
    } else {
        const auto foreseen = entry.pace.predict(last->at, *last->time);
        standing.predicted = foreseen.finish;
        standing.predicted_pm = foreseen.plus_minus;
    }
    standing.needs = pacing::needs(entry.pace, last == nullptr ? Distance{} : last->at,
                                   last == nullptr ? Elapsed{} : *last->time)
                         .stretches;
    if (next > entry.last_point()) return;
    standing.next_point = next;
    if (const auto due = account.due(index, next)) {
        standing.next_due = elapsed_between(*way.start, due->at);
        standing.next_due_pm = due->plus_minus;
    }
}

std::optional<Instant> overdue_at(const Account& account, std::size_t index, int point) {
    const auto due = account.due(index, point);
    if (!due) return std::nullopt;  // passed, or not started
    return due->at + std::max<Elapsed>(kOverdue * due->plus_minus, kAtLeastOverdue);
}

}  // namespace

Standing make_standing(const Frame& frame, const Record& record, const Account& account,
                       std::size_t index, const Way& way, const std::vector<Split>& splits) {
    const auto& entry = frame.entries[index];
    Standing standing;
    standing.start = way.start;
    if (way.start) standing.reaction = reaction(record, entry, *way.start);
    const auto* last = last_taken(splits);
    const bool finished = last != nullptr && last->point == entry.last_point();
    if (finished) {
        standing.status = EntryStatus::Finished;
        standing.time = last->time;
        standing.official = print_official(*last->time);
    } else if (account.ended()) {
        standing.status = last != nullptr ? EntryStatus::Dnf : EntryStatus::Dns;
    } else if (way.start) {
        foresee(account, index, entry, way, last, standing);
    }
    standing.equivalents = pacing::equivalents(entry.pace, entry.course, measured(splits));
    const auto said = account.rulings().statuses.find(index);
    if (said != account.rulings().statuses.end()) {
        const auto start = standing.start;
        const auto time = standing.time;
        const auto official = standing.official;
        standing = Standing{said->second.status};
        standing.start = start;
        standing.time = time;
        standing.official = official;
        standing.reason = said->second.why;
    }
    return standing;
}

int overdue_before(const Frame& frame, const Account& account, std::size_t index, Instant now) {
    const int first = account.next_point(index);
    const int last = std::min(frame.entries[index].last_point(), first + kMostOverdue - 1);
    for (int point = first; point <= last; ++point) {
        const auto late = overdue_at(account, index, point);
        if (!late || *late > now) return point;
    }
    return last + 1;
}

std::optional<Instant> next_overdue(const Frame& frame, const Account& account, std::size_t index,
                                    int from) {
    const int first = account.next_point(index);
    const int point = std::max(first, from);
    if (point >= first + kMostOverdue || point > frame.entries[index].last_point()) {
        return std::nullopt;
    }
    return overdue_at(account, index, point);
}

}  // namespace qm::timing
