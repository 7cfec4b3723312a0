// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/run.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "daemon/timing/run_rules.hpp"
#include "daemon/timing/standing.hpp"
#include "protocol/limits.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

namespace {

/// So many passings in a row that a gate did not see are the gate's fault.
constexpr std::size_t kSilent = 3;

bool is_open(const EntryState& entry) { return entry.standing.status == EntryStatus::Running; }

bool is_hole(const Split& split) {
    return split.kind == SplitKind::Missed || split.kind == SplitKind::Estimated;
}

/// The passages of the record that a way rests on from a point on.
std::set<std::size_t> recorded(const Way& way, int from) {
    std::set<std::size_t> all;
    if (way.start_recorded && from <= 0) all.insert(*way.start_recorded);
    for (auto one = way.points.lower_bound(from); one != way.points.end(); ++one) {
        if (one->second.recorded) all.insert(*one->second.recorded);
    }
    return all;
}

}  // namespace

Run::Run(Frame frame)
    : frame_(std::move(frame)),
      account_(frame_, record_),
      ways_(frame_.entries.size()),
      overdue_before_(frame_.entries.size(), 0),
      overdue_at_(frame_.entries.size()),
      told_silent_(frame_.ground.gates.size(), false) {}

Result<std::unique_ptr<Run>> Run::create(const LogHeader& ground, const Settings& settings,
                                         const CreateRun& plan, Outbox& out) {
    auto course = track::Course::make(ground, plan.distance, plan.stagger);
    if (!course) return course.error();
    if (auto wrong = wrong_with(plan, *course)) return *wrong;

    std::unique_ptr<Run> run{new Run{make_frame(ground, settings, plan, std::move(*course))}};
    RunState state{plan.run, plan.distance, plan.start, plan.stagger};
    state.course = run->frame_.course.columns();
    for (const auto& entered : run->frame_.entries) {
        state.entries.push_back({entered.plan, entered.course});
    }
    out.emit(RunCreated{std::move(state)});
    return run;
}

void Run::open(std::vector<naming::GateOdds> odds) {
    if (record_.odds.empty()) record_.odds = std::move(odds);
}

void Run::arm(Instant at, Outbox& out) {
    record_.armed = at;
    account_.derive();
    tell_phase(at, out);
}

void Run::disarm(Instant at, Outbox& out) {
    record_.armed.reset();
    tell_phase(at, out);
}

void Run::start(Instant at, StartKind source, Outbox& out) {
    if (!record_.armed) record_.armed = at;
    record_.starts.push_back({at, source});
    rederive(at, out);
}

void Run::end(Instant at, Outbox& out) {
    record_.ended = at;
    tell(everybody(), at, out);
}

void Run::block_left(Lane lane, Instant at, Outbox& out) {
    record_.blocks.push_back({lane, at});
    tell(everybody(), at, out);
}

std::vector<Account::Change> Run::everybody() const {
    std::vector<Account::Change> all;
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) all.push_back({i, 0});
    return all;
}

void Run::rederive(Instant now, Outbox& out) {
    account_.derive();
    std::fill(overdue_before_.begin(), overdue_before_.end(), 0);
    tell(everybody(), now, out);
    for (std::size_t i = 0; i < record_.passages.size(); ++i) tell_passage(i, out);
}

void Run::passage_opened(std::size_t gate, PassageId id, Instant first, Outbox& out) {
    const auto guess = account_.guess(gate, first);
    if (!guess) return;
    provisional_[id] = {guess->entry, guess->point, first, guess->certainty};
    // Nothing but the split: what is provisional changes nobody's standing.
    std::set<std::size_t> passages;
    renew_way({guess->entry, guess->point}, first, passages);
    tell_splits(guess->entry, first_changed(ways_[guess->entry], guess->point), out);
}

void Run::passage_closed(std::size_t gate, const Passage& passage, bool dual_beams, Instant now,
                         Outbox& out) {
    const double speed = account_.expected(gate, passage.first).speed;
    record_.passages.push_back({gate, passage, judge(passage, frame_.settings, speed), dual_beams});
    told_.emplace_back();
    account_.take_last();
    auto changes = account_.changes();
    const auto guessed = provisional_.find(passage.id);
    if (guessed != provisional_.end()) {
        changes.push_back({guessed->second.entry, guessed->second.point});
        provisional_.erase(guessed);
    }
    tell(changes, now, out);
    tell_passage(record_.passages.size() - 1, out);
}

void Run::look(Instant now, Outbox& out) {
    std::vector<Account::Change> late;
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        if (overdue_at_[i] && *overdue_at_[i] <= now) late.push_back({i, overdue_before_[i]});
    }
    tell(late, now, out);
}

// --- what persons say ---

std::optional<Error> Run::carry_out(const Correction& said, Understood understood, Outbox& out) {
    if (record_.acts.size() >= limits::kActs) {
        return Error{
            "too_many",
            fmt::format("this run has {} corrections, as many as it can hold", record_.acts.size()),
            {}};
    }
    const Acts before = record_.acts;
    const int number = record_.acts.add(said, understood.what, understood.rulings).number;
    account_.derive();
    auto no = contradiction(understood);
    if (!no) no = out_of_order();
    if (no) {
        take_back(before);
        return no;
    }
    record_act(number, out);
    rederive(said.at, out);
    return std::nullopt;
}

/// A passage that a person gives to somebody who cannot have it, since other words or the order of time
/// are against it.
std::optional<Error> Run::contradiction(const Understood& understood) const {
    for (const auto& one : understood.rulings) {
        const auto* owned = std::get_if<ruling::Owned>(&one);
        if (owned == nullptr) continue;
        const auto now = account_.owner(owned->passage);
        if (now && now->entry == owned->entry && now->point == owned->point) continue;
        return Error{
            "cannot_be",
            fmt::format("{} cannot have passed {} then: it does not go with the other "
                        "passages that were settled; undo or restore one of them first",
                        frame_.athlete(owned->entry).text(),
                        frame_.ground.gates[record_.passages[owned->passage].gate].id.text()),
            "athlete"};
    }
    return std::nullopt;
}

/// Times along a way must rise, those that a person gave too.
std::optional<Error> Run::out_of_order() const {
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        const auto& way = account_.way(i);
        Elapsed before{};
        for (const auto& [point, one] : way.points) {
            const auto time = elapsed_between(*way.start, one.at);
            if (time <= before) {
                return Error{"cannot_be",
                             fmt::format("{} would be at {} m no later than at the place before; "
                                         "undo or discard one of the two first",
                                         frame_.athlete(i).text(),
                                         print_metres(frame_.entries[i].place(point).at)),
                             "athlete"};
            }
            before = time;
        }
    }
    return std::nullopt;
}

void Run::take_back(const Acts& before) {
    record_.acts = before;
    account_.derive();
}

void Run::record_act(int number, Outbox& out) {
    out.emit(ActRecorded{id(), record_.acts.record(number)});
}

std::optional<Error> Run::correct(const Undo& said, Outbox& out) {
    const Acts before = record_.acts;
    const auto number = record_.acts.undo(said.act);
    if (!number) return number.error();
    account_.derive();
    if (auto no = out_of_order()) {
        take_back(before);
        return no;
    }
    record_act(*number, out);
    rederive(said.at, out);
    return std::nullopt;
}

std::optional<Error> Run::correct(const Redo& said, Outbox& out) {
    const Acts before = record_.acts;
    const auto number = record_.acts.redo(said.act);
    if (!number) return number.error();
    account_.derive();
    if (auto no = out_of_order()) {
        take_back(before);
        return no;
    }
    record_act(*number, out);
    rederive(said.at, out);
    return std::nullopt;
}

// --- telling what differs ---

void Run::tell(const std::vector<Account::Change>& changes, Instant now, Outbox& out) {
    now_ = now;
    std::set<std::size_t> passages;
    for (const auto& change : changes) tell_entry(change, now, passages, out);
    if (!record_.passages.empty()) passages.erase(record_.passages.size() - 1);
    for (const auto passage : passages) tell_passage(passage, out);
    tell_phase(now, out);
    set_deadline();
}

void Run::add_provisional(std::size_t entry, Way& way) const {
    for (const auto& [id, one] : provisional_) {
        const int last = way.points.empty() ? -1 : way.points.rbegin()->first;
        if (one.entry != entry || one.point <= last) continue;
        WayPoint point{one.at};
        point.passage = id;
        point.certainty = one.certainty;
        point.provisional = true;
        way.points[one.point] = point;
    }
}

/// Brings what is told of a way up to what is so, from the change on; collects the passages that it lost or
/// gained.
void Run::renew_way(const Account::Change& change, Instant now, std::set<std::size_t>& passages) {
    auto& way = ways_[change.entry];
    const auto& is = account_.way(change.entry);
    const auto before = recorded(way, change.from);
    const auto after = recorded(is, change.from);
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::inserter(passages, passages.end()));
    way.start = is.start;
    way.start_pm = is.start_pm;
    way.start_recorded = is.start_recorded;
    way.points.erase(way.points.lower_bound(change.from), way.points.end());
    way.points.insert(is.points.lower_bound(change.from), is.points.end());
    auto& overdue = overdue_before_[change.entry];
    overdue = std::max(overdue, overdue_before(frame_, account_, change.entry, now));
    way.overdue_before = record_.ended ? 0 : overdue;
    add_provisional(change.entry, way);
}

void Run::tell_entry(const Account::Change& change, Instant now, std::set<std::size_t>& passages,
                     Outbox& out) {
    const auto entry = change.entry;
    renew_way(change, now, passages);
    tell_splits(entry, first_changed(ways_[entry], change.from), out);
    const auto& shown = out.run(id()).entries[entry];
    auto standing = make_standing(frame_, record_, account_, entry, ways_[entry], shown.splits);
    if (standing != shown.standing) {
        out.emit(StandingChanged{id(), frame_.athlete(entry), std::move(standing)});
    }
    find_overdue(entry);
}

void Run::tell_splits(std::size_t entry, int first, Outbox& out) {
    const auto& athlete = frame_.athlete(entry);
    const auto splits = make_splits(frame_.entries[entry], ways_[entry], first, frame_.settings);
    const auto& all = out.run(id()).entries[entry].splits;
    const auto from =
        std::lower_bound(all.begin(), all.end(), first,
                         [](const Split& one, int point) { return one.point < point; });
    const std::vector<Split> shown(from, all.end());
    bool holes = false;
    for (const auto& old : shown) {
        const bool stays = std::any_of(splits.begin(), splits.end(),
                                       [&](const Split& one) { return one.point == old.point; });
        if (!stays) out.emit(SplitWithdrawn{id(), athlete, old.point, why_withdrawn(old)});
    }
    for (const auto& split : splits) {
        const auto old = std::find_if(shown.begin(), shown.end(),
                                      [&](const Split& one) { return one.point == split.point; });
        if (old != shown.end() && *old == split) continue;
        holes = holes || is_hole(split);
        out.emit(SplitGiven{id(), athlete, split});
    }
    if (holes) tell_silent_gates(out);
}

std::string Run::why_withdrawn(const Split& split) const {
    if (!split.passage) return "It is not known any more that the athlete passed here.";
    for (std::size_t i = record_.passages.size(); i-- > 0;) {
        if (record_.passages[i].passage.id == *split.passage) return account_.verdict(i);
    }
    return "Somebody else's passage, or nobody's.";
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
    closed.verdict = now.verdict;
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
    if (record_.ended) return RunPhase::Ended;
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
    if (is == state.phase && started == state.started) return;
    out.emit(PhaseChanged{id(), is, now, started});
}

void Run::tell_silent_gates(Outbox& out) {
    const auto& state = out.run(id());
    for (std::size_t g = 0; g < told_silent_.size(); ++g) {
        if (told_silent_[g]) continue;
        const auto& gate = frame_.ground.gates[g].id;
        std::string names;
        std::size_t holes = 0;
        bool seen = false;
        for (const auto& entry : state.entries) {
            const auto last = std::find_if(entry.splits.rbegin(), entry.splits.rend(),
                                           [&](const Split& one) { return one.gate == gate; });
            if (last == entry.splits.rend()) continue;
            if (!is_hole(*last)) seen = true;
            if (seen) break;
            names += (holes == 0 ? "" : ", ") + entry.plan.athlete.text();
            ++holes;
        }
        if (seen || holes < std::min(kSilent, std::max<std::size_t>(2, state.entries.size())))
            continue;
        told_silent_[g] = true;
        out.emit(
            Warning{now_, "silent_gate",
                    fmt::format("{} has seen none of {}: the gate is at fault, not the athletes. "
                                "Look at its beam; the splits there are estimated.",
                                gate.text(), names),
                    id(), gate});
    }
}

void Run::find_overdue(std::size_t entry) {
    const bool runs = !record_.ended && !account_.rulings().statuses.contains(entry);
    overdue_at_[entry] =
        runs ? next_overdue(frame_, account_, entry, overdue_before_[entry]) : std::nullopt;
}

void Run::set_deadline() {
    deadline_.reset();
    for (const auto& late : overdue_at_) {
        if (late && (!deadline_ || *late < *deadline_)) deadline_ = late;
    }
}

std::vector<GateRecord> Run::gate_records(const RunState& state) const {
    std::vector<GateRecord> records(frame_.ground.gates.size());
    const double length =
        record_.passages.empty() || !state.started
            ? 0
            : static_cast<double>((record_.passages.back().at() - *state.started).count()) / 1e9;
    for (auto& record : records) record.seconds = std::max(length, 0.0);
    for (const auto& entry : state.entries) {
        for (const auto& split : entry.splits) {
            auto& record = records[frame_.gate_index(split.gate)];
            ++(is_hole(split) ? record.missed : record.seen);
        }
    }
    for (std::size_t i = 0; i < record_.passages.size(); ++i) {
        const auto& seen = record_.passages[i];
        const bool counts = may_be_named(seen) && !account_.called_back(seen);
        if (counts && !frame_.is_start_gate(seen.gate) && !told_[i].owner)
            ++records[seen.gate].nobodys;
    }
    return records;
}

}  // namespace qm::timing
