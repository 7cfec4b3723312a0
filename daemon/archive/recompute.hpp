// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/archive/archive.hpp"
#include "daemon/timing/settings.hpp"
#include "protocol/state.hpp"

/// The inputs are the truth: what was derived from them can be made anew, with other settings or by newer rules. Two
/// steps, so that a person sees what would change before it is kept:
///
///     auto archive = Archive::open_for_reading(path);           // beside a running daemon, too
///     auto found = recompute(*archive, session, settings);      // writes nothing
///     // show found->changes and found->refusals; ask; then, with the daemon stopped:
///     auto archive = Archive::open(path, settings);
///     auto kept = keep_recomputed(*archive, sessions);          // all of them, or none
namespace qm::archive {

/// An athlete's time at one point of a run.
struct TimeAt {
    AthleteId athlete;
    std::optional<Elapsed> time = {};  ///< empty: missed
    std::optional<Elapsed> plus_minus = {};
    SplitKind kind = SplitKind::Measured;
    double certainty = 0;
    bool excluded = false;
    friend bool operator==(const TimeAt&, const TimeAt&) = default;
};

/// A split that is not what it was. One that is another athlete's now is one change with two names; one that appeared
/// has no `before`, one that is gone has no `after`. The plus-minus alone, or a certainty that is the same in whole
/// percent, is no change.
struct SplitChange {
    RunId run;
    Distance at;
    std::optional<TimeAt> before = {};
    std::optional<TimeAt> after = {};
    friend bool operator==(const SplitChange&, const SplitChange&) = default;
};

/// How an athlete came out of a run.
struct Outcome {
    EntryStatus status = EntryStatus::Running;
    std::optional<Elapsed> time = {};
    std::string official = {};
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct OutcomeChange {
    RunId run;
    AthleteId athlete;
    std::optional<Outcome> before = {};
    std::optional<Outcome> after = {};
    friend bool operator==(const OutcomeChange&, const OutcomeChange&) = default;
};

/// An input that was taken when it happened and would be refused now: a correction of a passage that is none any more.
struct RefusedInput {
    std::string line;  ///< as in the session log
    std::string sentence;
    friend bool operator==(const RefusedInput&, const RefusedInput&) = default;
};

/// What would change in one session.
struct Recomputed {
    SessionId session;
    std::size_t inputs = 0;
    std::size_t runs = 0;
    std::size_t splits = 0;                        ///< that there are or would be
    std::size_t sums = 0;                          ///< for the season that are others
    std::vector<OutcomeChange> outcomes = {};      ///< by run and athlete
    std::vector<SplitChange> splits_changed = {};  ///< by run, distance and athlete
    std::vector<RefusedInput> refusals = {};       ///< in their order

    [[nodiscard]] bool changes_nothing() const {
        return sums == 0 && outcomes.empty() && splits_changed.empty() && refusals.empty();
    }
};

/// Times one session anew, as Engine does it with these settings, and compares with what the archive holds. Writes
/// nothing. The latest session where `session` is empty; for all, ask for each of Archive::sessions(). Errors are
/// those of Archive.
[[nodiscard]] Result<Recomputed> recompute(const Archive& archive, const SessionId& session,
                                           const timing::Settings& settings);

/// Makes the derived rows of these sessions anew, with the settings the archive was opened with, in one transaction.
/// The inputs stay as they are.
[[nodiscard]] Result<void> keep_recomputed(Archive& archive, std::span<const SessionId> sessions);

/// Sessions in which runs were created and none stands in the tables, the latest first: a damaged archive gave their
/// inputs only.
[[nodiscard]] Result<std::vector<SessionId>> sessions_without_results(const Archive& archive);

/// Makes the results that are missing: of the latest session in any case, of those before it until `most_inputs` are
/// passed. How many sessions are left without.
[[nodiscard]] Result<std::size_t> make_missing_results(Archive& archive, std::size_t most_inputs);

/// The same for whoever has time between other work: a session at each call.
class MissingResults {
public:
    /// False when nothing is left to do. A session whose results cannot be made is left out.
    [[nodiscard]] bool make_one(Archive& archive);

private:
    std::optional<std::vector<SessionId>>
        left_;  ///< the latest last; not looked for yet where there is none
};

}  // namespace qm::archive
