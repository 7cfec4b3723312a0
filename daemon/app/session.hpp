// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "daemon/archive/archive.hpp"
#include "daemon/timing/engine.hpp"
#include "protocol/result.hpp"
#include "protocol/wire.hpp"

namespace qm::app {

/// A session's timing with its events numbered: each input becomes a step for the listeners and the archive.
class Session {
public:
    Session(LogHeader ground, const timing::Settings& settings)
        : engine_(std::move(ground), settings) {}

    /// Numbers left out at a restart, more than any listener can have heard that is not on record: what
    /// came after the last commit is lost, and its numbers must never name other events.
    static constexpr std::uint64_t kRestartSkips = 1'000'000;

    /// The step an input makes. A refused input makes one too when time had something to close; then
    /// `refusal` says why, and the step carries no input.
    struct Taken {
        archive::Step step;
        std::optional<Error> refusal;
    };
    [[nodiscard]] Taken take(const Input& input);
    /// The step that time alone makes; often without events.
    [[nodiscard]] archive::Step advance_to(Instant now);

    /// What the daemon itself has to say, of its disk or its clocks: an event like those of timing, and in
    /// the snapshot. A replay does not know of it.
    [[nodiscard]] archive::Step say(Warning warning);

    /// Takes inputs that are on record already, for their effect only.
    void replay(const std::vector<Input>& inputs);

    [[nodiscard]] std::optional<Instant> next_deadline() const { return engine_.next_deadline(); }
    /// The latest moment of which something is recorded or closed. What is stamped earlier comes too late: a
    /// replay would take it before that.
    [[nodiscard]] Instant passed() const { return passed_; }
    [[nodiscard]] const SessionState& state() const { return engine_.state(); }
    /// The last event's number; 0 when there was none.
    [[nodiscard]] Seq last_seq() const { return Seq{events_so_far_}; }
    /// The state as a listener gets it: the latest limits::kRuns runs.
    [[nodiscard]] SessionState snapshot() const;

private:
    [[nodiscard]] archive::Step number(std::vector<Event> events);
    [[nodiscard]] bool is_something_due(Instant now) const;

    timing::Engine engine_;
    std::uint64_t events_so_far_ = 0;
    Instant passed_{};
    std::vector<Warning> said_;  ///< by the daemon itself, the latest
};

}  // namespace qm::app
