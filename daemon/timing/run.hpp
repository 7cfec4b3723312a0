// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/timing/account.hpp"
#include "daemon/timing/corrections.hpp"
#include "daemon/timing/crossed.hpp"
#include "daemon/timing/frame.hpp"
#include "daemon/timing/record.hpp"
#include "protocol/apply.hpp"
#include "protocol/result.hpp"

namespace qm::timing {

/// Where events go: into the session's state at once, and out to whoever asked.
class Outbox {
public:
    Outbox(SessionState& state, std::vector<Event>& events) : state_(state), events_(events) {}
    template <class One>
    void emit(One&& event) {
        apply_event(state_, events_.emplace_back(std::forward<One>(event)));
    }
    [[nodiscard]] const RunState& run(const RunId& id) const { return *find_run(state_, id); }

private:
    SessionState& state_;
    std::vector<Event>& events_;
};

/// What a run has shown of a gate's reliability.
struct GateRecord {
    int seen = 0;
    int missed = 0;
    int nobodys = 0;
    double seconds = 0;  ///< that it was listened to
};

/// One run. It keeps what happened (Record); what that means (Account) is worked out anew after each thing that
/// happens, and what differs from what was told last goes out as events. So a correction needs no code to
/// take it back: without it, the same work gives what was there before.
///
/// Phases: created -> armed -> running -> ended. Arming lets its gates be listened to; a start given by
/// hand or gun arms too. With `start: gate` a passage of the start gate may be the next entry's start. A run
/// ends by command, which can be undone, or when nobody is left on the track; then it goes on when a correction puts
/// somebody back within a minute. Either only until another run has the gates.
class Run {
public:
    /// Checks everything about a run that is to be created. The first event is RunCreated.
    [[nodiscard]] static Result<std::unique_ptr<Run>> create(const LogHeader& ground,
                                                             const Settings& settings,
                                                             const CreateRun& plan, Outbox& out);

    [[nodiscard]] const RunId& id() const { return frame_.run.run; }

    /// It gets the gates, which are known to be this reliable.
    void open(std::vector<naming::GateOdds> odds);
    void arm(Instant at, Outbox& out);
    void disarm(Instant at, Outbox& out);
    void start(Instant at, StartKind source, Outbox& out);
    /// While somebody runs it is an act that can be undone; later it is for good.
    void end(Instant at, Outbox& out);
    /// Ended, and so long still recorded: a wrong word that ended it can be taken back with nothing lost.
    [[nodiscard]] Instant listens_until() const;
    /// It is over for good: another run has the gates.
    void leave_gates();

    /// Who may come at a gate at this time.
    [[nodiscard]] Account::Expected expected(std::size_t gate, Instant at) const {
        return account_.expected(gate, at);
    }
    /// A passage has just opened: whoever it seems to be gets a provisional split.
    void passage_opened(std::size_t gate, PassageId id, Instant first, Outbox& out);
    /// It is complete: named, with all the others.
    void passage_closed(std::size_t gate, const Passage& passage, bool dual_beams, Instant now,
                        Outbox& out);
    /// An athlete left a starting block.
    void block_left(Lane lane, Instant at, Outbox& out);

    /// What a person says. A refusal changes nothing.
    template <class Said>
    [[nodiscard]] std::optional<Error> correct(const Said& said, Outbox& out) {
        auto understood = Clerk{frame_, record_, account_}(said);
        if (!understood) return understood.error();
        return carry_out(said, *understood, out);
    }
    [[nodiscard]] std::optional<Error> correct(const Undo& said, Outbox& out);
    [[nodiscard]] std::optional<Error> correct(const Redo& said, Outbox& out);

    /// When somebody is overdue at a gate next, if nothing happens.
    [[nodiscard]] std::optional<Instant> deadline() const { return deadline_; }
    void look(Instant now, Outbox& out);

    [[nodiscard]] std::vector<GateRecord> gate_records(const RunState& state) const;

private:
    /// What was told of a passage.
    struct Told {
        std::optional<Account::Owner> owner = {};
        std::string verdict = {};
    };
    struct Provisional {
        Account::Guess guess;
        Instant at;
    };

    explicit Run(Frame frame);

    [[nodiscard]] std::optional<Error> carry_out(const Correction& said,
                                                 const Understood& understood, Outbox& out);
    [[nodiscard]] std::optional<Error> contradiction(const Understood& understood) const;
    [[nodiscard]] std::optional<Error> out_of_order() const;
    /// The acts are again what they were: those after them cannot be.
    void take_back(const Acts& before);
    void record_act(int number, Outbox& out);

    [[nodiscard]] std::optional<Error> changed(const Result<int>& number, const Acts& before,
                                               Instant at, Outbox& out);
    void rederive(Instant now, Outbox& out);
    void tell_anew(Instant now, Outbox& out);
    [[nodiscard]] std::vector<Account::Change> everybody() const;
    [[nodiscard]] RunPhase phase(const RunState& state) const;
    void tell(const std::vector<Account::Change>& changes, Instant now, Outbox& out);
    void tell_entry(const Account::Change& change, std::vector<std::size_t>& passages, Outbox& out);
    [[nodiscard]] static std::map<int, PassageId> without_provisional(Way& way, const Way& is);
    int renew_way(const Account::Change& change, std::vector<std::size_t>& passages);
    void reach(Instant now) { now_ = std::max(now_, now); }
    [[nodiscard]] Standing standing_of(std::size_t entry, const std::vector<Split>& shown) const;
    void tell_splits(std::size_t entry, int first, Outbox& out);
    void tell_passage(std::size_t passage, Outbox& out);
    void tell_false_starts(Instant now, Outbox& out);
    [[nodiscard]] std::string revised(const Told& before, const Told& now) const;
    void tell_phase(Instant now, Outbox& out);
    void tell_gates(Outbox& out, bool at_end);
    void tell_crossed_wires(Outbox& out, bool at_end);
    void tell_crossed_wires_of(std::size_t gate, Outbox& out);
    void tell_silent_gates(Outbox& out, bool at_end);
    void tell_cleared_gates(Outbox& out);
    void tell_crowd(Outbox& out);
    void tell_unseen_finishes(Instant now, Outbox& out);
    void tell_known_finishes(Outbox& out);
    [[nodiscard]] std::optional<std::string> unseen_finish(std::size_t entry, Instant now) const;
    [[nodiscard]] std::optional<std::string> finish_elsewhere(std::size_t entry) const;
    [[nodiscard]] bool is_finish(std::size_t gate) const;
    /// Somebody whom a gate did not see and who was there all the same, and when.
    struct Unseen {
        std::size_t entry = 0;
        int point = 0;
        Account::Due due;
        bool came_in = true;  ///< was seen further on; false: was due at the finish
    };
    [[nodiscard]] std::optional<Unseen> passed_unseen(const EntryState& entry, std::size_t index,
                                                      const Split& split) const;
    [[nodiscard]] std::vector<Unseen> unseen_by(const RunState& state, std::size_t gate,
                                                bool at_end) const;
    void add_overdue(std::size_t gate, std::vector<Unseen>& all) const;
    [[nodiscard]] bool is_enough(const RunState& state, const std::vector<Unseen>& unseen) const;
    [[nodiscard]] std::optional<AthleteId> seen_since(const RunState& state, std::size_t gate,
                                                      Instant since) const;
    [[nodiscard]] std::optional<AthleteId> seen_after_all(const RunState& state,
                                                          std::size_t gate) const;
    [[nodiscard]] bool is_left_over(std::size_t passage) const;
    [[nodiscard]] bool has_left_over(std::size_t gate, Instant since) const;
    [[nodiscard]] std::optional<std::size_t> left_over_near(
        std::size_t gate, const Account::Due& due, const std::set<std::size_t>& taken) const;
    [[nodiscard]] bool has_passages_of(std::size_t gate, const std::vector<Unseen>& unseen) const;
    [[nodiscard]] bool may_be_crossed(std::size_t gate, const std::vector<Unseen>& unseen) const;
    [[nodiscard]] std::string names_of(std::vector<std::size_t> entries) const;
    [[nodiscard]] Warning silent(std::size_t gate, const std::vector<Unseen>& unseen) const;
    [[nodiscard]] Warning crossed(const std::vector<Exchanged>& exchanged) const;
    [[nodiscard]] std::vector<Exchanged> exchanged(std::size_t one, std::size_t other) const;
    [[nodiscard]] std::size_t gate_of(std::size_t entry, int point) const;
    void add_provisional(std::size_t entry, Way& way) const;
    void find_overdue(std::size_t entry);
    [[nodiscard]] bool is_due(std::size_t entry) const;
    [[nodiscard]] std::string why_withdrawn(const Split& split) const;
    void set_deadline();

    Frame frame_;
    Record record_;
    Account account_;         ///< of frame_ and record_, which therefore stay where they are
    std::vector<Told> told_;  ///< by passage
    std::vector<Way> ways_;   ///< by entry, as told
    std::map<PassageId, Provisional> provisional_;     ///< passages still open
    std::vector<int> overdue_before_;                  ///< by entry
    std::vector<std::optional<Instant>> overdue_at_;   ///< by entry: when the next point will be
    std::vector<bool> told_silent_;                    ///< by gate
    std::map<std::size_t, std::size_t> told_crossed_;  ///< gates, each with the one of its wires
    std::set<std::size_t> told_unseen_;                ///< entries of whom no finish was seen
    bool had_holes_ = false;                           ///< before that no gate is in doubt
    std::set<AthleteId> told_false_starts_;
    bool told_crowd_ = false;
    std::optional<Instant> over_since_;  ///< since then nobody is left on the track
    Instant now_{};  ///< the latest that was told: an edge reaches it a little after a timer
    std::optional<Instant> deadline_;
};

}  // namespace qm::timing
