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
/// Time is what the inputs say. Before an input is looked at, all that was due by its Instant is done, earliest first:
/// passages close, gates are heard again, athletes are overdue. So advance_to() called in between changes when
/// events come out, never which or in what order. Same inputs, same events, byte for byte: a restart is a replay.
/// An edge that comes later than something stamped after it (another chip, a slow kernel thread) is taken with its
/// own stamp; time does not go back for it. Every edge is answered by its own event, whether or not anybody is
/// being timed. A refused input changes nothing, and its error is a sentence.
///
/// From edges to splits
/// - GateWatch: edges to pulses (while every beam of the gate is broken) to passages. Pulses that begin within the
///   lockout are one group; its Instant is the leading edge of the longest, the torso. A group with several torsos is
///   several passages. Windows and widths are those of the speed expected there. A gate that chatters is muted, with a
///   warning, until it was quiet for two seconds.
/// - judge(): what a passage is made of. Noise, limbs alone, bursts and blocked beams are nobody's, each with
///   its sentence; no pulse is dropped from the record.
/// - naming::Namer: whose the others are, by the most probable joint explanation of all of them; how certain that
///   is, and who else it may be. Later passages may revise earlier ones until a person has said who it was.
///   A beam that sees one lane leaves little to decide.
/// - Account: each athlete's way, from the names, from what persons typed or tapped, and from the starts.
///   make_splits(): splits with their plus-minus; a hole between two known times is estimated, else missed.
/// - A passage is provisional from its first leading edge, named without changing anything else, and final
///   when it closes.
///
/// Runs
/// - One run at a time is armed or running; it gets the passages. Without one they only close. A run that
///   ended gets those of ten seconds more, and longer while somebody has not come in who might have if the word that
///   ended it was a mistake; unless another run takes over.
/// - The start comes from a gun's edge, a command, or (start: gate) each athlete's own passage of the start gate,
///   in the order of the entries. Blocks give reaction times; below 0.1 s is a false start, which is told.
/// - Corrections are inputs (protocol/inputs.hpp). A run keeps what happened and works out anew what it means, so
///   that a correction undone leaves no trace but its record. What cannot be is refused: a passage for somebody
///   who was elsewhere, times that would not rise.
/// - How reliable a gate is follows from the runs before (Reliability). Within a run only this changes it: a gate that
///   saw nobody while athletes should long have passed may be dead, which is one fault and not one for each of them.
///
/// Invariants (check_invariants): an entry's splits rise strictly by point, and the final ones in time;
/// a passage is the split of at most two athletes; an ended run has nobody running.
/// Cost: O(gates) for an edge; for a passage bounded by naming's kept explanations times the athletes who may be
/// there; for a correction as much as all passages of its run.
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
    /// The run that has the gates at this moment: one that ended keeps them for a little, so that what comes
    /// after the last finish, or after a wrong word, is not lost.
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
    Run* active_ = nullptr;  ///< one of runs_: has the gates
    Instant now_{};
    std::optional<Instant> last_input_;
    PassageId last_passage_{};
};

}  // namespace qm::timing
