// SPDX-License-Identifier: Apache-2.0
#include "gui/model/trial.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gui/model/model.hpp"

namespace qm::gui {

namespace {

Input trial_run() {
    const auto entry = [](const char* name, int lane, std::int64_t delay_s, std::int64_t target_s) {
        EntryPlan plan;
        plan.athlete = AthleteId{name};
        plan.delay = std::chrono::seconds{delay_s};
        if (delay_s == 0) plan.lane = Lane{static_cast<std::uint8_t>(lane)};
        plan.target = std::chrono::seconds{target_s};
        return plan;
    };
    CreateRun run;
    run.run = RunId{"r1"};
    run.distance = Distance::from_metres(400);
    run.start = StartKind::Hand;
    run.entries = {entry("Mara Okafor", 1, 0, 58), entry("Ken Adeyemi", 1, 10, 52),
                   entry("Jo Lindqvist", 1, 20, 61)};
    return run;
}

}  // namespace

bool Trial::take_wish() {
    if (step_ != Step::Wished) return false;
    step_ = Step::Launching;
    return true;
}

std::optional<Input> Trial::next(const Feed& feed) {
    const bool is_there =
        feed.is_open() && feed.hello() && feed.hello()->source == "simulated" && feed.has_session();
    if (!is_there) return std::nullopt;
    const auto& runs = feed.session().runs;
    if (step_ == Step::Joining && runs.empty()) {
        step_ = Step::Creating;
        return trial_run();
    }
    if (runs.empty()) return std::nullopt;
    const auto& run = runs.back();
    if (step_ == Step::Creating && run.phase == RunPhase::Created) {
        step_ = Step::Arming;
        return Arm{{}, run.run, {}};
    }
    if (step_ == Step::Arming && run.phase == RunPhase::Armed) {
        step_ = Step::None;
        return Start{{}, run.run, StartKind::Hand, {}};
    }
    return std::nullopt;
}

std::optional<FirstSteps> first_steps(const Model& model) {
    const auto& feed = model.feed();
    const bool is_known = !model.doors().known().all().empty();
    const bool is_trying = model.trial().is_under_way();
    if (feed.hello() || is_known || (!model.was_out_of_reach() && !is_trying)) return std::nullopt;
    FirstSteps first;
    if (is_trying) {
        first.title = "A simulated run is coming";
        first.trial = "It runs on this machine alone, and nothing of it is kept.";
        return first;
    }
    const auto rows = model.doors().rows();
    const auto found =
        std::count_if(rows.begin(), rows.end(), [](const DaemonRow& row) { return row.is_found; });
    first.title = "No daemon yet";
    first.steps = {
        {"1", "Start quartermarkd on the machine the gates are wired to."},
        {"2", found > 0
                  ? fmt::format("Press W: {} on this network. Choose one.",
                                found == 1 ? "one daemon announces itself"
                                           : fmt::format("{} daemons announce themselves", found))
                  : "Press W here and type that machine's name, or choose it once it is listed."},
        {"3",
         "If that is another machine than this one, press P to pair: then this console may "
         "command."}};
    first.trial = "No gates at hand? Enter begins a simulated run on this machine.";
    return first;
}

}  // namespace qm::gui
