// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/telling.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "daemon/app/results_text.hpp"
#include "protocol/apply.hpp"
#include "protocol/race_time.hpp"

namespace qm::app {

namespace {

/// What a listener in a terminal wants to read of each event; empty: nothing.
struct Telling {
    const SessionState& before;  ///< without the event

    std::string operator()(const RunCreated& created) const {
        std::string names;
        for (const auto& entry : created.state.entries) {
            names += (names.empty() ? "" : ", ") + entry.plan.athlete.text();
        }
        return fmt::format("Run {}, {} m: {}", created.state.run.text(),
                           print_metres(created.state.distance), names);
    }
    std::string operator()(const PhaseChanged& change) const {
        switch (change.phase) {
            case RunPhase::Created:
                return fmt::format("Run {} is not armed.", change.run.text());
            case RunPhase::Armed:
                return fmt::format("Run {} is armed.", change.run.text());
            case RunPhase::Running:
                return fmt::format("Run {} has started.", change.run.text());
            case RunPhase::Ended:
                return fmt::format("Run {} has ended.", change.run.text());
        }
        return {};
    }
    std::string operator()(const StandingChanged& change) const {
        const auto* entry = find_entry(change.run, change.athlete);
        const auto was = entry == nullptr ? std::string{} : words_of(entry->standing);
        return line(change.athlete, was, words_of(change.standing),
                    entry != nullptr && entry->standing.status != EntryStatus::Running);
    }
    std::string operator()(const SplitGiven& given) const {
        const auto* split = find_split(given);
        const auto was = split == nullptr ? std::string{} : words_of(*split);
        return line(given.athlete, was, words_of(given.split), !was.empty());
    }
    std::string operator()(const UnassignedPassage& one) const {
        return fmt::format("Nobody's, at {}: {}", one.passage.gate.text(), one.passage.reason);
    }
    std::string operator()(const Warning& warning) const { return "Warning: " + warning.sentence; }
    std::string operator()(const EdgesLost& lost) const {
        return fmt::format("{} lost {} edges.", lost.gate.text(), lost.count);
    }
    std::string operator()(const Restart&) const { return "The daemon was restarted."; }
    std::string operator()(const Edge&) const { return {}; }
    std::string operator()(const SplitWithdrawn& gone) const {
        return fmt::format("{:<20} split withdrawn. {}", gone.athlete.text(), gone.reason);
    }
    std::string operator()(const UnassignedWithdrawn&) const { return {}; }
    std::string operator()(const PassageClosed&) const { return {}; }
    std::string operator()(const ActRecorded& recorded) const { return act_text(recorded.act); }

private:
    /// Empty where the reader has these words before the eyes.
    [[nodiscard]] static std::string line(const AthleteId& athlete, const std::string& was,
                                          const std::string& is, bool is_revised) {
        if (is.empty() || is == was) return {};
        return fmt::format("{:<20} {}{}", athlete.text(), is_revised ? "now " : "", is);
    }
    [[nodiscard]] static std::string words_of(const Split& split) {
        return split.provisional ? std::string{} : split_text(split);
    }
    [[nodiscard]] static std::string words_of(const Standing& standing) {
        if (standing.status != EntryStatus::Running) return standing_text(standing);
        // The first prediction, before any split, only repeats the target.
        if (!standing.predicted || !standing.predicted_pm) return {};
        return fmt::format("predicted finish {} {}", print_tenth(*standing.predicted),
                           print_plus_minus(*standing.predicted_pm));
    }
    [[nodiscard]] const EntryState* find_entry(const RunId& id, const AthleteId& athlete) const {
        const auto* run = find_run(before, id);
        return run == nullptr ? nullptr : qm::find_entry(*run, athlete);
    }
    [[nodiscard]] const Split* find_split(const SplitGiven& given) const {
        const auto* entry = find_entry(given.run, given.athlete);
        if (entry == nullptr) return nullptr;
        const auto same = [&given](const Split& one) { return one.point == given.split.point; };
        const auto found = std::find_if(entry->splits.begin(), entry->splits.end(), same);
        return found == entry->splits.end() ? nullptr : &*found;
    }
};

}  // namespace

std::string Teller::tell(const wire::FromDaemon& message) {
    if (const auto* hello = std::get_if<wire::Hello>(&message)) {
        return fmt::format("{} on {}, gates: {}", hello->program, hello->host, hello->source);
    }
    if (const auto* snapshot = std::get_if<wire::Snapshot>(&message)) {
        state_ = snapshot->state;
        auto text = results_text(state_);
        if (!text.empty()) text.pop_back();
        return text;
    }
    if (const auto* refused = std::get_if<wire::ErrorMessage>(&message)) return refused->sentence;
    if (const auto* one = std::get_if<wire::EventMessage>(&message)) {
        auto text = std::visit(Telling{state_}, one->event);
        apply_event(state_, one->event);
        return text;
    }
    return {};
}

}  // namespace qm::app
