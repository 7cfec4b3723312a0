// SPDX-License-Identifier: Apache-2.0
#include "gui/model/walk_through.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "gui/model/gate_verdict.hpp"

namespace qm::gui {

/// Reads what was seen beside what was to be expected.
struct WalkThrough::Reading {
    const std::vector<std::size_t>& seen;
    std::vector<WalkState> states;
    std::vector<std::pair<std::size_t, std::size_t>> crossed = {};
    std::size_t next = 0;  ///< the place that is expected now
    std::size_t read = 0;  ///< of what was seen
    std::size_t odd =
        0;  ///< another place seen instead of `next`, and nothing decided yet; else `next`

    enum class Fit : std::uint8_t { No, SoFar, Whole };

    /// Do `next` and that place behind it have each other's wires?
    [[nodiscard]] Fit fit_of_swap(std::size_t other) const {
        for (std::size_t i = next; i <= other; ++i) {
            const auto at = read + i - next;
            if (at >= seen.size()) return Fit::SoFar;
            std::size_t expected = i;
            if (i == next)
                expected = other;
            else if (i == other)
                expected = next;
            if (seen[at] != expected) return Fit::No;
        }
        return Fit::Whole;
    }

    void pass(WalkState state) { states[next++] = state; }

    void cross(std::size_t other) {
        crossed.emplace_back(next, other);
        states[other] = WalkState::Crossed;
        read += other - next + 1;
        pass(WalkState::Crossed);
        while (next < other) pass(WalkState::Passed);
        ++next;
    }

    /// False when nothing can be said before more is seen.
    bool step() {
        const auto place = seen[read];
        odd = next;
        if (place == next) {
            pass(WalkState::Passed);
            ++read;
            return true;
        }
        if (place < next) {
            // The lap is closed, or somebody else went through a gate behind.
            if (place == 0 && next + 1 == states.size()) pass(WalkState::Missed);
            ++read;
            return true;
        }
        switch (fit_of_swap(place)) {
            case Fit::Whole:
                cross(place);
                return true;
            case Fit::SoFar:
                odd = place;
                return false;
            case Fit::No:
                pass(WalkState::Missed);
                return true;
        }
        return false;
    }
};

WalkThrough::WalkThrough(const std::vector<GateState>& gates) {
    for (const auto& gate : gates) {
        if (gate.place.role != GateRole::Beam) continue;
        const auto found = std::find_if(places_.begin(), places_.end(), [&](const Place& place) {
            return place.at == gate.place.at;
        });
        if (found != places_.end())
            found->gates.push_back(gate.place.id);
        else
            places_.push_back({gate.place.at, {gate.place.id}});
    }
    std::sort(places_.begin(), places_.end(),
              [](const Place& a, const Place& b) { return a.at < b.at; });
    report_ = read();
}

std::size_t WalkThrough::place_of(const GateId& gate) const {
    const auto found = std::find_if(places_.begin(), places_.end(), [&](const Place& place) {
        return std::find(place.gates.begin(), place.gates.end(), gate) != place.gates.end();
    });
    return static_cast<std::size_t>(found - places_.begin());
}

void WalkThrough::take(const GateId& gate) {
    const auto place = place_of(gate);
    if (place == places_.size() || seen_.size() == kSeenKept) return;
    // Arms, legs and whoever lingers: the same place again is no further step.
    if (!seen_.empty() && seen_.back() == place) return;
    seen_.push_back(place);
    report_ = read();
}

WalkState WalkThrough::state_of(const GateId& gate) const {
    const auto place = place_of(gate);
    return place < report_.steps.size() ? report_.steps[place].state : WalkState::Ahead;
}

WalkReport WalkThrough::read() const {
    Reading reading{seen_, std::vector<WalkState>(places_.size(), WalkState::Ahead)};
    while (reading.next < places_.size() && reading.read < seen_.size() && reading.step()) {
    }
    const auto name = [this](std::size_t place) { return places_[place].gates.front().text(); };
    WalkReport report;
    std::vector<std::string> missed;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        report.steps.push_back({places_[i].gates.front(), reading.states[i]});
        if (reading.states[i] == WalkState::Missed) missed.push_back(name(i));
    }
    report.is_over = reading.next >= places_.size();
    const bool is_odd = !report.is_over && reading.odd > reading.next;
    report.is_good = missed.empty() && reading.crossed.empty() && !is_odd;
    std::vector<std::string> found;
    for (const auto& [one, other] : reading.crossed) {
        found.push_back(
            fmt::format("{} and {} have each other's wires: exchange their plugs at the daemon.",
                        name(one), name(other)));
    }
    if (!missed.empty()) {
        found.push_back(fmt::format("{} saw nothing: line {} up, and walk again.", listed(missed),
                                    missed.size() == 1 ? "it" : "them"));
    }
    if (is_odd) {
        found.push_back(
            fmt::format("Expected {}, but the break came on {}: are their two wires exchanged? "
                        "Walk on.",
                        name(reading.next), name(reading.odd)));
    } else if (!report.is_over) {
        found.push_back(fmt::format("Next: {}.", name(reading.next)));
    } else if (report.is_good) {
        found.emplace_back("Each gate saw you in its turn.");
    }
    report.sentence = fmt::format("{}", fmt::join(found, " "));
    return report;
}

}  // namespace qm::gui
