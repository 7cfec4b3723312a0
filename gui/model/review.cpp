// SPDX-License-Identifier: Apache-2.0
#include "gui/model/review.hpp"

#include <algorithm>

#include "gui/model/settle.hpp"
#include "protocol/apply.hpp"

namespace qm::gui {

namespace {

Correction of(const RunState& run) { return {{}, run.run, {}, {}, {}}; }

PassageRef ref_of(const PassageClosed& passage) { return {passage.gate, passage.at}; }

bool is_of(const Split& split, const PassageClosed& passage) {
    return split.gate == passage.gate &&
           (split.passage == passage.passage || split.instant == passage.at);
}

ReviewedPassage reviewed(const PassageClosed& passage, const RunState& run) {
    for (const auto& entry : run.entries) {
        for (const auto& split : entry.splits) {
            if (is_of(split, passage)) return {&passage, &entry, &split};
        }
    }
    return {&passage, nullptr, nullptr};
}

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

bool is_doubtful(const ReviewedPassage& one) {
    return one.split != nullptr && is_doubtful(*one.split);
}

}  // namespace

std::vector<ReviewedPassage> passages_of(const Trace& trace, const SessionState& session,
                                         const RunState& run) {
    std::vector<ReviewedPassage> found;
    const auto end = end_of(session, run);
    for (const auto& [number, passage] : trace.passages()) {
        const bool is_meanwhile =
            !passage.run && run.started && passage.at >= *run.started && passage.at < end;
        if (is_meanwhile || passage.run == run.run) found.push_back(reviewed(passage, run));
    }
    std::sort(found.begin(), found.end(), [](const ReviewedPassage& a, const ReviewedPassage& b) {
        return a.passage->at < b.passage->at;
    });
    return found;
}

void Review::open(const RunState&, const EntryState* athlete) {
    chosen_.reset();
    middle_.reset();
    if (athlete == nullptr) return;
    const auto* split = doubtful_split(*athlete);
    if (split == nullptr || !split->passage) split = last_passed(*athlete);
    if (split == nullptr) return;
    chosen_ = split->passage;
    middle_ = split->instant;
}

ReviewedPassage Review::chosen(const Trace& trace, const SessionState& session,
                               const RunState& run) const {
    const auto all = passages_of(trace, session, run);
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
}

void Review::press(Key pressed, const Trace& trace, const SessionState& session,
                   const RunState& run) {
    if (pressed == key('+') || pressed == key('=')) span_ = std::max(kLeast, span_ / 2);
    if (pressed == key('-')) span_ = std::min(kMost, span_ * 2);
    const auto all = passages_of(trace, session, run);
    if (all.empty()) return;
    const auto* now = chosen(trace, session, run).passage;
    const auto at = std::find_if(all.begin(), all.end(),
                                 [now](const ReviewedPassage& one) { return one.passage == now; });
    if (pressed == Key::Left) go_to(at == all.begin() ? *at : *std::prev(at));
    if (pressed == Key::Right) go_to(std::next(at) == all.end() ? *at : *std::next(at));
    if (pressed != key('j')) return;
    auto next = std::find_if(std::next(at), all.end(), &is_doubtful);
    if (next == all.end()) next = std::find_if(all.begin(), at, &is_doubtful);
    if (next != all.end() && is_doubtful(*next)) go_to(*next);
}

std::optional<Input> give(const RunState& run, const PassageClosed& passage,
                          const AthleteId& athlete) {
    if (find_entry(run, athlete) == nullptr) return std::nullopt;
    return Assign{of(run), ref_of(passage), athlete};
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
