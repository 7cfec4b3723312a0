// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/passage.hpp"

#include <fmt/format.h>

#include "daemon/timing/widths.hpp"

namespace qm::timing {

namespace {

/// A pulse of so many torsos' width is no longer "possibly two".
constexpr int kWholeGroup = 6;

double milliseconds(std::chrono::nanoseconds length) {
    return static_cast<double>(length.count()) / 1e6;
}

/// Why it is that, with the numbers it rests on.
std::string sentence_of(Makeup makeup, const Passage& passage, const Settings& settings,
                        double speed) {
    const Widths widths = widths_at(speed, settings);
    const double longest = passage.longest ? milliseconds(passage.longest->width) : 0;
    const double least = milliseconds(widths.least_torso(passage.pulse_count, settings));
    const double metres = longest / 1000 * widths.speed;
    switch (makeup) {
        case Makeup::Torso:
            return fmt::format("A torso: {:.1f} ms, {:.2f} m at {:.1f} m/s.", longest, metres,
                               widths.speed);
        case Makeup::MaybeTwo:
            return fmt::format(
                "Possibly two athletes: the pulse of {:.0f} ms is more than twice a "
                "torso's {:.0f} ms at {:.1f} m/s.",
                longest, milliseconds(widths.torso_large), widths.speed);
        case Makeup::Slow:
            return fmt::format(
                "Broken for {:.0f} ms, {:.1f} m at {:.1f} m/s: somebody slow or "
                "standing, or a whole group.",
                longest, metres, widths.speed);
        case Makeup::NoTorso:
            return fmt::format(
                "No torso in it: its longest pulse is {:.1f} ms, a torso takes at "
                "least {:.0f} ms at {:.1f} m/s.",
                longest, least, widths.speed);
        case Makeup::Burst:
            return fmt::format(
                "A burst: {} pulses, the longest {:.1f} ms; among so many a torso "
                "takes at least {:.0f} ms at {:.1f} m/s. A shaking tripod, rain or "
                "sun.",
                passage.pulse_count, longest, least, widths.speed);
        case Makeup::Noise:
            return fmt::format("Noise: its longest pulse is {:.2f} ms, less than {:.0f} ms.",
                               longest, milliseconds(settings.noise));
        case Makeup::Blocked:
            return fmt::format(
                "The beam stayed broken for more than {:.1f} s: blocked or turned. "
                "Walk to it and line it up.",
                milliseconds(settings.blocked) / 1000);
        case Makeup::UnknownWidth:
            return "It is not known how long the beam was broken: edges were lost, or nobody "
                   "listened.";
    }
    return {};
}

}  // namespace

PassageClosed to_event(const Passage& passage, const GateId& gate) {
    PassageClosed closed{passage.id, gate, passage.first};
    closed.pulses = passage.pulses;
    closed.pulse_count = passage.pulse_count;
    if (passage.longest) {
        closed.at = passage.longest->at;
        closed.width = passage.longest->width;
    }
    return closed;
}

Makeup makeup_of(const Passage& passage, const Settings& settings, double speed) {
    if (passage.blocked) return Makeup::Blocked;
    if (!passage.longest) return Makeup::UnknownWidth;
    const Widths widths = widths_at(speed, settings);
    const auto longest = passage.longest->width;
    if (longest < widths.least_torso(passage.pulse_count, settings)) {
        if (passage.pulse_count >= settings.burst_pulses) return Makeup::Burst;
        return longest < settings.noise ? Makeup::Noise : Makeup::NoTorso;
    }
    if (longest > kWholeGroup * widths.torso_large) return Makeup::Slow;
    return longest > 2 * widths.torso_large ? Makeup::MaybeTwo : Makeup::Torso;
}

Verdict judge(const Passage& passage, const Settings& settings, double speed) {
    const auto makeup = makeup_of(passage, settings, speed);
    return {makeup, sentence_of(makeup, passage, settings, speed)};
}

}  // namespace qm::timing
