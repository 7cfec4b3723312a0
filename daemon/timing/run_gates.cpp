// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "daemon/timing/run.hpp"

/// What a run says of its gates: those that saw nobody, and those that have each other's wires.
namespace qm::timing {

namespace {

/// So many passings in a row that a gate did not see are the gate's fault.
constexpr std::size_t kSilent = 3;

constexpr std::chrono::nanoseconds kLately = std::chrono::seconds{60};

/// Wires are plugged in before a run: whether they are crossed shows in the first two laps, or not at all. So the
/// work does not grow with the run.
constexpr std::size_t kFirstPassages = 8;  ///< of each athlete

/// So far back in each athlete's splits a silent gate is looked for.
constexpr std::size_t kLastSplits = 8;

/// A passage this near to when somebody was due elsewhere, in standard deviations, may be theirs.
constexpr int kNear = 3;

/// A time that was taken: not in passing, and not worked out.
bool is_taken(const Split& split) {
    return split.time && !split.provisional && split.kind != SplitKind::Estimated;
}

}  // namespace

std::size_t Run::gate_of(std::size_t entry, int point) const {
    return frame_.gate_index(frame_.entries[entry].place(point).gate);
}

/// Somebody's way ends there.
bool Run::is_finish(std::size_t gate) const {
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        if (gate_of(i, frame_.entries[i].last_point()) == gate) return true;
    }
    return false;
}

/// A hole of somebody who was seen further on; whoever is merely late was not.
std::optional<Run::Unseen> Run::passed_unseen(const EntryState& entry, std::size_t index,
                                              const Split& split) const {
    if (split.kind != SplitKind::Estimated || !split.time || !split.plus_minus ||
        !ways_[index].start) {
        return std::nullopt;
    }
    const bool came_on = std::any_of(
        entry.splits.begin(), entry.splits.end(),
        [&](const Split& later) { return later.point > split.point && is_taken(later); });
    if (!came_on) return std::nullopt;
    const Account::Due due{*ways_[index].start + *split.time, *split.plus_minus};
    return Unseen{index, split.point, due};
}

/// Those who came by a gate and whom it did not see, by when that was. At the end of the run also those who
/// should have finished there.
std::vector<Run::Unseen> Run::unseen_by(const RunState& state, std::size_t gate,
                                        bool at_end) const {
    std::vector<Unseen> all;
    for (std::size_t i = 0; i < state.entries.size(); ++i) {
        const auto& splits = state.entries[i].splits;
        const auto first = at_end || splits.size() < kLastSplits ? 0 : splits.size() - kLastSplits;
        for (std::size_t k = first; k < splits.size(); ++k) {
            const auto& split = splits[k];
            if (!is_hole(split) || frame_.gate_index(split.gate) != gate) continue;
            if (auto one = passed_unseen(state.entries[i], i, split)) all.push_back(*one);
        }
    }
    if (at_end) add_overdue(gate, all);
    std::stable_sort(all.begin(), all.end(),
                     [](const Unseen& a, const Unseen& b) { return a.due.at < b.due.at; });
    return all;
}

void Run::add_overdue(std::size_t gate, std::vector<Unseen>& all) const {
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        const int last = frame_.entries[i].last_point();
        const bool here = is_due(i) && gate_of(i, last) == gate && account_.next_point(i) == last;
        if (!here || ways_[i].points.contains(last)) continue;
        const auto due = account_.due(i, last);
        if (due && due->at + kNear * due->plus_minus <= now_) all.push_back({i, last, *due, false});
    }
}

/// Several athletes; or the only one of the run, unseen twice here or at two gate lines in a row.
bool Run::is_enough(const RunState& state, const std::vector<Unseen>& unseen) const {
    std::set<std::size_t> who;
    for (const auto& one : unseen) who.insert(one.entry);
    if (state.entries.size() > 1) {
        return who.size() >= std::min(kSilent, state.entries.size());
    }
    if (unseen.size() != 1) return unseen.size() > 1;
    const auto& entry = state.entries.front();
    return std::any_of(entry.splits.begin(), entry.splits.end(), [&](const Split& near) {
        return std::abs(near.point - unseen.front().point) == 1 && passed_unseen(entry, 0, near);
    });
}

/// Whom the gate measured from then on.
std::optional<AthleteId> Run::seen_since(const RunState& state, std::size_t gate,
                                         Instant since) const {
    for (const auto& entry : state.entries) {
        for (auto one = entry.splits.rbegin(); one != entry.splits.rend(); ++one) {
            const auto& split = *one;
            if (split.instant && *split.instant < since) break;
            const bool measured = split.kind == SplitKind::Measured && is_taken(split);
            if (!measured || !split.instant) continue;
            if (frame_.gate_index(split.gate) == gate) return entry.plan.athlete;
        }
    }
    return std::nullopt;
}

/// Could have been an athlete, and is taken for nobody.
bool Run::is_left_over(std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    return may_be_named(seen) && !account_.called_back(seen) && !account_.owner(passage);
}

/// A passage there that is nobody's and may be one of theirs: then the names are in doubt, not the beam.
bool Run::has_left_over(std::size_t gate, Instant since) const {
    for (std::size_t i = record_.passages.size(); i-- > 0;) {
        const auto& seen = record_.passages[i];
        if (since != Instant::min() && seen.passage.first + kLately < since) break;
        if (seen.gate == gate && seen.at() >= since && is_left_over(i)) return true;
    }
    return false;
}

/// A passage at a gate that is nobody's and came when somebody was due elsewhere; none of those `taken`.
std::optional<std::size_t> Run::left_over_near(std::size_t gate, const Account::Due& due,
                                               const std::set<std::size_t>& taken) const {
    for (std::size_t i = record_.passages.size(); i-- > 0;) {
        const auto& seen = record_.passages[i];
        if (seen.passage.first + kLately < due.at) break;
        const bool near = std::chrono::abs(seen.at() - due.at) <= kNear * due.plus_minus;
        if (seen.gate == gate && near && is_left_over(i) && !taken.contains(i)) return i;
    }
    return std::nullopt;
}

/// Each of these was due elsewhere just when one of the passages came here that are nobody's.
bool Run::has_passages_of(std::size_t gate, const std::vector<Unseen>& unseen) const {
    std::set<std::size_t> taken;
    return std::all_of(unseen.begin(), unseen.end(), [&](const Unseen& one) {
        const auto found = left_over_near(gate, one.due, taken);
        return found && taken.insert(*found).second;
    });
}

/// It looks as if another gate had its wires; whether it has that one's is still to be seen.
bool Run::may_be_crossed(std::size_t gate, const std::vector<Unseen>& unseen) const {
    for (std::size_t other = 0; other < frame_.ground.gates.size(); ++other) {
        if (other != gate && has_passages_of(other, unseen)) return true;
    }
    return false;
}

std::vector<Exchanged> Run::exchanged(std::size_t one, std::size_t other) const {
    return find_exchanged({frame_, record_, account_, ways_}, one, other);
}

std::string Run::names_of(std::vector<std::size_t> entries) const {
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const auto entry : entries) names.push_back(frame_.athlete(entry).text());
    return fmt::format("{}", fmt::join(names, ", "));
}

Warning Run::crossed(const std::vector<Exchanged>& exchanged) const {
    const auto& first = exchanged.front();
    const auto gate = gate_of(first.entry, first.point);
    const auto other = record_.passages[first.passage].gate;
    std::vector<std::size_t> entries;
    for (const auto& one : exchanged) {
        if (gate_of(one.entry, one.point) == gate) entries.push_back(one.entry);
    }
    const auto names = names_of(entries);
    const bool finish = is_finish(gate) || is_finish(other);
    const auto& here = frame_.ground.gates[gate].id;
    const auto& there = frame_.ground.gates[other].id.text();
    return {now_, "crossed_wires",
            fmt::format("{} saw nobody, and {} was passed just when {} {} due at {}: the two have "
                        "each other's wires. Swap the plugs; {}.",
                        here.text(), there, names,
                        names.find(',') == std::string::npos ? "was" : "were", here.text(),
                        finish ? "no finish is known until then: add those that you saw"
                               : "until then the splits at both are estimated"),
            id(), here};
}

Warning Run::silent(std::size_t gate, const std::vector<Unseen>& unseen) const {
    const auto& id = frame_.ground.gates[gate].id;
    std::vector<std::size_t> entries;
    entries.reserve(unseen.size());
    for (const auto& one : unseen) entries.push_back(one.entry);
    const bool all_came_in =
        std::all_of(unseen.begin(), unseen.end(), [](const Unseen& one) { return one.came_in; });
    return {
        now_, "silent_gate",
        fmt::format(
            "{} has seen {} of {}: the gate is at fault, not the athletes. "
            "Look at its beam; {}.",
            id.text(), frame_.entries.size() == 1 ? "nothing" : "none", names_of(entries),
            all_came_in ? "the splits there are estimated" : "add the finishes that somebody saw"),
        this->id(), id};
}

/// What the run has to say of its gates, as far as it has not said it.
void Run::tell_gates(Outbox& out, bool at_end) {
    if (!had_holes_ && !at_end) return;
    tell_cleared_gates(out);
    tell_crossed_wires(out, at_end);
    tell_silent_gates(out, at_end);
}

/// Only a passage that is nobody's brings news of crossed wires: at its own gate and one other. At the end of the run
/// all gates are looked at.
void Run::tell_crossed_wires(Outbox& out, bool at_end) {
    const auto count = record_.passages.size();
    if (count == 0 || count > kFirstPassages * frame_.entries.size()) return;
    if (at_end) {
        for (std::size_t g = 0; g < told_silent_.size(); ++g) tell_crossed_wires_of(g, out);
    } else if (is_left_over(count - 1)) {
        tell_crossed_wires_of(record_.passages.back().gate, out);
    }
}

void Run::tell_crossed_wires_of(std::size_t gate, Outbox& out) {
    const auto is_doubtful = [&](std::size_t g) {
        return !told_crossed_.contains(g) && has_left_over(g, Instant::min());
    };
    if (!is_doubtful(gate)) return;
    for (std::size_t other = 0; other < told_silent_.size(); ++other) {
        if (other == gate || !is_doubtful(other)) continue;
        const auto found = exchanged(std::min(gate, other), std::max(gate, other));
        if (found.empty()) continue;
        told_crossed_[gate] = other;
        told_crossed_[other] = gate;
        out.emit(crossed(found));
        return;
    }
}

void Run::tell_silent_gates(Outbox& out, bool at_end) {
    const auto& state = out.run(id());
    for (std::size_t g = 0; g < told_silent_.size(); ++g) {
        if (told_silent_[g] || told_crossed_.contains(g)) continue;
        const auto unseen = unseen_by(state, g, at_end);
        if (unseen.empty() || !is_enough(state, unseen)) continue;
        const auto since = unseen.front().due.at;
        if (seen_since(state, g, since) || has_left_over(g, since - kLately)) continue;
        if (!at_end && may_be_crossed(g, unseen)) continue;
        told_silent_[g] = true;
        out.emit(silent(g, unseen));
    }
}

/// Whom an accused gate has seen meanwhile, so that it was accused wrongly or is mended.
std::optional<AthleteId> Run::seen_after_all(const RunState& state, std::size_t gate) const {
    const auto other = told_crossed_.find(gate);
    if (other != told_crossed_.end()) {
        if (!exchanged(gate, other->second).empty()) return std::nullopt;
        return seen_since(state, gate, Instant::min());
    }
    const auto unseen = unseen_by(state, gate, false);
    return seen_since(state, gate, unseen.empty() ? Instant::min() : unseen.front().due.at);
}

void Run::tell_cleared_gates(Outbox& out) {
    for (std::size_t g = 0; g < told_silent_.size(); ++g) {
        const bool wires = told_crossed_.contains(g);
        if (!wires && !told_silent_[g]) continue;
        const auto who = seen_after_all(out.run(id()), g);
        if (!who) continue;
        if (wires) {
            told_crossed_.erase(told_crossed_.at(g));
            told_crossed_.erase(g);
        }
        told_silent_[g] = false;
        const auto& gate = frame_.ground.gates[g].id;
        out.emit(Warning{now_, "gate_cleared",
                         fmt::format("{} has seen {} after all: look no further for its {}.",
                                     gate.text(), who->text(), wires ? "wires" : "beam"),
                         id(), gate});
    }
}

}  // namespace qm::timing
