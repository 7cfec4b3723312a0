// SPDX-License-Identifier: Apache-2.0
#include "gui/model/callouts.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gui/model/spoken.hpp"
#include "protocol/apply.hpp"

namespace qm::gui {

namespace {

/// A gate or a hand saw it; what was computed is not called.
bool was_seen(const Split& split) {
    return split.time && !split.excluded &&
           (split.kind == SplitKind::Measured || split.kind == SplitKind::Hand);
}

/// Sets off in ten seconds, by the clock of the run.
bool is_next(const RunState& run, const EntryState& entry, Instant now) {
    constexpr std::chrono::seconds late{2};
    if (!run.started || run.start == StartKind::Gate || entry.plan.delay <= Elapsed{} ||
        entry.standing.status != EntryStatus::Running) {
        return false;
    }
    const auto left = *run.started + entry.plan.delay - now;
    return left <= Callouts::kAhead && left >= Callouts::kAhead - late;
}

}  // namespace

Callouts::Told& Callouts::told_of(const RunId& run, const AthleteId& athlete, int point,
                                  bool& is_new) {
    const auto found = std::find_if(told_.begin(), told_.end(), [&](const Told& one) {
        return one.point == point && one.athlete == athlete && one.run == run;
    });
    is_new = found == told_.end();
    if (!is_new) return *found;
    if (told_.size() == kToldKept) told_.pop_front();
    told_.push_back({run, athlete, point, false});
    return told_.back();
}

void Callouts::take(const SplitGiven& given, const Feed& feed, std::optional<Elapsed> delta,
                    LocalTime at) {
    const auto& split = given.split;
    if (!is_on_ || !was_seen(split)) return;
    const auto now = feed.clock().gate_time(at);
    if (split.instant && now && *now - *split.instant > kNews) return;
    bool is_new = false;
    auto& told = told_of(given.run, given.athlete, split.point, is_new);
    Call call{given.athlete, is_new};
    // Until the passage is closed the time may change; in doubt there is nothing to say.
    if (!told.said && !split.provisional && !is_doubtful(split)) {
        call.words = words_for(given, feed, delta);
        told.said = true;
    }
    if (call.beep || !call.words.empty()) put(std::move(call));
}

std::string Callouts::words_for(const SplitGiven& given, const Feed& feed,
                                std::optional<Elapsed> delta) const {
    const auto& session = feed.session();
    const auto* run = find_run(session, given.run);
    const auto* entry = run != nullptr ? find_entry(*run, given.athlete) : nullptr;
    if (entry == nullptr) return {};
    const auto time = spoken_time(*given.split.time);
    if (time.empty()) return {};
    auto words = fmt::format("{}, {}", names_.of(given.athlete, *run), time);
    if (!delta) return words;
    const auto spoken = spoken_delta(*delta);
    return spoken.empty() ? words : words + ", " + spoken;
}

void Callouts::take(const PhaseChanged& changed) {
    if (changed.phase != RunPhase::Armed) return;
    std::erase_if(told_, [&](const Told& one) { return one.run == changed.run; });
}

void Callouts::look_ahead(const Feed& feed, LocalTime now) {
    const auto gate_now = feed.clock().gate_time(now);
    if (!is_on_ || !gate_now || !feed.is_open()) return;
    for (const auto& run : feed.session().runs) {
        if (run.phase != RunPhase::Running) continue;
        for (const auto& entry : run.entries) {
            if (is_next(run, entry, *gate_now)) call_next(run, entry.plan.athlete);
        }
    }
}

void Callouts::call_next(const RunState& run, const AthleteId& athlete) {
    bool is_new = false;
    told_of(run.run, athlete, kSetsOff, is_new);
    if (!is_new) return;
    put({athlete, false, fmt::format("next: {}, in ten seconds", names_.of(athlete, run))});
}

void Callouts::put(Call call) {
    if (calls_.size() == kWaiting) calls_.erase(calls_.begin());
    calls_.push_back(std::move(call));
}

std::vector<Call> Callouts::take_calls() { return std::exchange(calls_, {}); }

}  // namespace qm::gui
