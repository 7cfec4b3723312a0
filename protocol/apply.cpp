// SPDX-License-Identifier: Apache-2.0
#include "protocol/apply.hpp"

#include <algorithm>
#include <cstddef>

#include "protocol/limits.hpp"

namespace qm {

namespace {

template <class T>
void append_within(std::vector<T>& list, T one, std::size_t limit) {
    if (list.size() >= limit) list.erase(list.begin());
    list.push_back(std::move(one));
}

GateState* find_gate(SessionState& state, const GateId& id) {
    const auto found = std::find_if(state.gates.begin(), state.gates.end(),
                                    [&](const GateState& gate) { return gate.place.id == id; });
    return found == state.gates.end() ? nullptr : &*found;
}

EntryState* find_entry(SessionState& state, const RunId& run, const AthleteId& athlete) {
    auto* found = find_run(state, run);
    return found == nullptr ? nullptr : find_entry(*found, athlete);
}

/// Where the split of this point stands, or would stand.
std::vector<Split>::iterator place_of(std::vector<Split>& splits, int point) {
    return std::lower_bound(splits.begin(), splits.end(), point,
                            [](const Split& split, int wanted) { return split.point < wanted; });
}

/// In the place of the record of the same number, or in order; of too many the oldest leaves.
void put_act(std::vector<ActRecord>& acts, const ActRecord& act) {
    const auto place =
        std::lower_bound(acts.begin(), acts.end(), act.number,
                         [](const ActRecord& one, int number) { return one.number < number; });
    if (place != acts.end() && place->number == act.number) {
        *place = act;
        return;
    }
    const bool is_oldest = place == acts.begin();
    if (acts.size() >= limits::kActs && is_oldest) return;  // it has left already
    acts.insert(place, act);
    if (acts.size() > limits::kActs) acts.erase(acts.begin());
}

struct Applier {
    SessionState& state;

    void operator()(const Edge& edge) const {
        auto* gate = find_gate(state, edge.gate);
        if (gate == nullptr) return;
        const auto bit =
            static_cast<std::uint8_t>(1u << static_cast<unsigned>(to_number(edge.beam)));
        const auto before = gate->broken_beams;
        gate->broken_beams = static_cast<std::uint8_t>(edge.broken ? before | bit : before & ~bit);
        if (gate->broken_beams != before) gate->changed = edge.at;
    }
    void operator()(const EdgesLost& lost) const {
        if (auto* gate = find_gate(state, lost.gate)) gate->lost += lost.count;
    }
    void operator()(const Restart&) const {
        for (auto& gate : state.gates) gate.broken_beams = 0;
    }
    void operator()(const RunCreated& created) const {
        append_within(state.runs, created.state, limits::kRunsInSession);
        for (auto& entry : state.runs.back().entries) entry.splits.reserve(entry.course.size());
    }
    void operator()(const PhaseChanged& change) const {
        if (auto* run = find_run(state, change.run)) {
            run->phase = change.phase;
            run->started = change.started;
        }
    }
    void operator()(const StandingChanged& change) const {
        if (auto* entry = find_entry(state, change.run, change.athlete)) {
            entry->standing = change.standing;
        }
    }
    void operator()(const SplitGiven& given) const {
        auto* entry = find_entry(state, given.run, given.athlete);
        if (entry == nullptr) return;
        const auto place = place_of(entry->splits, given.split.point);
        if (place != entry->splits.end() && place->point == given.split.point) {
            *place = given.split;
        } else {
            entry->splits.insert(place, given.split);
        }
    }
    void operator()(const SplitWithdrawn& withdrawn) const {
        auto* entry = find_entry(state, withdrawn.run, withdrawn.athlete);
        if (entry == nullptr) return;
        const auto place = place_of(entry->splits, withdrawn.point);
        if (place != entry->splits.end() && place->point == withdrawn.point) {
            entry->splits.erase(place);
        }
    }
    void operator()(const UnassignedPassage& passage) const {
        if (auto* run = find_run(state, passage.run)) {
            append_within(run->unassigned, passage.passage, limits::kUnassigned);
        }
    }
    void operator()(const UnassignedWithdrawn& withdrawn) const {
        auto* run = find_run(state, withdrawn.run);
        if (run == nullptr) return;
        const auto is_it = [&](const Unassigned& one) {
            return one.gate == withdrawn.gate && one.at == withdrawn.at;
        };
        auto& list = run->unassigned;
        list.erase(std::remove_if(list.begin(), list.end(), is_it), list.end());
    }
    void operator()(const PassageClosed&) const {}
    void operator()(const ActRecorded& recorded) const {
        if (auto* run = find_run(state, recorded.run)) put_act(run->acts, recorded.act);
    }
    void operator()(const Warning& warning) const {
        auto* run = warning.run ? find_run(state, *warning.run) : nullptr;
        append_within(run != nullptr ? run->warnings : state.warnings, warning, limits::kWarnings);
    }
};

}  // namespace

RunState* find_run(SessionState& state, const RunId& run) {
    const auto found = std::find_if(state.runs.rbegin(), state.runs.rend(),
                                    [&](const RunState& one) { return one.run == run; });
    return found == state.runs.rend() ? nullptr : &*found;
}

const RunState* find_run(const SessionState& state, const RunId& run) {
    const auto found = std::find_if(state.runs.rbegin(), state.runs.rend(),
                                    [&](const RunState& one) { return one.run == run; });
    return found == state.runs.rend() ? nullptr : &*found;
}

EntryState* find_entry(RunState& run, const AthleteId& athlete) {
    const auto found =
        std::find_if(run.entries.begin(), run.entries.end(),
                     [&](const EntryState& entry) { return entry.plan.athlete == athlete; });
    return found == run.entries.end() ? nullptr : &*found;
}

const EntryState* find_entry(const RunState& run, const AthleteId& athlete) {
    const auto found =
        std::find_if(run.entries.begin(), run.entries.end(),
                     [&](const EntryState& entry) { return entry.plan.athlete == athlete; });
    return found == run.entries.end() ? nullptr : &*found;
}

void apply_event(SessionState& state, const Event& event) { std::visit(Applier{state}, event); }

}  // namespace qm
