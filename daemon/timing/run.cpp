// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/run.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "daemon/timing/run_rules.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

namespace {

double milliseconds(std::chrono::nanoseconds length) {
    return static_cast<double>(length.count()) / 1e6;
}

bool is_measured(const Split& split) { return split.time.has_value() && !split.provisional; }

/// The last point passed for certain, or nullptr.
const Split* last_split(const EntryState& entry) {
    const auto last = std::find_if(entry.splits.rbegin(), entry.splits.rend(), is_measured);
    return last == entry.splits.rend() ? nullptr : &*last;
}

/// Since the point before, when that was measured too (or is the start).
std::optional<Elapsed> segment_of(const EntryState& entry, int point, Elapsed time) {
    if (point == 0) return time;
    const auto before = std::find_if(entry.splits.begin(), entry.splits.end(), [&](const Split& s) {
        return s.point == point - 1 && s.kind == SplitKind::Measured && is_measured(s);
    });
    if (before == entry.splits.end()) return std::nullopt;
    return time - *before->time;
}

/// Where the gate starts each athlete, a passage that is less certainly somebody's split is a start.
constexpr double kRatherThanAStart = 0.5;

bool is_open(const EntryState& entry) { return entry.standing.status == EntryStatus::Running; }

}  // namespace

Run::Run(const Settings& settings, const CreateRun& plan, track::Course course)
    : id_(plan.run), settings_(settings), namer_(settings), course_(std::move(course)) {}

Result<Run> Run::create(const LogHeader& ground, const Settings& settings, const CreateRun& plan,
                        Outbox& out) {
    auto course = track::Course::make(ground, plan.distance, plan.stagger);
    if (!course) return course.error();
    if (auto wrong = wrong_with(plan, *course)) return *wrong;

    Run run{settings, plan, std::move(*course)};
    RunState state{plan.run, plan.distance, plan.start, plan.stagger};
    state.course = run.course_.columns();
    for (const auto& entered : plan.entries) {
        EntryState entry{entered};
        entry.course = run.course_.points(entered.lane.value_or(Lane{1}));
        const auto& made = run.plans_.emplace_back(entered, entry.course.back().at);
        for (auto& point : entry.course) point.target = made.target(point.at);
        state.entries.push_back(std::move(entry));
    }
    out.emit(RunCreated{std::move(state)});
    return run;
}

void Run::arm(Instant at, Outbox& out) { out.emit(PhaseChanged{id_, RunPhase::Armed, at, {}}); }

void Run::disarm(Instant at, Outbox& out) {
    out.emit(PhaseChanged{id_, RunPhase::Created, at, {}});
}

void Run::start(Instant at, const RunState& state, Outbox& out) {
    out.emit(PhaseChanged{id_, RunPhase::Running, at, at});
    for (std::size_t i = 0; i < state.entries.size(); ++i) {
        start_entry(i, at + state.entries[i].plan.delay, state, out);
    }
}

void Run::start_entry(std::size_t entry, Instant at, const RunState& state, Outbox& out) {
    const auto& one = state.entries[entry];
    Standing standing = one.standing;
    standing.start = at;
    standing.next_point = 0;
    standing.next_due = plans_[entry].expected(one.course.front().at);
    standing.predicted = plans_[entry].target(one.course.back().at);
    out.emit(StandingChanged{id_, one.plan.athlete, standing});
}

void Run::end(Instant at, const RunState& state, Outbox& out) {
    for (const auto& entry : state.entries) {
        if (!is_open(entry)) continue;
        Standing standing{last_split(entry) != nullptr ? EntryStatus::Dnf : EntryStatus::Dns};
        standing.start = entry.standing.start;
        out.emit(StandingChanged{id_, entry.plan.athlete, standing});
    }
    out.emit(PhaseChanged{id_, RunPhase::Ended, at, state.started});
}

void Run::end_when_all_are_in(Instant at, const RunState& state, Outbox& out) {
    if (state.phase != RunPhase::Running) return;
    if (std::any_of(state.entries.begin(), state.entries.end(), is_open)) return;
    out.emit(PhaseChanged{id_, RunPhase::Ended, at, state.started});
}

std::vector<Contender> Run::contenders(const RunState& state) const {
    std::vector<Contender> contenders;
    contenders.reserve(state.entries.size());
    for (std::size_t i = 0; i < state.entries.size(); ++i) {
        const auto& entry = state.entries[i];
        Contender one{&entry, &plans_[i], is_open(entry) ? entry.standing.start : std::nullopt};
        if (const auto* last = last_split(entry)) {
            one.last_point = last->point;
            one.last_time = *last->time;
        }
        contenders.push_back(one);
    }
    return contenders;
}

Split Run::make_split(const RunState& state, const Naming& naming, Instant at, PassageId id) const {
    const auto& entry = state.entries[*naming.contender];
    const auto& point = entry.course[static_cast<std::size_t>(naming.point)];
    Split split{naming.point, point.gate, point.at};
    split.time = elapsed_between(*entry.standing.start, at);
    split.segment = segment_of(entry, naming.point, *split.time);
    if (point.target) split.delta = *split.time - *point.target;
    split.certainty = naming.certainty;
    split.instant = at;
    split.passage = id;
    if (!naming.doubt.empty()) split.flags.push_back(naming.doubt);
    return split;
}

void Run::passage_opened(const GatePlace& gate, PassageId id, Instant first, const RunState& state,
                         Outbox& out) {
    const auto naming = namer_.name(contenders(state), gate, first);
    if (!naming.contender) return;
    Split split = make_split(state, naming, first, id);
    split.provisional = true;
    provisional_[id] = {*naming.contender, naming.point};
    const auto athlete = state.entries[*naming.contender].plan.athlete;
    out.emit(SplitGiven{id_, athlete, std::move(split)});
}

void Run::passage_closed(const GatePlace& gate, const Passage& passage, const RunState& state,
                         Outbox& out) {
    PassageClosed closed = to_event(passage, gate.id);
    closed.run = id_;
    closed.verdict = why_no_athlete(passage);
    if (closed.verdict.empty()) give(gate, passage, closed, state, out);
    withdraw(passage.id, closed.verdict, state, out);
    if (!closed.athlete) {
        out.emit(UnassignedPassage{id_, {gate.id, closed.at, closed.width, closed.verdict}});
    }
    const Instant at = closed.at;
    out.emit(std::move(closed));
    end_when_all_are_in(at, state, out);
}

void Run::give(const GatePlace& gate, const Passage& passage, PassageClosed& closed,
               const RunState& state, Outbox& out) {
    const auto naming = namer_.name(contenders(state), gate, closed.at);
    const auto starter = next_to_start(gate, state);
    if (naming.contender && (!starter || naming.certainty >= kRatherThanAStart)) {
        const auto& entry = state.entries[*naming.contender];
        const auto at = entry.course[static_cast<std::size_t>(naming.point)].at;
        closed.athlete = entry.plan.athlete;
        closed.verdict = fmt::format("{} at {} m.", closed.athlete->text(), print_metres(at));
        give_split(naming, passage, state, out);
    } else if (starter) {
        closed.athlete = state.entries[*starter].plan.athlete;
        closed.verdict = fmt::format("The start of {}.", closed.athlete->text());
        if (!state.started) {
            out.emit(PhaseChanged{id_, RunPhase::Running, closed.at, closed.at});
        }
        start_entry(*starter, closed.at, state, out);
    } else {
        closed.verdict =
            state.phase == RunPhase::Armed ? "The run had not started." : naming.reason;
    }
}

std::string Run::why_no_athlete(const Passage& passage) const {
    if (passage.blocked) {
        return fmt::format(
            "The beam stayed broken for more than {:.1f} s: blocked or turned. Walk to it and line "
            "it up.",
            milliseconds(settings_.blocked) / 1000);
    }
    if (!passage.longest) {
        return "It is not known how long the beam was broken: edges were lost, or nobody listened.";
    }
    const double longest = static_cast<double>(passage.longest->width.count()) / 1000;
    if (passage.longest->width < settings_.noise) {
        return fmt::format("Noise: its longest pulse is {:.2f} ms, less than {:.0f} ms.", longest,
                           milliseconds(settings_.noise));
    }
    if (passage.longest->width < settings_.torso) {
        return fmt::format(
            "No torso in it: its longest pulse is {:.1f} ms, a torso takes at least {:.0f} ms.",
            longest, milliseconds(settings_.torso));
    }
    return {};
}

std::optional<std::size_t> Run::next_to_start(const GatePlace& gate, const RunState& state) const {
    const auto& gates = course_.start_gates();
    if (state.start != StartKind::Gate ||
        std::find(gates.begin(), gates.end(), gate.id) == gates.end()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < state.entries.size(); ++i) {
        const auto& entry = state.entries[i];
        const bool waits = is_open(entry) && !entry.standing.start;
        if (waits && track::sees(gate, entry.plan.lane.value_or(Lane{1}))) return i;
    }
    return std::nullopt;
}

void Run::give_split(const Naming& naming, const Passage& passage, const RunState& state,
                     Outbox& out) {
    const std::size_t index = *naming.contender;
    const auto found = provisional_.find(passage.id);
    if (found != provisional_.end() && found->second.entry == index &&
        found->second.point == naming.point) {
        provisional_.erase(found);  // replaced below, not withdrawn
    }
    const AthleteId athlete = state.entries[index].plan.athlete;
    const auto* last = last_split(state.entries[index]);
    for (int k = last == nullptr ? 0 : last->point + 1; k < naming.point; ++k) {
        give_missed(index, k, state, out);
    }
    Split split = make_split(state, naming, passage.longest->at, passage.id);
    if (const auto flag = maybe_two_athletes(state, split, *passage.longest); !flag.empty()) {
        split.flags.push_back(flag);
    }
    out.emit(SplitGiven{id_, athlete, split});
    give_standing(index, split, state, out);
}

void Run::give_missed(std::size_t entry, int point, const RunState& state, Outbox& out) {
    const auto& one = state.entries[entry];
    const auto& place = one.course[static_cast<std::size_t>(point)];
    Split missed{point, place.gate, place.at};
    missed.kind = SplitKind::Missed;
    missed.flags.push_back(
        fmt::format("Missed: {} saw nothing of {}.", place.gate.text(), one.plan.athlete.text()));
    out.emit(SplitGiven{id_, one.plan.athlete, std::move(missed)});
}

void Run::give_standing(std::size_t entry, const Split& last, const RunState& state, Outbox& out) {
    const auto& one = state.entries[entry];
    const auto& course = one.course;
    Standing standing;
    standing.start = one.standing.start;
    const auto next = static_cast<std::size_t>(last.point) + 1;
    if (next == course.size()) {
        standing.status = EntryStatus::Finished;
        standing.time = last.time;
        standing.official = print_official(*last.time);
    } else {
        const auto foreseen = plans_[entry].predict(last.at, *last.time);
        standing.predicted = foreseen.finish;
        standing.predicted_pm = foreseen.plus_minus;
        standing.next_point = last.point + 1;
        standing.next_due = plans_[entry].carry_on(last.at, *last.time, course[next].at);
    }
    out.emit(StandingChanged{id_, one.plan.athlete, std::move(standing)});
}

void Run::withdraw(PassageId id, const std::string& reason, const RunState& state, Outbox& out) {
    const auto found = provisional_.find(id);
    if (found == provisional_.end()) return;
    const auto entry = found->second.entry;
    const auto point = found->second.point;
    provisional_.erase(found);
    const auto& one = state.entries[entry];
    const bool still_shown = std::any_of(one.splits.begin(), one.splits.end(),
                                         [id](const Split& split) { return split.passage == id; });
    if (still_shown) out.emit(SplitWithdrawn{id_, one.plan.athlete, point, reason});
}

}  // namespace qm::timing
