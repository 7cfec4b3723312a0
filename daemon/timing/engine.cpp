// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/engine.hpp"

#include <algorithm>
#include <concepts>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "daemon/timing/run_rules.hpp"
#include "protocol/apply.hpp"
#include "protocol/limits.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

namespace {

/// A run that ended by itself goes on listening this long.
constexpr std::chrono::nanoseconds kAfterTheLast = std::chrono::seconds{10};

Instant last_split_of(const RunState& run) {
    Instant last{};
    for (const auto& entry : run.entries) {
        for (const auto& split : entry.splits) last = std::max(last, split.instant.value_or(last));
    }
    return last;
}

}  // namespace

/// What each kind of input does.
struct Engine::Handler {
    Engine& engine;
    Outbox& out;
    using Refusal = std::optional<Error>;

    Refusal operator()(const Edge& edge) const {
        auto* gate = engine.find_gate(edge.gate);
        if (gate == nullptr) return unknown_gate(edge.gate);
        out.emit(edge);
        const PassageId next{to_number(engine.last_passage_) + 1};
        const bool opened = gate->watch.edge(edge, next);
        engine.tell_notice(*gate, out);
        if (!opened) return {};
        engine.last_passage_ = next;
        if (auto* run = engine.active_run(edge.at)) {
            run->passage_opened(gate->place, next, edge.at, engine.state_of(*run), out);
        }
        return {};
    }

    Refusal operator()(const EdgesLost& lost) const {
        auto* gate = engine.find_gate(lost.gate);
        if (gate == nullptr) return unknown_gate(lost.gate);
        out.emit(lost);
        gate->watch.lose_sight();  // whether its beams are broken is not known any more
        const auto* run = engine.active_run(lost.at);
        if (run == nullptr || gate->warned_of_loss) return {};
        gate->warned_of_loss = true;
        out.emit(Warning{
            lost.at, "edges_lost",
            fmt::format("{} lost {} edges: more came than could be taken. Splits there may be "
                        "missing; look for a flickering beam.",
                        lost.gate.text(), lost.count),
            run->id(), lost.gate});
        return {};
    }

    Refusal operator()(const Restart& restart) const {
        const Instant since = engine.last_input_.value_or(restart.at);
        engine.close_all(restart.at, out);
        for (auto& gate : engine.gates_) gate.watch.lose_sight();
        out.emit(restart);
        const auto* run = engine.active_run(restart.at);
        if (run == nullptr || engine.state_of(*run).phase == RunPhase::Ended) return {};
        out.emit(
            Warning{restart.at,
                    "gap",
                    fmt::format("Nobody listened to the gates for {} s after the last thing on "
                                "record: a passage in that time is a hole. The clock ran on.",
                                print_official(elapsed_between(since, restart.at))),
                    run->id(),
                    {}});
        return {};
    }

    Refusal operator()(const ClockPair&) const { return {}; }

    Refusal operator()(const CreateRun& plan) const {
        if (engine.runs_.contains(plan.run)) {
            return Error{
                "bad_field",
                fmt::format("\"{}\" names a run that exists; choose another name", plan.run.text()),
                "run"};
        }
        if (engine.state_.runs.size() >= limits::kRunsInSession) {
            return Error{
                "too_many",
                fmt::format("this session has {} runs, as many as it can hold; restart the "
                            "daemon to begin a new one",
                            engine.state_.runs.size()),
                "run"};
        }
        auto run = Run::create(engine.ground_, engine.settings_, plan, out);
        if (!run) return run.error();
        engine.runs_.emplace(plan.run, std::move(*run));
        return {};
    }

    Refusal operator()(const Arm& arm) const {
        auto* run = find(arm.run);
        if (run == nullptr) return unknown_run(arm.run);
        if (auto no = cannot_arm(engine.state_of(*run))) return no;
        if (auto no = other_active(arm.run)) return no;
        run->arm(arm.at, out);
        make_active(arm.run);
        return {};
    }

    Refusal operator()(const Disarm& disarm) const {
        auto* run = find(disarm.run);
        if (run == nullptr) return unknown_run(disarm.run);
        if (auto no = cannot_disarm(engine.state_of(*run))) return no;
        run->disarm(disarm.at, out);
        engine.active_.reset();
        return {};
    }

    Refusal operator()(const Start& start) const {
        auto* run = find(start.run);
        if (run == nullptr) return unknown_run(start.run);
        if (auto no = cannot_start(engine.state_of(*run), start.source)) return no;
        if (auto no = other_active(start.run)) return no;
        run->start(start.at, engine.state_of(*run), out);
        make_active(start.run);
        return {};
    }

    Refusal operator()(const End& end) const {
        auto* run = find(end.run);
        if (run == nullptr) return unknown_run(end.run);
        if (engine.active_ == end.run) {
            engine.close_all(end.at, out);
            engine.active_.reset();
        }
        // The passages just closed may have ended it already.
        if (engine.state_of(*run).phase != RunPhase::Ended) {
            run->end(end.at, engine.state_of(*run), out);
        }
        return {};
    }

    template <std::derived_from<Correction> C>
    Refusal operator()(const C& correction) const {
        if (find(correction.run) == nullptr) return unknown_run(correction.run);
        return Error{"not_yet", "corrections are not taken yet", {}};
    }

    [[nodiscard]] Run* find(const RunId& id) const {
        const auto found = engine.runs_.find(id);
        return found == engine.runs_.end() ? nullptr : &found->second;
    }

    void make_active(const RunId& id) const {
        if (engine.active_ == id) return;
        engine.active_ = id;
        for (auto& gate : engine.gates_) gate.warned_of_loss = false;
    }

    [[nodiscard]] Refusal other_active(const RunId& wanted) const {
        if (!engine.active_ || *engine.active_ == wanted) return {};
        const auto* run = find(*engine.active_);
        if (engine.state_of(*run).phase == RunPhase::Ended) return {};
        return Error{
            "other_run",
            fmt::format("{} is {} and has the gates; end it first.", run->id().text(),
                        engine.state_of(*run).phase == RunPhase::Armed ? "armed" : "running"),
            "run"};
    }

    static Refusal unknown_run(const RunId& id) {
        return Error{"unknown_run", fmt::format("there is no run \"{}\"", id.text()), "run"};
    }
    static Refusal unknown_gate(const GateId& id) {
        return Error{"unknown_gate", fmt::format("there is no gate \"{}\"", id.text()), "gate"};
    }
};

Engine::Engine(LogHeader ground, const Settings& settings)
    : ground_(std::move(ground)), settings_(settings) {
    state_.track = ground_.track;
    for (const auto& place : ground_.gates) {
        gates_.push_back({place, GateWatch{settings_}});
        state_.gates.push_back({place});
    }
}

std::optional<Error> Engine::handle(const Input& input, std::vector<Event>& events) {
    const Instant at = instant_of(input);
    advance_to(at, events);
    Outbox out{state_, events};
    auto refusal = std::visit(Handler{*this, out}, input);
    if (!refusal) last_input_ = at;
    return refusal;
}

void Engine::advance_to(Instant now, std::vector<Event>& events) {
    Outbox out{state_, events};
    while (auto* gate = first_due(now)) advance_gate(*gate, *gate->watch.deadline(), out);
    now_ = std::max(now_, now);
}

void Engine::finish(std::vector<Event>& events) {
    Outbox out{state_, events};
    const auto is_open = [](const Gate& gate) { return gate.watch.has_open_passage(); };
    while (std::any_of(gates_.begin(), gates_.end(), is_open)) {
        auto& gate = *first_due(Instant::max());
        advance_gate(gate, *gate.watch.deadline(), out);
    }
}

std::optional<Instant> Engine::next_deadline() const {
    std::optional<Instant> next;
    for (const auto& gate : gates_) {
        const auto deadline = gate.watch.deadline();
        if (deadline && (!next || *deadline < *next)) next = deadline;
    }
    return next;
}

Engine::Gate* Engine::find_gate(const GateId& id) {
    const auto found = std::find_if(gates_.begin(), gates_.end(),
                                    [&](const Gate& gate) { return gate.place.id == id; });
    return found == gates_.end() ? nullptr : &*found;
}

Run* Engine::active_run(Instant at) {
    if (!active_) return nullptr;
    auto& run = runs_.at(*active_);
    const auto& state = state_of(run);
    if (state.phase != RunPhase::Ended) return &run;
    return at <= last_split_of(state) + kAfterTheLast ? &run : nullptr;
}

const RunState& Engine::state_of(const Run& run) const { return *find_run(state_, run.id()); }

Engine::Gate* Engine::first_due(Instant now) {
    Gate* first = nullptr;
    for (auto& gate : gates_) {
        const auto deadline = gate.watch.deadline();
        if (!deadline || *deadline > now) continue;
        if (first == nullptr || *deadline < *first->watch.deadline()) first = &gate;
    }
    return first;
}

void Engine::advance_gate(Gate& gate, Instant at, Outbox& out) {
    const auto passages = gate.watch.advance_to(at, last_passage_);
    for (const auto& passage : passages) take(gate, passage, at, out);
    tell_notice(gate, out);
}

void Engine::tell_notice(Gate& gate, Outbox& out) {
    const auto notice = gate.watch.take_notice();
    if (!notice) return;
    Warning warning = to_warning(*notice, gate.place.id);
    if (const auto* run = active_run(notice->at)) warning.run = run->id();
    out.emit(std::move(warning));
}

void Engine::take(const Gate& gate, const Passage& passage, Instant at, Outbox& out) {
    auto* run = active_run(passage.first);
    if (run != nullptr) {
        run->passage_closed(gate.place, passage, state_of(*run), out);
    } else {
        out.emit(to_event(passage, gate.place.id));
    }
    if (passage.blocked) {
        out.emit(
            Warning{at, "blocked",
                    fmt::format("{} has been broken for {:.1f} s: blocked or turned. Walk to it "
                                "and line it up.",
                                gate.place.id.text(),
                                static_cast<double>((at - passage.first).count()) / 1e9),
                    run != nullptr ? std::optional{run->id()} : std::nullopt, gate.place.id});
    }
}

void Engine::close_all(Instant at, Outbox& out) {
    for (auto& gate : gates_) {
        if (!gate.watch.has_open_passage()) continue;
        for (const auto& passage : gate.watch.close(at, last_passage_)) {
            take(gate, passage, at, out);
        }
    }
}

namespace {

void check_splits(const EntryState& entry, std::set<PassageId>& given) {
    int point = -1;
    Elapsed time{};
    for (const auto& split : entry.splits) {
        if (split.passage && !given.insert(*split.passage).second) {
            throw std::logic_error("one passage is two splits");
        }
        if (split.point <= point) throw std::logic_error("splits are out of order");
        point = split.point;
        if (!split.time || split.provisional) continue;
        if (*split.time <= time) throw std::logic_error("a later split is not later in time");
        time = *split.time;
    }
}

}  // namespace

void Engine::check_invariants() const {
    std::set<PassageId> given;
    for (const auto& run : state_.runs) {
        for (const auto& entry : run.entries) {
            check_splits(entry, given);
            if (run.phase == RunPhase::Ended && entry.standing.status == EntryStatus::Running) {
                throw std::logic_error("somebody runs in a run that has ended");
            }
        }
    }
}

}  // namespace qm::timing
