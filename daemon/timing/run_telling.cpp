// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "daemon/timing/run.hpp"
#include "daemon/timing/standing.hpp"
#include "protocol/race_time.hpp"

/// How a run tells what is so: events for what differs from what was told last.
namespace qm::timing {

namespace {

/// It is a crowd when one athlete in so many, and two at least, cannot be told apart any more.
constexpr std::size_t kCrowd = 3;

/// So long after the last finish a correction may put somebody back on the track; later the run stays ended.
constexpr std::chrono::nanoseconds kMayGoOn = std::chrono::seconds{60};

constexpr Elapsed kFastestReaction = std::chrono::milliseconds{100};

bool is_open(const EntryState& entry) { return entry.standing.status == EntryStatus::Running; }

/// The first split of this point or a later one.
std::vector<Split>::const_iterator find_split(const std::vector<Split>& splits, int point) {
    return std::lower_bound(splits.begin(), splits.end(), point,
                            [](const Split& one, int wanted) { return one.point < wanted; });
}

/// The passages of the record that a way rests on from a point on, rising.
std::vector<std::size_t> recorded(const Way& way, int from) {
    std::vector<std::size_t> all;
    if (way.start_recorded && from <= 0) all.push_back(*way.start_recorded);
    for (auto one = way.points.lower_bound(from); one != way.points.end(); ++one) {
        if (one->second.recorded) all.push_back(*one->second.recorded);
    }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

void Run::tell(const std::vector<Account::Change>& changes, Instant now, Outbox& out) {
    reach(now);
    if (over_since_ && !account_.ended() && now - *over_since_ > kMayGoOn) {
        record_.ended = over_since_;
    }
    std::vector<std::size_t> passages;
    for (const auto& change : changes) tell_entry(change, passages, out);
    std::sort(passages.begin(), passages.end());
    passages.erase(std::unique(passages.begin(), passages.end()), passages.end());
    for (const auto passage : passages) {
        if (passage + 1 != record_.passages.size()) tell_passage(passage, out);
    }
    tell_phase(now, out);
    tell_gates(out, account_.ended().has_value() || over_since_.has_value());
    tell_known_finishes(out);
    tell_crowd(out);
    set_deadline();
}

void Run::add_provisional(std::size_t entry, Way& way) const {
    for (const auto& [id, one] : provisional_) {
        const auto& guess = one.guess;
        if (guess.entry != entry || !way.start) continue;
        auto last = way.points.rbegin();
        // A key press gives way to the beam.
        const bool pressed = last != way.points.rend() && last->first == guess.point &&
                             last->second.kind == SplitKind::Hand;
        if (pressed) ++last;
        const bool first = last == way.points.rend();
        if (!first && guess.point <= last->first) continue;
        if (elapsed_between(first ? *way.start : last->second.at, one.at) <= Elapsed{}) continue;
        WayPoint point{one.at};
        point.passage = id;
        point.certainty = guess.certainty;
        point.runner_up = guess.runner_up;
        point.runner_up_certainty = guess.runner_up_certainty;
        point.provisional = true;
        way.points[guess.point] = point;
    }
}

/// Takes what is provisional out of a way, so that what is so stands there again; tells what it was.
std::map<int, PassageId> Run::without_provisional(Way& way, const Way& is) {
    std::map<int, PassageId> taken;
    for (const auto& [point, seen] : way.points) {
        if (seen.provisional && seen.passage) taken[point] = *seen.passage;
    }
    for (const auto& [point, passage] : taken) {
        const auto known = is.points.find(point);
        if (known == is.points.end()) {
            way.points.erase(point);
        } else {
            way.points[point] = known->second;
        }
    }
    return taken;
}

/// Brings what is told of a way up to what is so, from the change on; collects the passages that it lost or
/// gained. Tells from which point on it is another way: what is provisional may come or go before the change.
int Run::renew_way(const Account::Change& change, std::vector<std::size_t>& passages) {
    auto& way = ways_[change.entry];
    const auto& is = account_.way(change.entry);
    const auto before = recorded(way, change.from);
    const auto provisional_before = without_provisional(way, is);
    const auto after = recorded(is, change.from);
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(passages));
    way.start = is.start;
    way.start_pm = is.start_pm;
    way.start_recorded = is.start_recorded;
    const auto old = way.points.lower_bound(change.from);
    const auto now_is = is.points.lower_bound(change.from);
    if (!std::equal(old, way.points.end(), now_is, is.points.end())) {
        way.points.erase(old, way.points.end());
        way.points.insert(now_is, is.points.end());
    }
    auto& overdue = overdue_before_[change.entry];
    overdue = is_due(change.entry) ? overdue_before(frame_, account_, change.entry, now_) : 0;
    way.overdue_before = overdue;
    add_provisional(change.entry, way);
    int first = change.from;
    for (const auto& [point, passage] : provisional_before) {
        const auto now = way.points.find(point);
        const bool stays =
            now != way.points.end() && now->second.provisional && now->second.passage == passage;
        if (!stays) first = std::min(first, point);
    }
    for (const auto& [point, seen] : way.points) {
        if (point >= first) break;
        if (seen.provisional && !provisional_before.contains(point)) first = point;
    }
    return first;
}

/// What is provisional changes nobody's standing, also where it hides a key press.
Standing Run::standing_of(std::size_t entry, const std::vector<Split>& shown) const {
    const auto& told = ways_[entry];
    const bool open =
        std::any_of(shown.begin(), shown.end(), [](const Split& one) { return one.provisional; });
    if (!open) return make_standing(frame_, record_, account_, entry, told, shown);
    auto way = account_.way(entry);
    way.overdue_before = told.overdue_before;
    const auto splits = make_splits(frame_.entries[entry], way, 0, frame_.settings);
    return make_standing(frame_, record_, account_, entry, way, splits);
}

void Run::tell_entry(const Account::Change& change, std::vector<std::size_t>& passages,
                     Outbox& out) {
    const auto entry = change.entry;
    const int from = renew_way(change, passages);
    tell_splits(entry, first_changed(ways_[entry], from), out);
    const auto& shown = out.run(id()).entries[entry];
    auto standing = standing_of(entry, shown.splits);
    if (standing != shown.standing) {
        out.emit(StandingChanged{id(), frame_.athlete(entry), std::move(standing)});
    }
    find_overdue(entry);
}

void Run::tell_splits(std::size_t entry, int first, Outbox& out) {
    const auto& athlete = frame_.athlete(entry);
    auto splits = make_splits(frame_.entries[entry], ways_[entry], first, frame_.settings);
    const auto& shown = out.run(id()).entries[entry].splits;  // changes with what is emitted
    std::vector<Split> withdrawn;
    for (auto old = find_split(shown, first); old != shown.end(); ++old) {
        const bool stays = std::any_of(splits.begin(), splits.end(),
                                       [&](const Split& one) { return one.point == old->point; });
        if (!stays) withdrawn.push_back(*old);
    }
    for (const auto& old : withdrawn) {
        out.emit(SplitWithdrawn{id(), athlete, old.point, why_withdrawn(old)});
    }
    for (auto& split : splits) {
        const auto old = find_split(shown, split.point);
        if (old != shown.end() && *old == split) continue;
        had_holes_ = had_holes_ || is_hole(split);
        out.emit(SplitGiven{id(), athlete, std::move(split)});
    }
}

std::string Run::why_withdrawn(const Split& split) const {
    if (!split.passage) return "It is not known any more that the athlete passed here.";
    for (std::size_t i = record_.passages.size(); i-- > 0;) {
        if (record_.passages[i].passage.id != *split.passage) continue;
        const auto verdict = account_.verdict(i);
        return account_.owner(i) ? "Revised by what came after: " + verdict : verdict;
    }
    return "Somebody else's passage, or nobody's.";
}

std::string Run::revised(const Told& before, const Told& now) const {
    if (before.owner == now.owner) return now.verdict;
    return fmt::format("Revised: {} It was taken for {} first.", now.verdict,
                       before.owner ? frame_.athlete(before.owner->entry).text() : "nobody's");
}

void Run::tell_passage(std::size_t passage, Outbox& out) {
    const auto& seen = record_.passages[passage];
    const auto& gate = frame_.ground.gates[seen.gate].id;
    Told now{account_.owner(passage), account_.verdict(passage)};
    auto& told = told_[passage];
    const bool first = told.verdict.empty();
    if (!first && told.owner == now.owner && told.verdict == now.verdict) return;

    PassageClosed closed = to_event(seen.passage, gate);
    closed.run = id();
    closed.verdict = first ? now.verdict : revised(told, now);
    if (now.owner) closed.athlete = frame_.athlete(now.owner->entry);
    const bool was_listed = !first && !told.owner;
    const bool same = was_listed && !now.owner && told.verdict == now.verdict;
    if (was_listed && !same) out.emit(UnassignedWithdrawn{id(), gate, closed.at});
    if (!now.owner && !same) {
        out.emit(UnassignedPassage{id(), {gate, closed.at, closed.width, now.verdict}});
    }
    out.emit(std::move(closed));
    told = std::move(now);
}

RunPhase Run::phase(const RunState& state) const {
    if (account_.ended()) return RunPhase::Ended;
    const bool started = account_.started().has_value() ||
                         std::any_of(ways_.begin(), ways_.end(),
                                     [](const Way& way) { return way.start.has_value(); });
    if (started) {
        const bool anybody = std::any_of(state.entries.begin(), state.entries.end(), is_open);
        return anybody ? RunPhase::Running : RunPhase::Ended;
    }
    return record_.armed ? RunPhase::Armed : RunPhase::Created;
}

void Run::tell_phase(Instant now, Outbox& out) {
    const auto& state = out.run(id());
    auto started = account_.started();
    for (const auto& way : ways_) {
        if (!account_.started() && way.start && (!started || *way.start < *started)) {
            started = way.start;
        }
    }
    const auto is = phase(state);
    if (is != RunPhase::Ended || account_.rulings().ended) {
        over_since_.reset();
    } else if (!over_since_) {
        over_since_ = now;
    }
    if (is == state.phase && started == state.started) return;
    out.emit(PhaseChanged{id(), is, now, started});
}

/// At the end of a run: whoever was due at the finish and was not seen there did not finish, unless somebody saw it.
void Run::tell_unseen_finishes(Instant now, Outbox& out) {
    reach(now);
    tell_gates(out, true);
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        auto sentence = finish_elsewhere(i);
        if (!sentence) sentence = unseen_finish(i, now);
        if (!sentence) continue;
        const auto& entry = frame_.entries[i];
        told_unseen_.insert(i);
        out.emit(Warning{now, "unseen_finish", std::move(*sentence), id(),
                         entry.place(entry.last_point()).gate});
    }
}

std::optional<std::string> Run::unseen_finish(std::size_t entry, Instant now) const {
    const auto& entered = frame_.entries[entry];
    const int last = entered.last_point();
    if (!is_due(entry) || account_.next_point(entry) != last) return std::nullopt;
    const auto due = account_.due(entry, last);
    const auto& way = ways_[entry];
    const bool waits = due && due->at + due->plus_minus <= now && way.start;
    if (!waits || way.points.contains(last)) return std::nullopt;  // a hand time stands
    return fmt::format(
        "{} saw nothing of {}, due there at {} (±{:.1f} s){}. "
        "If somebody saw the finish, add its time.",
        entered.place(last).gate.text(), frame_.athlete(entry).text(),
        print_official(elapsed_between(*way.start, due->at)),
        static_cast<double>(due->plus_minus.count()) / 1e6,
        told_silent_[gate_of(entry, last)] ? "" : ": did not finish");
}

/// The finish has another gate's wires, and that one was passed when this athlete was due.
std::optional<std::string> Run::finish_elsewhere(std::size_t entry) const {
    const int last = frame_.entries[entry].last_point();
    const auto gate = gate_of(entry, last);
    const auto other = told_crossed_.find(gate);
    if (other == told_crossed_.end() || !is_due(entry)) return std::nullopt;
    for (const auto& one : exchanged(gate, other->second)) {
        if (one.entry != entry || one.point != last) continue;
        const auto at = record_.passages[one.passage].at();
        return fmt::format(
            "{} saw nothing of {}, but {}, which has its wires, was passed at {}, "
            "just when {} was due at the finish: add that time.",
            frame_.ground.gates[gate].id.text(), frame_.athlete(entry).text(),
            frame_.ground.gates[other->second].id.text(),
            print_official(elapsed_between(*ways_[entry].start, at)), frame_.athlete(entry).text());
    }
    return std::nullopt;
}

/// What was said to be unseen, a person has said since.
void Run::tell_known_finishes(Outbox& out) {
    for (auto i = told_unseen_.begin(); i != told_unseen_.end();) {
        const auto& way = ways_[*i];
        const int last = frame_.entries[*i].last_point();
        const auto finish = way.points.find(last);
        const bool known =
            finish != way.points.end() && !finish->second.provisional &&
            (finish->second.confirmed || finish->second.kind != SplitKind::Measured ||
             !told_crossed_.contains(gate_of(*i, last)));
        if (!known) {
            ++i;
            continue;
        }
        out.emit(
            Warning{now_, "finish_known",
                    fmt::format("{}'s finish is known after all, {}: nothing is left to add.",
                                frame_.athlete(*i).text(),
                                print_official(elapsed_between(*way.start, finish->second.at))),
                    id(), frame_.entries[*i].place(last).gate});
        i = told_unseen_.erase(i);
    }
}

/// Said once: from then on a coach should not believe names that nobody confirmed.
void Run::tell_crowd(Outbox& out) {
    if (told_crowd_) return;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        if (account_.is_guesswork(i)) names.push_back(frame_.athlete(i).text());
    }
    if (names.size() < 2 || names.size() * kCrowd < frame_.entries.size()) return;
    told_crowd_ = true;
    out.emit(Warning{
        now_, "crowded",
        fmt::format("{} ran so close together for so long that their names are guesses from "
                    "here on. Put right what you saw yourself; every time is kept.",
                    fmt::join(names, ", ")),
        id()});
}

void Run::find_overdue(std::size_t entry) {
    overdue_at_[entry] = is_due(entry)
                             ? next_overdue(frame_, account_, entry, overdue_before_[entry])
                             : std::nullopt;
}

/// Nobody waits for those of whom a person said how they stand, nor in a run that is over.
bool Run::is_due(std::size_t entry) const {
    return !account_.ended() && !account_.rulings().statuses.contains(entry);
}

void Run::set_deadline() {
    deadline_.reset();
    for (const auto& late : overdue_at_) {
        if (late && (!deadline_ || *late < *deadline_)) deadline_ = late;
    }
}

/// Nobody reacts faster: World Athletics' Technical Rule 16.
void Run::tell_false_starts(Instant now, Outbox& out) {
    for (const auto& entry : out.run(id()).entries) {
        const auto reaction = entry.standing.reaction;
        if (!reaction || *reaction >= kFastestReaction) continue;
        if (!told_false_starts_.insert(entry.plan.athlete).second) continue;
        out.emit(Warning{
            now,
            "false_start",
            fmt::format("{} left the block {:.3f} s after the start; less than {:.3f} s is a "
                        "false start. Call the run back, or leave it.",
                        entry.plan.athlete.text(), static_cast<double>(reaction->count()) / 1e6,
                        static_cast<double>(kFastestReaction.count()) / 1e6),
            id(),
            {}});
    }
}

}  // namespace qm::timing
