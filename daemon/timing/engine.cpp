// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/engine.hpp"

#include <algorithm>
#include <concepts>

#include <fmt/format.h>

#include "daemon/timing/run_rules.hpp"
#include "protocol/apply.hpp"
#include "protocol/limits.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

Engine::Engine(LogHeader ground, const Settings& settings)
    : ground_(std::move(ground)), settings_(settings) {
    state_.track = ground_.track;
    for (const auto& place : ground_.gates) {
        gates_.push_back({place, GateWatch{settings_}});
        state_.gates.push_back({place});
    }
}

void Engine::advance_to(Instant now, std::vector<Event>& events) {
    Outbox out{state_, events};
    while (true) {
        auto* gate = first_due(now);
        auto* run = overdue_run(now);
        if (gate == nullptr && run == nullptr) break;
        const bool gate_first =
            gate != nullptr && (run == nullptr || *gate->watch.deadline() <= *run->deadline());
        if (gate_first) {
            advance_gate(*gate, *gate->watch.deadline(), out);
        } else {
            run->look(*run->deadline(), out);
        }
    }
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

Run* Engine::overdue_run(Instant now) {
    if (active_ == nullptr || !active_->deadline()) return nullptr;
    return *active_->deadline() <= now ? active_ : nullptr;
}

std::optional<Instant> Engine::next_deadline() const {
    std::optional<Instant> next;
    for (const auto& gate : gates_) {
        const auto deadline = gate.watch.deadline();
        if (deadline && (!next || *deadline < *next)) next = deadline;
    }
    if (active_ == nullptr) return next;
    const auto overdue = active_->deadline();
    return overdue && (!next || *overdue < *next) ? overdue : next;
}

void Engine::let_go() {
    if (active_ == nullptr) return;
    const auto records = active_->gate_records(state_of(*active_));
    for (std::size_t i = 0; i < gates_.size(); ++i) gates_[i].reliability.add(records[i]);
    active_->leave_gates();
    active_ = nullptr;
}

std::vector<naming::GateOdds> Engine::odds() const {
    std::vector<naming::GateOdds> odds;
    for (const auto& gate : gates_) odds.push_back(gate.reliability.odds());
    return odds;
}

std::size_t Engine::index_of(const Gate& gate) const {
    return static_cast<std::size_t>(&gate - gates_.data());
}

Engine::Gate* Engine::find_gate(const GateId& id) {
    const auto found = std::find_if(gates_.begin(), gates_.end(),
                                    [&](const Gate& gate) { return gate.place.id == id; });
    return found == gates_.end() ? nullptr : &*found;
}

Run* Engine::active_run(Instant at) {
    if (active_ == nullptr) return nullptr;
    const auto& state = state_of(*active_);
    if (state.phase != RunPhase::Ended) return active_;
    return at <= active_->listens_until() ? active_ : nullptr;
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
        run->passage_closed(index_of(gate), passage, gate.watch.dual(), at, out);
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

}  // namespace qm::timing
