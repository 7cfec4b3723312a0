// SPDX-License-Identifier: Apache-2.0
#include <concepts>
#include <type_traits>

#include <fmt/format.h>

#include "daemon/timing/engine.hpp"
#include "daemon/timing/run_rules.hpp"
#include "protocol/limits.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

/// What each kind of input does.
struct Engine::Handler {
    Engine& engine;
    Outbox& out;
    using Refusal = std::optional<Error>;

    Refusal operator()(const Edge& edge) const {
        auto* gate = engine.find_gate(edge.gate);
        if (gate == nullptr) return unknown_gate(edge.gate);
        out.emit(edge);
        switch (gate->place.role) {
            case GateRole::Beam:
                break_beam(*gate, edge);
                break;
            case GateRole::Gun:
                if (edge.broken) fire(edge.at);
                break;
            case GateRole::Block:
                if (edge.broken) leave_block(*gate, edge.at);
                break;
        }
        return {};
    }

    void break_beam(Gate& gate, const Edge& edge) const {
        const PassageId next{to_number(engine.last_passage_) + 1};
        const bool opened = gate.watch.edge(edge, next);
        engine.tell_notice(gate, out);
        if (!opened) return;
        engine.last_passage_ = next;
        auto* run = engine.active_run(edge.at);
        if (run == nullptr) return;
        const auto index = engine.index_of(gate);
        const auto expected = run->expected(index, edge.at);
        gate.watch.expect(expected.speed, expected.athletes);
        run->passage_opened(index, next, edge.at, out);
    }

    /// The gun starts the run that is armed for it; at any other time it is just on record.
    void fire(Instant at) const {
        auto* run = engine.active_run(at);
        if (run == nullptr) return;
        const auto& state = engine.state_of(*run);
        if (state.phase != RunPhase::Armed || state.start != StartKind::Gun) return;
        run->start(at, StartKind::Gun, out);
    }

    void leave_block(const Gate& gate, Instant at) const {
        auto* run = engine.active_run(at);
        if (run == nullptr || gate.place.lanes.empty()) return;
        run->block_left(gate.place.lanes.front(), at, out);
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
        make_active(*run);
        run->arm(arm.at, out);
        return {};
    }

    Refusal operator()(const Disarm& disarm) const {
        auto* run = find(disarm.run);
        if (run == nullptr) return unknown_run(disarm.run);
        if (auto no = cannot_disarm(engine.state_of(*run))) return no;
        run->disarm(disarm.at, out);
        engine.active_ = nullptr;  // nothing was learned of the gates
        return {};
    }

    Refusal operator()(const Start& start) const {
        auto* run = find(start.run);
        if (run == nullptr) return unknown_run(start.run);
        if (auto no = cannot_start(engine.state_of(*run), start.source)) return no;
        if (auto no = other_active(start.run)) return no;
        make_active(*run);
        run->start(start.at, start.source, out);
        return {};
    }

    Refusal operator()(const End& end) const {
        auto* run = find(end.run);
        if (run == nullptr) return unknown_run(end.run);
        if (engine.active_ == run) engine.close_all(end.at, out);
        run->end(end.at, out);
        return {};
    }

    template <std::derived_from<Correction> Said>
    Refusal operator()(const Said& said) const {
        auto* run = find(said.run);
        if (run == nullptr) return unknown_run(said.run);
        if (engine.state_of(*run).phase == RunPhase::Created) {
            return Error{
                "wrong_phase",
                fmt::format("{} has not been armed: there is nothing to correct", said.run.text()),
                "run"};
        }
        if (auto no = may_not_run_on(said)) return no;
        return run->correct(said, out);
    }

    /// A correction that puts a run back on the track must find the gates free.
    template <class Said>
    [[nodiscard]] Refusal may_not_run_on(const Said& said) const {
        if constexpr (std::is_same_v<Said, Recall>) {
            if (engine.state_of(*find(said.run)).phase != RunPhase::Running) {
                return Error{"wrong_phase",
                             fmt::format("{} is not running: there is nothing to call back",
                                         said.run.text()),
                             "run"};
            }
        }
        return {};
    }

    [[nodiscard]] Run* find(const RunId& id) const {
        const auto found = engine.runs_.find(id);
        return found == engine.runs_.end() ? nullptr : found->second.get();
    }

    void make_active(Run& run) const {
        if (engine.active_ == &run) return;
        engine.let_go();
        engine.active_ = &run;
        run.open(engine.odds());
        for (auto& gate : engine.gates_) gate.warned_of_loss = false;
    }

    [[nodiscard]] Refusal other_active(const RunId& wanted) const {
        const auto* run = engine.active_;
        if (run == nullptr || run->id() == wanted) return {};
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

std::optional<Error> Engine::handle(const Input& input, std::vector<Event>& events) {
    const Instant at = instant_of(input);
    advance_to(at, events);
    Outbox out{state_, events};
    auto refusal = std::visit(Handler{*this, out}, input);
    if (!refusal) last_input_ = at;
    return refusal;
}

}  // namespace qm::timing
