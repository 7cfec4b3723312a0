// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/run_rules.hpp"

#include <set>

#include <fmt/format.h>

namespace qm::timing {

namespace {

std::optional<Error> wrong_with_targets(const EntryPlan& entry, const std::string& path) {
    TargetPoint last{};
    for (std::size_t i = 0; i < entry.target_cum.size(); ++i) {
        const auto& point = entry.target_cum[i];
        if (point.at <= last.at || point.time <= last.time) {
            return Error{"bad_field",
                         "must rise in metres and in seconds from one pair to the next",
                         fmt::format("{}target_cum_s[{}]", path, i)};
        }
        last = point;
    }
    return std::nullopt;
}

/// Without a lane it is the first.
std::optional<Error> wrong_with_lane(const EntryPlan& entry, const track::Course& course,
                                     const std::string& path) {
    const Lane lane = entry.lane.value_or(Lane{1});
    const auto points = course.points(lane);
    if (!points.empty() && points.back().at == course.total(lane)) return std::nullopt;
    const auto* which = points.empty() ? "no gate of this run" : "no gate at the finish line";
    const auto is = entry.lane ? fmt::format("is {}", to_number(lane))
                               : fmt::format("is lane {} where none is given", to_number(lane));
    return Error{
        "bad_field",
        fmt::format("{}, but {} sees that lane: choose another lane, or correct the gates' "
                    "lanes in the settings",
                    is, which),
        path + "lane"};
}

Error wrong_phase(const RunState& run, std::string sentence) {
    return {"wrong_phase", fmt::format("{} {}", run.run.text(), sentence), "run"};
}

}  // namespace

std::optional<Error> wrong_with(const CreateRun& plan, const track::Course& course) {
    if (plan.entries.empty()) {
        return Error{"bad_field", "is empty: enter at least one athlete", "entries"};
    }
    std::set<AthleteId> seen;
    for (std::size_t i = 0; i < plan.entries.size(); ++i) {
        const auto& entry = plan.entries[i];
        const auto path = fmt::format("entries[{}].", i);
        if (!seen.insert(entry.athlete).second) {
            return Error{"bad_field",
                         fmt::format("\"{}\" is entered twice; give the second another name",
                                     entry.athlete.text()),
                         path + "athlete"};
        }
        if (auto wrong = wrong_with_targets(entry, path)) return wrong;
        if (auto wrong = wrong_with_lane(entry, course, path)) return wrong;
    }
    if (plan.start == StartKind::Gate && course.start_gates().empty()) {
        return Error{
            "bad_field",
            fmt::format("is \"gate\", but no gate stands where a run of {} m starts: start "
                        "by hand or gun, or choose another distance",
                        plan.distance.metres()),
            "start"};
    }
    return std::nullopt;
}

std::optional<Error> cannot_arm(const RunState& run) {
    switch (run.phase) {
        case RunPhase::Created:
            return std::nullopt;
        case RunPhase::Armed:
            return wrong_phase(run, "is armed already.");
        case RunPhase::Running:
            return wrong_phase(run, "is running already.");
        case RunPhase::Ended:
            return wrong_phase(run, "has ended; undo that, or create a new run to run again.");
    }
    return std::nullopt;
}

std::optional<Error> cannot_disarm(const RunState& run) {
    if (run.phase == RunPhase::Armed) return std::nullopt;
    if (run.phase == RunPhase::Running) return wrong_phase(run, "is running; end it instead.");
    return wrong_phase(run, "is not armed.");
}

std::optional<Error> cannot_start(const RunState& run, StartKind source) {
    if (source == StartKind::Gate) {
        return Error{"bad_field",
                     "is \"gate\": a start by the first gate comes from its beam; give \"gun\" or "
                     "\"hand\"",
                     "source"};
    }
    if (run.phase == RunPhase::Running) return wrong_phase(run, "has started already.");
    if (run.phase == RunPhase::Ended) {
        return wrong_phase(run, "has ended; undo that, or create a new run to run again.");
    }
    return std::nullopt;
}

}  // namespace qm::timing
