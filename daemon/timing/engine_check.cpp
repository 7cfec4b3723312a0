// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <stdexcept>

#include "daemon/timing/engine.hpp"

/// What must be true of a session after every input.
namespace qm::timing {

namespace {

void check_splits(const EntryState& entry, std::map<PassageId, int>& given) {
    int point = -1;
    Elapsed time{};
    for (const auto& split : entry.splits) {
        if (split.passage && ++given[*split.passage] > 2) {
            throw std::logic_error("one passage is the split of three");
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
    std::map<PassageId, int> given;
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
