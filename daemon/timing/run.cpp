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

/// A run that ended goes on listening this long after the last split, and after the last who did not come in
/// should have.
constexpr std::chrono::nanoseconds kAfterTheLast = std::chrono::seconds{10};
constexpr std::chrono::nanoseconds kAfterTheMissing = std::chrono::seconds{60};

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
    told_false_starts_.clear();
    rederive(at, out);
    tell_false_starts(at, out);
}

void Run::end(Instant at, Outbox& out) {
    if (account_.rulings().ended) return;
    tell_unseen_finishes(at, out);
    if (out.run(id()).phase == RunPhase::Running && record_.acts.size() < limits::kActs) {
        Correction word;
        word.at = at;
        word.run = id();
        const int number =
            record_.acts.add(word, "Ended while somebody ran.", {ruling::Ended{at}}).number;
        account_.derive();
        record_act(number, out);
    } else {
        record_.ended = at;
    }
    auto all = everybody();
    for (auto& one : all) one.from = account_.next_point(one.entry);  // what was passed stays
    tell(all, at, out);
}

void Run::block_left(Lane lane, Instant at, Outbox& out) {
    record_.blocks.push_back({lane, at});
    tell(everybody(), at, out);
    tell_false_starts(at, out);
}

std::vector<Account::Change> Run::everybody() const {
    std::vector<Account::Change> all;
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) all.push_back({i, 0});
    return all;
}

void Run::rederive(Instant now, Outbox& out) {
    account_.derive();
    tell_anew(now, out);
}

/// The account was derived anew: all of it is told again, as far as it differs.
void Run::tell_anew(Instant now, Outbox& out) {
    std::fill(overdue_before_.begin(), overdue_before_.end(), 0);
    tell(everybody(), now, out);
    for (std::size_t i = 0; i < record_.passages.size(); ++i) tell_passage(i, out);
}

Instant Run::listens_until() const {
    Instant until{};
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        const auto& points = ways_[i].points;
        if (!points.empty()) {
            until = std::max(until, points.rbegin()->second.at + kAfterTheLast);
        }
        if (const auto due = account_.due(i, frame_.entries[i].last_point())) {
            until = std::max(until, due->at + due->plus_minus + kAfterTheMissing);
        }
    }
    return until;
}

void Run::leave_gates() {
    if (!record_.ended) record_.ended = account_.ended() ? account_.ended() : over_since_;
}

void Run::passage_opened(std::size_t gate, PassageId id, Instant first, Outbox& out) {
    if (account_.rulings().ended) return;
    const auto guess = account_.guess(gate, first);
    if (!guess) return;
    provisional_[id] = {*guess, first};
    // Nothing but the split: what is provisional changes nobody's standing.
    std::vector<std::size_t> passages;
    reach(first);
    const int from = renew_way({guess->entry, guess->point}, passages);
    tell_splits(guess->entry, first_changed(ways_[guess->entry], from), out);
}

void Run::passage_closed(std::size_t gate, const Passage& passage, bool dual_beams, Instant now,
                         Outbox& out) {
    const double speed = account_.expected(gate, passage.first).speed;
    record_.passages.push_back(
        {gate, passage, speed, makeup_of(passage, frame_.settings, speed), dual_beams});
    told_.emplace_back();
    account_.take_last();
    auto changes = account_.changes();
    const auto guessed = provisional_.find(passage.id);
    if (guessed != provisional_.end()) {
        const auto& guess = guessed->second.guess;
        const bool told = std::any_of(changes.begin(), changes.end(), [&](const auto& one) {
            return one.entry == guess.entry && one.from <= guess.point;
        });
        if (!told) changes.push_back({guess.entry, guess.point});
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

std::optional<Error> Run::carry_out(const Correction& said, const Understood& understood,
                                    Outbox& out) {
    if (record_.acts.size() >= limits::kActs) {
        return Error{
            "too_many",
            fmt::format("this run has {} corrections, as many as it can hold", record_.acts.size()),
            {}};
    }
    const Acts before = record_.acts;
    const Losses losses{frame_, account_};
    const int number = record_.acts.add(said, understood.what, understood.rulings).number;
    account_.derive();
    auto no = contradiction(understood);
    if (!no) no = losses.of(understood);
    if (!no) no = out_of_order();
    if (no) {
        take_back(before);
        return no;
    }
    record_act(number, out);
    tell_anew(said.at, out);
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
    return changed(record_.acts.undo(said.act), before, said.at, out);
}

std::optional<Error> Run::correct(const Redo& said, Outbox& out) {
    const Acts before = record_.acts;
    return changed(record_.acts.redo(said.act), before, said.at, out);
}

/// An act was undone or redone; what cannot be so is taken back.
std::optional<Error> Run::changed(const Result<int>& number, const Acts& before, Instant at,
                                  Outbox& out) {
    if (!number) return number.error();
    account_.derive();
    if (auto no = out_of_order()) {
        take_back(before);
        return no;
    }
    record_act(*number, out);
    tell_anew(at, out);
    return std::nullopt;
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
