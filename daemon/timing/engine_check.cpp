// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "daemon/timing/engine.hpp"

/// What must be true of a session after every input.
namespace qm::timing {

namespace {

void must(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

void check_split(const EntryState& entry, const Split& split) {
    const bool hole = split.kind == SplitKind::Missed || split.kind == SplitKind::Estimated;
    const auto point = static_cast<std::size_t>(split.point);
    must(point < entry.course.size(), "a split is past the course");
    must(entry.course[point].gate == split.gate, "a split is at another gate than its point");
    must(split.certainty >= 0 && split.certainty <= 1, "a certainty is no share");
    must(split.runner_up_certainty >= 0 && split.runner_up_certainty <= 1,
         "a runner-up's certainty is no share");
    must(split.time.has_value() == (split.kind != SplitKind::Missed), "a missed split has a time");
    must(!split.time || split.plus_minus.has_value(), "a time has no plus-minus");
    must(!hole || !split.passage, "a hole has a passage");
    must((split.kind == SplitKind::Measured) == split.passage.has_value(),
         "what is measured is a passage's, and nothing else");
}

void check_splits(const EntryState& entry, std::map<PassageId, int>& given) {
    int point = -1;
    Elapsed time{};
    for (const auto& split : entry.splits) {
        check_split(entry, split);
        must(!split.passage || ++given[*split.passage] <= 2, "one passage is the split of three");
        must(split.point > point, "splits are out of order");
        point = split.point;
        if (!split.time || split.provisional) continue;
        must(*split.time > time, "a later split is not later in time");
        time = *split.time;
    }
}

/// A passage that is listed as nobody's is nobody's split.
void check_unassigned(const RunState& run) {
    std::set<std::pair<GateId, Instant>> nobodys;
    for (const auto& one : run.unassigned) nobodys.emplace(one.gate, one.at);
    for (const auto& entry : run.entries) {
        for (const auto& split : entry.splits) {
            if (!split.passage || split.provisional) continue;
            must(!nobodys.contains({split.gate, *split.instant}), "a split is nobody's passage");
        }
    }
}

}  // namespace

void Engine::check_invariants() const {
    std::map<PassageId, int> given;
    for (const auto& run : state_.runs) {
        for (const auto& entry : run.entries) {
            check_splits(entry, given);
            must(run.phase != RunPhase::Ended || entry.standing.status != EntryStatus::Running,
                 "somebody runs in a run that has ended");
        }
        check_unassigned(run);
    }
}

}  // namespace qm::timing
