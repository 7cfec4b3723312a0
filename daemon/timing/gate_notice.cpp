// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/gate_notice.hpp"

#include <string>

#include <fmt/format.h>

namespace qm::timing {

namespace {

double seconds(std::chrono::nanoseconds length) {
    return static_cast<double>(length.count()) / 1e9;
}

std::string pulses_unheard(std::uint64_t count) {
    if (count == 0) return {};
    if (count == 1) return " A pulse in that time made no passage.";
    return fmt::format(" {} pulses in that time made no passage.", count);
}

}  // namespace

Warning to_warning(const GateNotice& notice, const GateId& gate) {
    const auto& name = gate.text();
    switch (notice.what) {
        case GateNotice::What::Muted:
            return {notice.at,
                    "chatter",
                    fmt::format("{} flickers: {} edges in {:.2g} s. It is not listened to until "
                                "it is quiet for {:g} s; look for sun in the receiver or a loose "
                                "tripod.",
                                name, notice.count, seconds(notice.length), seconds(notice.quiet)),
                    {},
                    gate};
        case GateNotice::What::HeardAgain:
            return {
                notice.at,
                "heard_again",
                fmt::format("{} is heard again after {:.0f} s.{}{}", name, seconds(notice.length),
                            pulses_unheard(notice.count),
                            notice.broken ? " Its beam is broken: walk to it and line it up." : ""),
                {},
                gate};
        case GateNotice::What::BeamStuck:
            return {notice.at,
                    "beam_stuck",
                    fmt::format("Beam {} of {} has been broken alone for {:.1f} s: blocked or "
                                "turned. The gate goes on without it, so an arm may count as a "
                                "torso; walk to it and line it up.",
                                to_number(notice.beam) + 1, name, seconds(notice.length)),
                    {},
                    gate};
    }
    return {};
}

}  // namespace qm::timing
