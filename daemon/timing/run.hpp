// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/pacing/plan.hpp"
#include "daemon/timing/gate_watch.hpp"
#include "daemon/timing/namer.hpp"
#include "daemon/timing/settings.hpp"
#include "daemon/track/course.hpp"
#include "protocol/apply.hpp"
#include "protocol/result.hpp"

namespace qm::timing {

/// Where events go: into the session's state at once, and out to whoever asked.
class Outbox {
public:
    Outbox(SessionState& state, std::vector<Event>& events) : state_(state), events_(events) {}
    void emit(Event event) {
        apply_event(state_, event);
        events_.push_back(std::move(event));
    }

private:
    SessionState& state_;
    std::vector<Event>& events_;
};

/// One run: its state machine, and passages to splits. What it shows lives in the session's RunState, which
/// it changes through events only; here is what nobody is shown.
///
/// Phases: created -> armed -> running -> ended. Arming lets its gates be listened to; a start given by
/// hand or gun arms too. With `start: gate` the first passage of the start gate that is nobody's split
/// starts the next entry in order. A run ends by command, or when nobody is left on the track.
class Run {
public:
    /// Checks everything about a run that is to be created. The first event is RunCreated.
    [[nodiscard]] static Result<Run> create(const LogHeader& ground, const Settings& settings,
                                            const CreateRun& plan, Outbox& out);

    [[nodiscard]] const RunId& id() const { return id_; }

    void arm(Instant at, Outbox& out);
    void disarm(Instant at, Outbox& out);
    void start(Instant at, const RunState& state, Outbox& out);
    void end(Instant at, const RunState& state, Outbox& out);

    /// A passage has just opened: whoever it seems to be gets a provisional split.
    void passage_opened(const GatePlace& gate, PassageId id, Instant first, const RunState& state,
                        Outbox& out);
    /// It is complete: the split is given for good, or withdrawn.
    void passage_closed(const GatePlace& gate, const Passage& passage, const RunState& state,
                        Outbox& out);

private:
    struct Provisional {
        std::size_t entry;
        int point;
    };

    Run(const Settings& settings, const CreateRun& plan, track::Course course);

    [[nodiscard]] std::vector<Contender> contenders(const RunState& state) const;
    [[nodiscard]] std::optional<std::size_t> next_to_start(const GatePlace& gate,
                                                           const RunState& state) const;
    [[nodiscard]] Split make_split(const RunState& state, const Naming& naming, Instant at,
                                   PassageId id) const;
    void start_entry(std::size_t entry, Instant at, const RunState& state, Outbox& out);
    /// A split, a start, or nobody's; says which in `closed`.
    void give(const GatePlace& gate, const Passage& passage, PassageClosed& closed,
              const RunState& state, Outbox& out);
    void give_split(const Naming& naming, const Passage& passage, const RunState& state,
                    Outbox& out);
    void give_missed(std::size_t entry, int point, const RunState& state, Outbox& out);
    void give_standing(std::size_t entry, const Split& last, const RunState& state, Outbox& out);
    void withdraw(PassageId id, const std::string& reason, const RunState& state, Outbox& out);
    void end_when_all_are_in(Instant at, const RunState& state, Outbox& out);
    [[nodiscard]] std::string why_no_athlete(const Passage& passage) const;

    RunId id_;
    Settings settings_;
    Namer namer_;
    track::Course course_;
    std::vector<pacing::Plan> plans_;  ///< by entry
    std::map<PassageId, Provisional> provisional_;
};

}  // namespace qm::timing
