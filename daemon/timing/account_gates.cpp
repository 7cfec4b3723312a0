// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "daemon/timing/account.hpp"

/// What an account thinks of gates that have seen nobody.
namespace qm::timing {

namespace {

/// How often a gate sees nothing of a whole run; it is never given up altogether.
constexpr double kDeadGate = 0.005;
constexpr double kMostDead = 0.9;

/// Who is this much behind the plan should have been seen; so many of them are enough.
constexpr double kLate = 1.1;
constexpr double kLateSeconds = 1;
constexpr int kSurelySilent = 2;

}  // namespace

/// How many should long have passed each gate that saw nobody at all so far, by their plans.
std::vector<int> Account::silence() const {
    std::vector<int> overdue(gate_saw_.size(), 0);
    if (record_.passages.empty()) return overdue;
    const double now = seconds(record_.passages.back().at());
    for (std::size_t g = 0; g < overdue.size(); ++g) {
        if (gate_saw_[g]) continue;
        for (std::size_t i = 0; i < frame_.entries.size() && overdue[g] < kSurelySilent; ++i) {
            const auto start = known_start(i);
            const auto& marks = frame_.entries[i].who.marks;
            const auto first = std::find_if(marks.begin(), marks.end(), [&](const auto& mark) {
                return mark.gate == static_cast<int>(g);
            });
            if (!start || first == marks.end()) continue;
            if (seconds(start->at) + kLate * first->seconds + kLateSeconds < now) ++overdue[g];
        }
    }
    return overdue;
}

/// A gate that is silent may be dead, the more so the more should have passed it: that is one fault, which not every
/// athlete has to pay for.
void Account::doubt_silent_gates() {
    for (std::size_t g = 0; g < silence_.size(); ++g) {
        if (silence_[g] == 0) continue;
        const double usual = namer_.field().gates[g].missed;
        const double alive = (1 - kDeadGate) * std::pow(usual, silence_[g]);
        const double dead = kDeadGate / (kDeadGate + alive);
        namer_.expect_missed(static_cast<int>(g), std::min(dead + (1 - dead) * usual, kMostDead));
    }
}

void Account::note_seen(const Record::Seen& seen) {
    if (may_be_named(seen) && !called_back(seen)) gate_saw_[seen.gate] = true;
}

}  // namespace qm::timing
