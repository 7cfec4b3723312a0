// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "daemon/timing/gate_watch.hpp"
#include "daemon/timing/reliability.hpp"
#include "daemon/timing/run.hpp"
#include "daemon/timing/settings.hpp"
#include "protocol/events.hpp"
#include "protocol/result.hpp"

namespace qm::timing {

/// The timing of one session: inputs in, events out. Pure: no clock, no device, no file, no thread.
///
/// Rules
/// - Time is what the inputs say. Before an input is looked at, every passage that was due to close by its
///   Instant is closed, earliest first; so advance_to() called in between changes when events come out, never
///   which or in what order. Same inputs, same events, byte for byte: a restart is a replay.
/// - Every edge is answered by its own event, whether or not anybody is being timed.
/// - One run at a time is armed or running; it gets the passages. Without one they only close. A run that
///   ended because all are in gets those of ten seconds more, as nobody's, unless another run takes over.
/// - A passage is provisional from its first leading edge and final when it closes (GateWatch); whose it is,
///   the Namer says; what that means for the run, Run.
/// - A refused input changes nothing.
/// - An edge that comes later than something stamped after it (another chip, a slow kernel thread) is taken
///   with its own stamp; time does not go back for it.
///
/// Invariants (check_invariants): an entry's splits rise strictly by point, and the final ones in time;
/// a passage is the split of at most two athletes; an ended run has nobody running.
/// Cost: O(gates + entries * gate lines) for a passage, O(gates) for any other edge.
class Engine {
public:
    /// The ground must have passed check_ground().
    Engine(LogHeader ground, const Settings& settings);

    /// Takes one input and appends what follows from it. The error is a refusal, for whoever gave it.
    [[nodiscard]] std::optional<Error> handle(const Input& input, std::vector<Event>& events);

    /// Time has come to `now`: closes what is due.
    void advance_to(Instant now, std::vector<Event>& events);

    /// The inputs are over: closes what is open.
    void finish(std::vector<Event>& events);

    /// When advance_to() has something to do next.
    [[nodiscard]] std::optional<Instant> next_deadline() const;

    [[nodiscard]] const SessionState& state() const { return state_; }
    [[nodiscard]] const LogHeader& ground() const { return ground_; }

    /// Our own bugs only: throws std::logic_error.
    void check_invariants() const;

private:
    struct Gate {
        GatePlace place;
        GateWatch watch;
        Reliability reliability = {};
        bool warned_of_loss = false;  ///< in the active run
    };
    struct Handler;

    [[nodiscard]] Gate* find_gate(const GateId& id);
    /// The run that has the gates at this moment: one that ended by itself keeps them for a little, so that
    /// what comes after the last finish is not lost.
    [[nodiscard]] Run* active_run(Instant at);
    [[nodiscard]] const RunState& state_of(const Run& run) const;
    [[nodiscard]] Gate* first_due(Instant now);
    [[nodiscard]] Run* overdue_run(Instant now);
    [[nodiscard]] std::size_t index_of(const Gate& gate) const;
    [[nodiscard]] std::vector<naming::GateOdds> odds() const;
    /// The active run gives the gates back; what it showed of them is kept for the next.
    void let_go();
    void advance_gate(Gate& gate, Instant at, Outbox& out);
    void take(const Gate& gate, const Passage& passage, Instant at, Outbox& out);
    void tell_notice(Gate& gate, Outbox& out);
    void close_all(Instant at, Outbox& out);

    LogHeader ground_;
    Settings settings_;
    SessionState state_;
    std::vector<Gate> gates_;
    std::map<RunId, std::unique_ptr<Run>> runs_;
    std::optional<RunId> active_;
    Instant now_{};
    std::optional<Instant> last_input_;
    PassageId last_passage_{};
};

}  // namespace qm::timing
