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

/// A passage this near to when somebody was due elsewhere, in standard deviations, may be theirs.
constexpr int kNear = 3;

}  // namespace

/// Those whom a gate did not see the last time they came by; nobody, when it has seen one of them.
std::vector<Run::Unseen> Run::unseen_by(const RunState& state, const GateId& gate) const {
    std::vector<Unseen> all;
    for (std::size_t i = 0; i < state.entries.size(); ++i) {
        const auto& splits = state.entries[i].splits;
        const auto last = std::find_if(splits.rbegin(), splits.rend(),
                                       [&](const Split& one) { return one.gate == gate; });
        if (last == splits.rend()) continue;
        if (!is_hole(*last)) return {};
        Unseen one{frame_.athlete(i).text(), account_.due(i, last->point)};
        if (last->time && last->plus_minus && ways_[i].start) {
            one.due = Account::Due{*ways_[i].start + *last->time, *last->plus_minus};
        }
        all.push_back(std::move(one));
    }
    return all;
}

/// Could have been an athlete, and is taken for nobody.
bool Run::is_left_over(std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    return may_be_named(seen) && !account_.called_back(seen) && !account_.owner(passage);
}

/// A passage at a gate that is nobody's and came when somebody was due elsewhere; none of those `taken`.
std::optional<std::size_t> Run::left_over_near(std::size_t gate, const Account::Due& due,
                                               const std::set<std::size_t>& taken) const {
    for (std::size_t i = 0; i < record_.passages.size(); ++i) {
        const auto& seen = record_.passages[i];
        const bool near = std::chrono::abs(seen.at() - due.at) <= kNear * due.plus_minus;
        if (seen.gate == gate && near && is_left_over(i) && !taken.contains(i)) return i;
    }
    return std::nullopt;
}

/// Each of these was due elsewhere just when one of the passages came here that are nobody's.
bool Run::has_passages_of(std::size_t gate, const std::vector<Unseen>& unseen) const {
    std::set<std::size_t> taken;
    return std::all_of(unseen.begin(), unseen.end(), [&](const Unseen& one) {
        const auto found = one.due ? left_over_near(gate, *one.due, taken) : std::nullopt;
        return found && taken.insert(*found).second;
    });
}

std::optional<std::size_t> Run::crossed_with(std::size_t gate,
                                             const std::vector<Unseen>& unseen) const {
    for (std::size_t other = 0; other < frame_.ground.gates.size(); ++other) {
        if (other != gate && has_passages_of(other, unseen)) return other;
    }
    return std::nullopt;
}

Warning Run::silent(std::size_t gate, const std::vector<Unseen>& unseen) const {
    const auto& id = frame_.ground.gates[gate].id;
    std::vector<std::string> names;
    names.reserve(unseen.size());
    for (const auto& one : unseen) names.push_back(one.athlete);
    const auto all = fmt::format("{}", fmt::join(names, ", "));
    if (const auto other = crossed_with(gate, unseen)) {
        const auto& there = frame_.ground.gates[*other].id.text();
        return {now_, "crossed_wires",
                fmt::format("{} saw nobody, and {} was passed just when {} were due at {}: the two "
                            "have each other's wires. Swap the plugs; until then the splits at "
                            "both are estimated.",
                            id.text(), there, all, id.text()),
                this->id(), id};
    }
    return {now_, "silent_gate",
            fmt::format("{} has seen none of {}: the gate is at fault, not the athletes. "
                        "Look at its beam; the splits there are estimated.",
                        id.text(), all),
            this->id(), id};
}

void Run::tell_silent_gates(Outbox& out) {
    const auto& state = out.run(id());
    const auto enough = std::min(kSilent, std::max<std::size_t>(2, state.entries.size()));
    for (std::size_t g = 0; g < told_silent_.size(); ++g) {
        if (told_silent_[g] || has_seen_somebody(g)) continue;
        const auto unseen = unseen_by(state, frame_.ground.gates[g].id);
        if (unseen.size() < enough) continue;
        told_silent_[g] = true;
        out.emit(silent(g, unseen));
    }
}

/// A passage there that is nobody's and may be one of theirs: then the names are in doubt, not the beam.
bool Run::has_seen_somebody(std::size_t gate) const {
    for (std::size_t i = record_.passages.size(); i-- > 0;) {
        const auto& seen = record_.passages[i];
        if (seen.at() + kLately < now_) break;
        if (seen.gate == gate && is_left_over(i)) return true;
    }
    return false;
}

}  // namespace qm::timing
