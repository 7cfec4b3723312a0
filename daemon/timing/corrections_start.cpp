// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "protocol/seconds.hpp"

#include "daemon/timing/corrections.hpp"

/// What a person says of the start.
namespace qm::timing {

namespace {}  // namespace

Result<Understood> Clerk::operator()(const SetStart& said) const {
    if (!said.start) return start_from_gates(said);
    if (*said.start > said.at) return Error{"bad_field", "is still to come", "start_t_ns"};
    std::optional<std::size_t> who;
    if (said.athlete) {
        const auto found = entry(*said.athlete);
        if (!found) return found.error();
        who = *found;
    }
    const auto before = who ? account_.way(*who).start : account_.started();
    const auto of = said.athlete ? said.athlete->text() + "'s start" : std::string{"The start"};
    const double moved = before ? static_cast<double>((*said.start - *before).count()) / 1e9 : 0;
    const auto what = before ? fmt::format("{} was {:.2f} s {} than it stood.", of, std::abs(moved),
                                           moved < 0 ? "earlier" : "later")
                             : fmt::format("{} is given.", of);
    return Understood{what, {ruling::Started{who, *said.start, kHandStart}}};
}

std::vector<std::size_t> Losses::measured() const {
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        const auto& points = account_.way(i).points;
        const auto count = std::count_if(points.begin(), points.end(), [](const auto& one) {
            return one.second.kind == SplitKind::Measured;
        });
        counts.push_back(static_cast<std::size_t>(count));
    }
    return counts;
}

std::optional<Error> Losses::of(const Understood& understood) const {
    const bool is_start =
        std::any_of(understood.rulings.begin(), understood.rulings.end(),
                    [](const Ruling& one) { return std::holds_alternative<ruling::Started>(one); });
    if (!is_start) return std::nullopt;
    const auto left = measured();
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (before_[i] == 0 || left[i] > 0) continue;
        const auto all = before_[i] == 1 ? std::string{"the only split"}
                                         : fmt::format("all {} splits", before_[i]);
        return Error{"cannot_be",
                     fmt::format("{} {} would lose {}; call the run back if it was started anew",
                                 understood.what, frame_.athlete(i).text(), all),
                     "start_t_ns"};
    }
    return std::nullopt;
}

/// When each (or the only one asked for) is due at the first gate line, in seconds after the start.
std::vector<Clerk::FirstDue> Clerk::first_due(std::optional<std::size_t> only) const {
    std::vector<FirstDue> due;
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        const auto& one = frame_.entries[i];
        if ((only && i != *only) || one.course.empty()) continue;
        const auto& place = one.course.front();
        due.push_back(
            {one.pace.seconds_at(place.at.metres()) + (only ? 0 : to_seconds(one.plan.delay)),
             place.gate});
    }
    std::sort(due.begin(), due.end(),
              [](const FirstDue& a, const FirstDue& b) { return a.seconds < b.seconds; });
    return due;
}

std::vector<Instant> Clerk::seen_at(const GateId& gate) const {
    std::vector<Instant> seen;
    for (const auto& one : record_.passages) {
        const bool here = frame_.ground.gates[one.gate].id == gate;
        if (here && may_be_named(one) && !account_.called_back(one)) seen.push_back(one.at());
    }
    std::sort(seen.begin(), seen.end());
    return seen;
}

/// The start at which the passages of the first gate line fit the plans best: the middle one of the starts
/// that each would make, first come with first due.
Result<Understood> Clerk::start_from_gates(const SetStart& said) const {
    std::optional<std::size_t> only;
    if (said.athlete) {
        const auto found = entry(*said.athlete);
        if (!found) return found.error();
        only = *found;
    }
    const auto due = first_due(only);
    const auto seen = due.empty() ? std::vector<Instant>{} : seen_at(due.front().gate);
    const auto count = std::min(due.size(), seen.size());
    if (count == 0) {
        return Error{"no_passage", "no gate has seen anybody yet: give the start's time",
                     "start_t_ns"};
    }
    std::vector<Instant> starts;
    starts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        starts.push_back(seen[i] - std::chrono::nanoseconds{std::llround(due[i].seconds * 1e9)});
    }
    std::sort(starts.begin(), starts.end());
    const double spread = frame_.entries[only.value_or(0)].pace.spread() * due.front().seconds;
    const Elapsed plus_minus{std::llround(1e6 * spread / std::sqrt(static_cast<double>(count)))};
    return Understood{
        fmt::format("The start is worked out from {} passage{} of {} and the plans, "
                    "±{:.2f} s.",
                    count, count == 1 ? "" : "s", due.front().gate.text(), to_seconds(plus_minus)),
        {ruling::Started{only, starts[count / 2], plus_minus}}};
}

}  // namespace qm::timing
