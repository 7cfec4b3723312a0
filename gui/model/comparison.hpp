// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/state.hpp"

/// What an athlete is compared with: a way of running the same distance, as times at the points of the course.
namespace qm::gui {

enum class Against : std::uint8_t {
    Target,   ///< the plan, and the deltas as the daemon tells them
    Best,     ///< the personal best: as entered, of the archive, or run today before this one
    Season,   ///< the fastest since the year began, today's runs before this one among them
    LastRun,  ///< the athlete's run before this one
    Leader,   ///< the fastest of the others at each gate
    Average   ///< of the athlete's own runs before this one
};
inline constexpr int kAgainst = 6;

/// An athlete's fastest times over a distance before today, as far as they are known.
struct KnownBests {
    std::optional<Elapsed> ever = {};
    std::optional<Elapsed> season = {};
};

struct Reference {
    std::vector<std::optional<Elapsed>> at;  ///< beside the entry's course; empty: nothing is known
    std::string words;  ///< "against the last run, 58.41"; says so where nothing is known
    [[nodiscard]] bool is_known() const { return !at.empty(); }
};

/// How `entry` of `run` is compared. Runs count where they are of the same distance, gates where they are as far.
[[nodiscard]] Reference reference_of(const SessionState& session, const RunState& run,
                                     const EntryState& entry, Against against,
                                     const KnownBests& bests);

/// How far a split is behind it; empty where one of the two is not known.
[[nodiscard]] std::optional<Elapsed> delta_against(const Reference& reference, const Split& split,
                                                   Against against);

/// It makes sense for this athlete: a leader can be known later, a run before this one cannot.
[[nodiscard]] bool can_compare(const SessionState& session, const RunState& run,
                               const EntryState& entry, Against against, const KnownBests& bests);
/// The one after `against` that makes sense; `against` itself when no other does.
[[nodiscard]] Against next_comparison(const SessionState& session, const RunState& run,
                                      const EntryState& entry, Against against,
                                      const KnownBests& bests);

/// What it is called where all athletes are meant: "against target pace".
[[nodiscard]] std::string words_of(Against against);
/// The same in few words, for a key: "target".
[[nodiscard]] std::string short_words_of(Against against);

}  // namespace qm::gui
