// SPDX-License-Identifier: Apache-2.0
#include "gui/model/gate_verdict.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "gui/model/status.hpp"

namespace qm::gui {

namespace {

/// A leaf now and then is no reason not to begin; one in ten seconds is.
constexpr std::uint64_t kMostFlickers = 5;
/// An idle test says nothing of the beams as they are later than that.
constexpr std::chrono::minutes kIdleHolds{10};

std::uint64_t idle_breaks(const GateCheck& check, const GateId& gate, LocalTime now) {
    if (!check.idle() || now - check.idle()->begun > kIdleHolds) return 0;
    const auto found = check.idle()->breaks.find(gate);
    return found == check.idle()->breaks.end() ? 0 : found->second;
}

GateVerdict not_ready(Fault fault, std::string why) {
    return {Readiness::NotReady, fault, {std::move(why), Tone::Behind, Shape::Square}};
}

GateVerdict flickering(const BeamLog& log, Instant now) {
    return {Readiness::NotReady,
            Fault::Flickers,
            {fmt::format("Not ready: {} flickers in a minute, none over {}. Sun on the receiver, "
                         "or a loose tripod.",
                         log.flickers(now), width_words(log.widest_flicker(now))),
             Tone::Doubtful, Shape::Up}};
}

GateVerdict after_walk(WalkState state) {
    if (state == WalkState::Crossed) {
        return not_ready(
            Fault::Crossed,
            "Not ready: the walk found another gate's wire here. Exchange their plugs, "
            "and walk again.");
    }
    return not_ready(Fault::Blind,
                     "Not ready: it saw nothing of the walk. Line it up, and walk again.");
}

/// What the daemon found wrong with the gate in the run that began last, unless it took that back.
const Warning* charge_of(const SessionState& session, const GateId& gate) {
    const auto& runs = session.runs;
    const auto run = std::find_if(runs.rbegin(), runs.rend(),
                                  [](const RunState& one) { return one.started.has_value(); });
    if (run == runs.rend()) return nullptr;
    const Warning* charge = nullptr;
    for (const auto& warning : run->warnings) {
        if (warning.gate != gate) continue;
        if (warning.code == "crossed_wires" || warning.code == "silent_gate") charge = &warning;
        if (warning.code == "gate_cleared") charge = nullptr;
    }
    return charge;
}

GateVerdict charged(const Warning& charge) {
    if (charge.code == "crossed_wires") {
        return not_ready(Fault::Crossed,
                         "Not ready: the last run found another gate's wire here. Exchange their "
                         "plugs, and walk through.");
    }
    return not_ready(Fault::Silent,
                     "Not ready: it saw nobody of the last run. Line it up, and walk through.");
}

/// What the walk-through and the last run say, whichever was later; then the idle test.
std::optional<GateVerdict> tested(const Model& model, const GateId& gate, LocalTime now) {
    const auto& walk = model.gates().walk();
    const auto walked = walk ? walk->state_of(gate) : WalkState::Ahead;
    if (walked == WalkState::Crossed || walked == WalkState::Missed) return after_walk(walked);
    const auto* charge = charge_of(model.feed().session(), gate);
    const auto begun = model.feed().clock().gate_time(model.gates().walk_begun());
    const bool is_mended =
        charge != nullptr && walked == WalkState::Passed && begun && *begun > charge->at;
    if (charge != nullptr && !is_mended) return charged(*charge);
    if (const auto breaks = idle_breaks(model.gates(), gate, now); breaks > 0) {
        return not_ready(Fault::BrokeIdle,
                         fmt::format("Not ready: broken {} in the idle test. Look for leaves, "
                                     "flags and people, and test again.",
                                     times_words(breaks)));
    }
    return std::nullopt;
}

}  // namespace

GateVerdict verdict_of(const Model& model, const GateState& gate, LocalTime now) {
    const auto gate_now = model.feed().clock().gate_time(now);
    if (!model.feed().is_open()) {
        return {Readiness::Unknown,
                Fault::None,
                {"Not known: the daemon is not heard.", Tone::Dim, Shape::Diamond}};
    }
    if (!is_ready(gate, gate_now)) {
        return not_ready(Fault::Broken,
                         "Not ready: the beam is blocked or turned. Line it up until the tone "
                         "stops.");
    }
    const auto* log = model.gates().log_of(gate.place.id);
    if (log != nullptr && gate_now) {
        if (const auto lost = log->lost(*gate_now); lost > 0) {
            return not_ready(
                Fault::EdgesLost,
                fmt::format("Not ready: {} edges lost in the last minute. The daemon's "
                            "machine is too busy, or the line is flooded.",
                            lost));
        }
        if (log->flickers(*gate_now) > kMostFlickers) return flickering(*log, *gate_now);
    }
    if (auto found = tested(model, gate.place.id, now)) return *found;
    if (!gate.changed && (log == nullptr || !log->last_body())) {
        return {Readiness::Untested,
                Fault::None,
                {"Not tested yet: walk through it once.", Tone::Dim, Shape::Diamond}};
    }
    return {Readiness::Ready, Fault::None, {"Ready", Tone::Ready, Shape::Dot}};
}

std::string fault_words(Fault fault, const std::vector<std::string>& gates) {
    const bool one = gates.size() == 1;
    auto names = listed(gates);
    switch (fault) {
        case Fault::Broken:
            return names + (one ? " is broken" : " are broken");
        case Fault::EdgesLost:
            return names + " lost edges";
        case Fault::Flickers:
            return names + (one ? " flickers" : " flicker");
        case Fault::Crossed:
            return names + (one ? " has another gate's wire" : " have each other's wires");
        case Fault::Blind:
            return names + " saw nothing of the walk";
        case Fault::Silent:
            return names + " saw nobody";
        case Fault::BrokeIdle:
            return names + " broke in the idle test";
        case Fault::None:
            break;
    }
    return names;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 3;
    if (names.empty()) return {};
    std::string words = names.front();
    if (names.size() > most) {
        for (std::size_t i = 1; i < most; ++i) words += ", " + names[i];
        return words + fmt::format(" and {} more", names.size() - most);
    }
    for (std::size_t i = 1; i + 1 < names.size(); ++i) words += ", " + names[i];
    return names.size() == 1 ? words : words + " and " + names.back();
}

std::string width_words(std::chrono::nanoseconds width) {
    return fmt::format("{} ms", std::chrono::ceil<std::chrono::milliseconds>(width).count());
}

std::string times_words(std::uint64_t count) {
    return count == 1 ? "once" : fmt::format("{} times", count);
}

}  // namespace qm::gui
