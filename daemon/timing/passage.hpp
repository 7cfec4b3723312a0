// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/timing/settings.hpp"
#include "protocol/events.hpp"

namespace qm::timing {

/// Pulses at one gate that belong together. `longest` gives the Instant: the torso breaks the beam for
/// longer than arms and legs do; its leading edge is the passage.
struct Passage {
    PassageId id{};
    Instant first;                 ///< leading edge of the first pulse
    std::optional<Pulse> longest;  ///< empty when no pulse of it ever ended
    std::vector<Pulse> pulses;     ///< the first limits::kPulses
    std::uint32_t pulse_count = 0;
    bool blocked = false;            ///< the beam stayed broken past the limit
    std::uint32_t unended = 0;       ///< pulses of it whose end was not seen; not in pulse_count
    std::uint32_t torsos = 1;        ///< how many passages were found in its group of pulses
    double speed = kReferenceSpeed;  ///< expected when it closed, in metres per second
    friend bool operator==(const Passage&, const Passage&) = default;
};

/// The passage as listeners are told of it; nobody's yet.
[[nodiscard]] PassageClosed to_event(const Passage& passage, const GateId& gate);

/// What a passage is made of.
enum class Makeup : std::uint8_t {
    Torso,         ///< one athlete, as far as one can tell
    MaybeTwo,      ///< a pulse more than twice as long as a torso's
    Slow,          ///< a pulse as long as a whole group's, or of somebody who walks
    NoTorso,       ///< limbs only, a bird, a ball
    Burst,         ///< many short pulses: a shaking tripod, rain or sun
    Noise,         ///< shorter than anything alive
    Blocked,       ///< broken past the limit: the gate's fault
    UnknownWidth,  ///< no pulse of it has a known end
};

struct Verdict {
    Makeup makeup = Makeup::Torso;
    std::string sentence = {};  ///< why, with the numbers it rests on
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Only the first three may be somebody's split.
[[nodiscard]] constexpr bool may_be_an_athlete(Makeup makeup) { return makeup <= Makeup::Slow; }

/// What the passage is made of, were it somebody's at `speed` (metres per second). Pure.
[[nodiscard]] Makeup makeup_of(const Passage& passage, const Settings& settings, double speed);
/// The same with the sentence, which costs more than all the rest: for when it is asked for.
[[nodiscard]] Verdict judge(const Passage& passage, const Settings& settings, double speed);

}  // namespace qm::timing
