// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/timing/settings.hpp"
#include "protocol/events.hpp"
#include "protocol/inputs.hpp"

namespace qm::timing {

/// Pulses at one gate that belong together. `longest` gives the Instant: the torso breaks the beam for
/// longer than arms and legs do; its leading edge is the passage.
struct Passage {
    PassageId id{};
    Instant first;                 ///< leading edge of the first pulse
    std::optional<Pulse> longest;  ///< empty when no pulse of it ever ended
    std::vector<Pulse> pulses;     ///< the first limits::kPulses
    std::uint32_t pulse_count = 0;
    bool blocked = false;  ///< the beam stayed broken past the limit
};

/// The passage as listeners are told of it; nobody's yet.
[[nodiscard]] PassageClosed to_event(const Passage& passage, const GateId& gate);

/// Watches the beams of one gate: edges in, passages out.
///
/// Rules. A pulse lasts while every beam of the gate is broken; a gate has as many beams as it has ever
/// shown. The first pulse opens a passage; pulses that begin before `lockout` has gone by join it. It closes
/// when the lockout is over and no pulse is open, or when a pulse has been open for `blocked`. After that
/// the beam must be restored before anything opens again. An edge that repeats a beam's state changes
/// nothing. Costs O(1) an edge, holds at most limits::kPulses pulses.
class GateWatch {
public:
    explicit GateWatch(const Settings& settings) : settings_(settings) {}

    /// True when this edge opens a passage: its first leading edge.
    [[nodiscard]] bool edge(const Edge& edge, PassageId next_id);

    /// When the open passage must be closed, unless another edge changes that.
    [[nodiscard]] std::optional<Instant> deadline() const;
    [[nodiscard]] bool has_open_passage() const { return passage_.has_value(); }
    /// Closes the open passage as it stands at `now`. There must be one.
    [[nodiscard]] Passage close(Instant now);
    /// Nobody listened for a while, or edges were lost: what the beams did is not known, they are taken as
    /// restored.
    void lose_sight();

private:
    [[nodiscard]] bool begin_pulse(Instant at, PassageId next_id);
    void end_pulse(Instant at);

    Settings settings_;
    std::uint8_t known_beams_ = 1;  ///< a bit for each beam ever seen; beam 0 is always there
    std::uint8_t broken_beams_ = 0;
    std::optional<Instant> pulse_;  ///< when the open pulse began
    std::optional<Passage> passage_;
};

}  // namespace qm::timing
