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

/// The longest pulse is long enough for a torso.
Verdict judge_torso(const Pulse& longest, const Widths& widths) {
    const double width = milliseconds(longest.width);
    const double metres = width / 1000 * widths.speed;
    if (longest.width > kWholeGroup * widths.torso_large) {
        return {Makeup::Slow,
                fmt::format("Broken for {:.0f} ms, {:.1f} m at {:.1f} m/s: somebody slow or "
                            "standing, or a whole group.",
                            width, metres, widths.speed)};
    }
    if (longest.width > 2 * widths.torso_large) {
        return {Makeup::MaybeTwo,
                fmt::format("Possibly two athletes: the pulse of {:.0f} ms is more than twice a "
                            "torso's {:.0f} ms at {:.1f} m/s.",
                            width, milliseconds(widths.torso_large), widths.speed)};
    }
    return {Makeup::Torso, fmt::format("A torso: {:.1f} ms, {:.2f} m at {:.1f} m/s.", width, metres,
                                       widths.speed)};
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

Verdict judge(const Passage& passage, const Settings& settings, double speed) {
    if (passage.blocked) {
        return {Makeup::Blocked,
                fmt::format("The beam stayed broken for more than {:.1f} s: blocked or turned. "
                            "Walk to it and line it up.",
                            milliseconds(settings.blocked) / 1000)};
    }
    if (!passage.longest) {
        return {Makeup::UnknownWidth,
                "It is not known how long the beam was broken: edges were lost, or nobody "
                "listened."};
    }
    const Widths widths = widths_at(speed, settings);
    const auto longest = passage.longest->width;
    const auto least = widths.least_torso(passage.pulse_count, settings);
    if (longest >= least) return judge_torso(*passage.longest, widths);
    if (passage.pulse_count >= settings.burst_pulses) {
        return {Makeup::Burst,
                fmt::format("A burst: {} pulses, the longest {:.1f} ms; among so many a torso "
                            "takes at least {:.0f} ms at {:.1f} m/s. A shaking tripod, rain or "
                            "sun.",
                            passage.pulse_count, milliseconds(longest), milliseconds(least),
                            widths.speed)};
    }
    if (longest < settings.noise) {
        return {Makeup::Noise,
                fmt::format("Noise: its longest pulse is {:.2f} ms, less than {:.0f} ms.",
                            milliseconds(longest), milliseconds(settings.noise))};
    }
    return {Makeup::NoTorso,
            fmt::format("No torso in it: its longest pulse is {:.1f} ms, a torso takes at least "
                        "{:.0f} ms at {:.1f} m/s.",
                        milliseconds(longest), milliseconds(least), widths.speed)};
}

}  // namespace qm::timing
