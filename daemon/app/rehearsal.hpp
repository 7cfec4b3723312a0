// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "hardware/simulated.hpp"
#include "protocol/events.hpp"
#include "protocol/scenario.hpp"
#include "protocol/state.hpp"

namespace qm::app {

/// Sends simulated bodies round the track for the runs a coach starts, so that all can be tried without
/// gates. An athlete keeps near the target (a spread of 1.5 % for the day, 1 % for each stretch); the same
/// seed, run and name always give the same times, also after a restart in the middle of the run.
/// With a scenario it is that which happens instead, dirt and all.
class Rehearsal {
public:
    Rehearsal(hardware::Simulated& gates, LogHeader ground, std::uint64_t seed,
              std::optional<scene::Scenario> scenario = {})
        : gates_(gates), ground_(std::move(ground)), seed_(seed), scenario_(std::move(scenario)) {}

    /// Looks at what just happened in the session and sends or recalls bodies.
    void follow(const std::vector<Event>& events, const SessionState& state, Instant now);
    /// After a restart: sends those who are still on their way.
    void go_on(const SessionState& state, Instant now);

private:
    void send(const RunState& run, Instant now);
    void play(const RunState& run, Instant now);
    [[nodiscard]] hardware::Body body_of(const RunState& run, const EntryState& entry,
                                         Instant start) const;

    hardware::Simulated& gates_;
    LogHeader ground_;
    std::uint64_t seed_;
    std::optional<scene::Scenario> scenario_;
};

}  // namespace qm::app
