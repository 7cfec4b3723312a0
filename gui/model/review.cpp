// SPDX-License-Identifier: Apache-2.0
#include "gui/model/review.hpp"

#include <algorithm>
#include <unordered_map>

#include "gui/model/progress.hpp"
#include "gui/model/settle.hpp"
#include "protocol/apply.hpp"

namespace qm::gui {

namespace {

constexpr int kStepsAcross =
    200;  ///< of a comma or a full stop, from one end of the axis to the other

Correction of(const RunState& run) { return {{}, run.run, {}, {}, {}}; }

PassageRef ref_of(const PassageClosed& passage) { return {passage.gate, passage.at}; }

/// The splits of a run by where they were measured, so that each passage need not ask each split.
class MeasuredAt {
public:
    explicit MeasuredAt(const RunState& run) {
        for (const auto& entry : run.entries) {
            for (const auto& split : entry.splits) add(entry, split);
        }
    }
    [[nodiscard]] ReviewedPassage at(const PassageClosed& passage) const {
        const auto numbered = by_number_.find(to_number(passage.passage));
        if (numbered != by_number_.end() && numbered->second.split->gate == passage.gate) {
            return {&passage, numbered->second.entry, numbered->second.split};
        }
        const auto [first, last] = by_time_.equal_range(passage.at.time_since_epoch().count());
        const auto timed = std::find_if(
            first, last, [&](const auto& one) { return one.second.split->gate == passage.gate; });
        if (timed == last) return {&passage, nullptr, nullptr};
        return {&passage, timed->second.entry, timed->second.split};
    }

private:
    struct Measured {
        const EntryState* entry = nullptr;
        const Split* split = nullptr;
    };

    void add(const EntryState& entry, const Split& split) {
        if (split.passage)
            by_number_.try_emplace(to_number(*split.passage), Measured{&entry, &split});
        if (split.instant) {
            by_time_.emplace(split.instant->time_since_epoch().count(), Measured{&entry, &split});
        }
    }

    std::unordered_map<std::uint64_t, Measured> by_number_;
    std::unordered_multimap<std::int64_t, Measured> by_time_;
};

/// When the run after this one began, or never.
Instant end_of(const SessionState& session, const RunState& run) {
    auto end = Instant::max();
    for (const auto& other : session.runs) {
        if (other.started && run.started && *other.started > *run.started) {
            end = std::min(end, *other.started);
        }
    }
    return end;
}

const Split* last_passed(const EntryState& entry) {
    const auto found = std::find_if(entry.splits.rbegin(), entry.splits.rend(),
                                    [](const Split& split) { return split.passage.has_value(); });
    return found == entry.splits.rend() ? nullptr : &*found;
}

/// Nothing was measured at that point, and the time lies between what was measured around it.
bool fits(const EntryState& entry, int point, Elapsed time) {
    return std::all_of(entry.splits.begin(), entry.splits.end(), [&](const Split& split) {
        if (!split.time || split.kind == SplitKind::Estimated) return true;
        if (split.point == point) return false;
        return split.point < point ? *split.time < time : *split.time > time;
    });
}

bool is_doubtful(const ReviewedPassage& one) {
    return one.split != nullptr && is_doubtful(*one.split);
}

}  // namespace

std::vector<ReviewedPassage> passages_of(const Trace& trace, const SessionState& session,
                                         const RunState& run) {
    std::vector<ReviewedPassage> found;
    const MeasuredAt splits{run};
    const auto end = end_of(session, run);
    for (const auto& [number, passage] : trace.passages()) {
        const bool is_meanwhile =
            !passage.run && run.started && passage.at >= *run.started && passage.at < end;
        if (is_meanwhile || passage.run == run.run) found.push_back(splits.at(passage));
    }
    std::sort(found.begin(), found.end(), [](const ReviewedPassage& a, const ReviewedPassage& b) {
        return a.passage->at < b.passage->at;
    });
    return found;
}

void Review::open(const EntryState* athlete) {
    chosen_.reset();
    middle_.reset();
    mark_.reset();
    reason_.set({});
    if (athlete == nullptr) return;
    const auto* split = doubtful_split(*athlete);
    if (split == nullptr || !split->passage) split = last_passed(*athlete);
    if (split == nullptr) return;
    chosen_ = split->passage;
    middle_ = split->instant;
}

void Review::open(const EntryState& athlete, PassageId passage) {
    open(&athlete);
    const auto found = std::find_if(athlete.splits.begin(), athlete.splits.end(),
                                    [&](const Split& split) { return split.passage == passage; });
    if (found == athlete.splits.end()) return;
    chosen_ = passage;
    middle_ = found->instant;
}

void Review::choose(PassageId passage) {
    chosen_ = passage;
    mark_.reset();
}

ReviewedPassage Review::chosen(const std::vector<ReviewedPassage>& all) const {
    const auto found = std::find_if(all.begin(), all.end(), [this](const ReviewedPassage& one) {
        return one.passage->passage == chosen_;
    });
    if (found != all.end()) return *found;
    return all.empty() ? ReviewedPassage{} : all.back();
}

Instant Review::middle(const ReviewedPassage& at, const RunState& run) const {
    if (middle_) return *middle_;
    if (at.passage != nullptr) return at.passage->at;
    return run.started.value_or(Instant{});
}

void Review::go_to(const ReviewedPassage& passage) {
    chosen_ = passage.passage->passage;
    middle_ = passage.passage->at;
    mark_.reset();
}

void Review::move_mark(int steps, const ReviewedPassage& from) {
    if (!mark_ && from.passage != nullptr) mark_ = HandMark{from.passage->gate, from.passage->at};
    if (!mark_) return;
    mark_->at += span_ / kStepsAcross * steps;
    middle_ = mark_->at;
}

void Review::type_reason(Key pressed) {
    if (pressed == Key::Escape) reason_.set({});
    if (pressed == Key::Escape || pressed == Key::Enter) types_reason_ = false;
    reason_.press(pressed);
}

std::string Review::take_reason() {
    auto reason = reason_.text();
    reason_.set({});
    return reason;
}

void Review::press(Key pressed, const Trace& trace, const SessionState& session,
                   const RunState& run) {
    if (pressed == key('+') || pressed == key('=')) span_ = std::max(kLeast, span_ / 2);
    if (pressed == key('-')) span_ = std::min(kMost, span_ * 2);
    const auto all = passages_of(trace, session, run);
    if (pressed == key(',')) move_mark(-1, chosen(all));
    if (pressed == key('.')) move_mark(1, chosen(all));
    const auto at = std::find_if(
        all.begin(), all.end(),
        [now = chosen(all).passage](const ReviewedPassage& one) { return one.passage == now; });
    if (at == all.end()) return;
    if (pressed == Key::Left && at != all.begin()) go_to(*std::prev(at));
    if (pressed == Key::Right && std::next(at) != all.end()) go_to(*std::next(at));
    if (pressed == key('j')) go_to_doubtful(all, at - all.begin());
}

void Review::go_to_doubtful(const std::vector<ReviewedPassage>& all, std::ptrdiff_t from) {
    const auto at = all.begin() + from;
    auto next = std::find_if(std::next(at), all.end(), &is_doubtful);
    if (next == all.end()) next = std::find_if(all.begin(), at, &is_doubtful);
    if (next != all.end() && is_doubtful(*next)) go_to(*next);
}

std::optional<Input> give(const RunState& run, const PassageClosed& passage,
                          const AthleteId& athlete) {
    if (find_entry(run, athlete) == nullptr) return std::nullopt;
    return Assign{of(run), ref_of(passage), athlete};
}

std::optional<Input> add_split(const RunState& run, const EntryState& entry, const HandMark& mark) {
    const auto start = own_start(run, entry);
    if (!start || mark.at <= *start) return std::nullopt;
    const auto time = std::chrono::duration_cast<Elapsed>(mark.at - *start);
    for (int point = 0; point < static_cast<int>(entry.course.size()); ++point) {
        if (entry.course[static_cast<std::size_t>(point)].gate != mark.gate) continue;
        if (fits(entry, point, time)) return Add{of(run), entry.plan.athlete, point, time};
    }
    return std::nullopt;
}

std::optional<Input> say_of(Key pressed, const RunState& run, const ReviewedPassage& at) {
    if (at.passage == nullptr) return std::nullopt;
    if (pressed == key('n')) return Discard{of(run), ref_of(*at.passage)};
    if (pressed == key('l')) return Restore{of(run), ref_of(*at.passage)};
    if (at.entry == nullptr) return std::nullopt;
    if (pressed == key('x')) return swap_split(run, *at.entry, *at.split);
    if (pressed == key('d')) return Exclude{of(run), ref_of(*at.passage)};
    if (pressed == Key::Enter || pressed == key('y')) {
        return give(run, *at.passage, at.entry->plan.athlete);
    }
    return std::nullopt;
}

}  // namespace qm::gui
