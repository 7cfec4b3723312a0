// SPDX-License-Identifier: Apache-2.0
#include "gui/model/roster.hpp"

#include <algorithm>

#include "gui/model/words.hpp"

namespace qm::gui {

namespace {

bool has_word(std::string_view name, std::string_view start) {
    for (auto at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1)) {
        if (begins_with(name.substr(at + 1), start)) return true;
    }
    return false;
}

}  // namespace

std::vector<EntryPlan> roster_of(const SessionState& session, const std::set<AthleteId>& before) {
    std::vector<EntryPlan> roster;
    std::set<AthleteId> known;
    for (auto run = session.runs.rbegin(); run != session.runs.rend(); ++run) {
        for (const auto& entry : run->entries) {
            if (known.insert(entry.plan.athlete).second) roster.push_back(entry.plan);
        }
    }
    for (const auto& athlete : before) {
        if (!known.contains(athlete)) roster.push_back(EntryPlan{athlete});
    }
    return roster;
}

std::vector<EntryPlan> who_answers(const std::vector<EntryPlan>& roster, std::string_view typed) {
    auto answer = roster;
    const auto others = std::stable_partition(
        answer.begin(), answer.end(),
        [typed](const EntryPlan& one) { return begins_with(one.athlete.text(), typed); });
    answer.erase(std::remove_if(others, answer.end(),
                                [typed](const EntryPlan& one) {
                                    return !has_word(one.athlete.text(), typed);
                                }),
                 answer.end());
    return answer;
}

}  // namespace qm::gui
