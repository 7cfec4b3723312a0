// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "daemon/archive/database.hpp"
#include "protocol/events.hpp"

/// What was derived, as it stands after each event. Private to the archive.
namespace qm::archive {

/// Carries the events of one session out on the derived tables; a later event replaces the rows of an earlier one. For
/// one transaction. Throws Refused when the disk refuses.
class DerivedWriter {
public:
    /// `rules` is a row of that table.
    DerivedWriter(Database& database, std::int64_t session, std::int64_t rules)
        : database_(database), session_(session), rules_(rules) {}

    /// What comes now follows from this input, the row `id` of `input`; without one, no edit names it.
    void follow(std::optional<std::int64_t> id, const Input& input);
    /// What comes now follows from time alone.
    void let_go_of_input() { input_.reset(); }

    /// A row that does not fit becomes a row of `warning`.
    void write(Seq seq, const Event& event);

    /// Sums up what was written; before the commit.
    void finish();

private:
    void put(Seq seq, const Edge& event);
    void put(Seq seq, const EdgesLost& event);
    void put(Seq seq, const Restart& event);
    void put(Seq seq, const RunCreated& event);
    void put(Seq seq, const PhaseChanged& event);
    void put(Seq seq, const StandingChanged& event);
    void put(Seq seq, const SplitGiven& event);
    void put(Seq seq, const SplitWithdrawn& event);
    void put(Seq seq, const UnassignedPassage& event);
    void put(Seq seq, const UnassignedWithdrawn& event);
    void put(Seq seq, const PassageClosed& event);
    void put(Seq seq, const ActRecorded& event);
    void put(Seq seq, const Warning& event);
    void put_entry(const RunId& run, const EntryState& entry, int position);
    void put_standing(const RunId& run, const AthleteId& athlete, const Standing& now);
    void put_equivalents(const RunId& run, const AthleteId& athlete, const Standing& now);
    [[nodiscard]] bool changes_form(const RunId& run, const AthleteId& athlete,
                                    const Standing& now);
    /// By the latest pair of clocks so far.
    [[nodiscard]] WallTime wall_of(Instant at);
    [[nodiscard]] const ClockPair& clock();

    Database& database_;
    const std::int64_t session_;
    const std::int64_t rules_;
    std::optional<std::int64_t> input_;
    Instant last_input_{};
    std::optional<ClockPair> clock_;
    std::set<AthleteId> with_new_results_;
};

/// In how many sessions `form` is not what `entry` adds up to. Throws Refused.
[[nodiscard]] std::int64_t sessions_with_wrong_sums(Database& database);

/// Sessions in which runs were created and none stands in `run`, the latest first. Throws Refused.
[[nodiscard]] std::vector<SessionId> sessions_without_runs(Database& database);

/// Removes what was derived of a session. Throws Refused.
void remove_derived(Database& database, std::int64_t session);

}  // namespace qm::archive
