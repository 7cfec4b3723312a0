// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "protocol/state.hpp"

namespace qm::gui {

/// Everyone who was entered in this session, as entered last, who was entered last first; then who ran before, by name.
[[nodiscard]] std::vector<EntryPlan> roster_of(const SessionState& session,
                                               const std::set<AthleteId>& before);

/// Whose name begins so, then those of whose names another word does; the case of plain letters does not matter.
/// Everyone where nothing is typed.
[[nodiscard]] std::vector<EntryPlan> who_answers(const std::vector<EntryPlan>& roster,
                                                 std::string_view typed);

}  // namespace qm::gui
