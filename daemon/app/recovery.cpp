// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/recovery.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "daemon/app/session.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

constexpr std::int64_t kStepUs = 500'000;
constexpr std::int64_t kSleepUs = 10'000;

std::size_t splits_of(const RunState& run) {
    std::size_t count = 0;
    for (const auto& entry : run.entries) count += entry.splits.size();
    return count;
}

std::int64_t to_us(WallTime wall) { return static_cast<std::int64_t>(wall); }

const ClockPair* last_pair(const std::vector<Input>& inputs) {
    const auto found = std::find_if(inputs.rbegin(), inputs.rend(), [](const Input& input) {
        return std::holds_alternative<ClockPair>(input);
    });
    return found == inputs.rend() ? nullptr : std::get_if<ClockPair>(&*found);
}

/// By the wall clock, a label: when the last thing on record was, seen from now.
std::string ago(const archive::StoredSession& before, const ClockPair& now) {
    const auto* pair = last_pair(before.inputs);
    if (pair == nullptr) return "before";
    const auto since_pair = instant_of(before.inputs.back()) - pair->at;
    const auto seconds = (to_us(now.wall) - to_us(pair->wall)) / 1'000'000 -
                         std::chrono::duration_cast<std::chrono::seconds>(since_pair).count();
    if (seconds < 0) return "before (this machine's wall clock is behind)";
    if (seconds < 120) return fmt::format("{} s ago", seconds);
    return fmt::format("{} min ago", seconds / 60);
}

std::string tenths(std::int64_t us) {
    return fmt::format("{}.{}", us / 1'000'000, us / 100'000 % 10);
}

Warning slept_warning(Instant at, std::int64_t asleep_us, const std::vector<RunState>& runs) {
    auto words =
        fmt::format("This machine slept for {} s, and no gate was seen.", tenths(asleep_us));
    const auto* run = run_under_way(runs);
    if (run == nullptr) return {at, "slept", std::move(words)};
    words += fmt::format(
        " Run {}: times across the sleep are that much too short, those before it "
        "stand. Start the run again, and keep this machine from sleeping.",
        run->run.text());
    return {at, "slept", std::move(words), run->run, {}};
}

}  // namespace

const RunState* run_under_way(const std::vector<RunState>& runs) {
    const auto run = std::find_if(runs.begin(), runs.end(), [](const RunState& one) {
        return one.phase == RunPhase::Armed || one.phase == RunPhase::Running;
    });
    return run == runs.end() ? nullptr : &*run;
}

std::optional<Warning> cut_off_warning(const archive::StoredSession& before,
                                       const timing::Settings& settings, const ClockPair& now) {
    Session session{before.ground, settings};
    session.replay(before.inputs);
    const auto& runs = session.state().runs;
    const auto* run = run_under_way(runs);
    if (run == nullptr) return std::nullopt;
    const auto* was = run->phase == RunPhase::Running ? "running" : "armed";
    return Warning{
        now.at, "start_lost",
        fmt::format(
            "The machine was started anew while run {} was {}: the gate clock began again, so "
            "its start is lost. {} and all edges until {} are kept in session {}. "
            "Still to be measured: segments between gates. Create a run that starts at a "
            "gate, and each athlete's clock begins at the next passage there.",
            run->run.text(), was, counted(splits_of(*run), "split"), ago(before, now),
            before.id.text())};
}

Warning came_back_warning(const archive::StoredSession& session, const SessionState& state,
                          Instant now) {
    const auto last = session.inputs.empty() ? now : instant_of(session.inputs.back());
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - last).count();
    const auto& runs = state.runs;
    const auto* run = run_under_way(runs);
    const auto what = run == nullptr
                          ? std::string{"No run was under way."}
                          : fmt::format("Run {} goes on: its clock ran through.", run->run.text());
    return {
        now,
        "came_back",
        fmt::format("The daemon was restarted. {} Passages in the {}.{:03} s after the last thing "
                    "on record were not seen.",
                    what, ms / 1000, ms % 1000),
        {},
        {}};
}

std::optional<Warning> clock_warning(const ClockLook& before, const ClockLook& now,
                                     const SessionState& state) {
    using std::chrono::duration_cast;
    using std::chrono::microseconds;
    const auto at = now.pair.at;
    const auto asleep = duration_cast<microseconds>(now.slept - before.slept).count();
    if (asleep >= kSleepUs) return slept_warning(at, asleep, state.runs);
    const auto by_gate = duration_cast<microseconds>(at - before.pair.at).count();
    const auto step = to_us(now.pair.wall) - to_us(before.pair.wall) - by_gate;
    if (std::abs(step) < kStepUs) return std::nullopt;
    return Warning{
        at, "clock_step",
        fmt::format("This machine's time of day was set {} by {} s. Elapsed times do not "
                    "change: they are measured by a clock that nobody sets.",
                    step > 0 ? "forward" : "back", tenths(std::abs(step)))};
}

}  // namespace qm::app
