// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/timing/chatter.hpp"
#include "daemon/timing/gate_notice.hpp"
#include "daemon/timing/passage.hpp"
#include "daemon/timing/settings.hpp"
#include "daemon/timing/widths.hpp"
#include "protocol/inputs.hpp"
#include "protocol/limits.hpp"

namespace qm::timing {

/// Watches the beams of one gate: edges in, passages out.
///
/// Rules
/// - A pulse lasts while every beam of the gate is broken; a gate has as many beams as it has ever shown. An
///   edge that repeats a beam's state changes nothing.
/// - The first pulse opens a passage; pulses that begin before the lockout has gone by join it. It closes
///   when the lockout is over and no pulse is open, or when a pulse has been open for `blocked`. After that
///   the beam must be restored before anything opens again.
/// - The lockout and a torso's widths are those of the reference speed until expect() says how fast, and how
///   many athletes, may come here. Several torsos make several passages (take_apart).
/// - Every pulse is in exactly one passage: in its pulses when it ended, else counted as unended. Two are in
///   none: what one beam did before the gate was known to have a second, and what begins while muted.
/// - A gate that chatters (Chatter) is muted: the passage that is open closes in its time without the pulse
///   that was open; nothing opens until the gate has been quiet.
/// - One beam of several that stays broken for `blocked` while the others do not is told of once. As both
///   must be broken, the gate then follows the others, as one with fewer beams would.
/// All this follows from the edges and from deadline() alone, however often advance_to() is called.
/// Costs O(1) an edge; holds at most limits::kPulses pulses and Settings::chatter_edges Instants.
class GateWatch {
public:
    explicit GateWatch(const Settings& settings);

    /// True when this edge opens a passage, which then has `next_id`: its first leading edge.
    [[nodiscard]] bool edge(const Edge& edge, PassageId next_id);

    /// Who may be in the open passage: the speed of whoever is expected, in metres per second, and how many
    /// may come at once. Holds until it closes; without a word of it, one athlete at the reference speed.
    void expect(double speed, std::size_t athletes);

    /// When advance_to() has something to do, unless another edge changes that.
    [[nodiscard]] std::optional<Instant> deadline() const;
    /// Does the one thing that is due first at `now`: closes the open passage, or has a notice. New ids count
    /// on from `last_id`. Empty when nothing closed.
    [[nodiscard]] std::vector<Passage> advance_to(Instant now, PassageId& last_id);

    [[nodiscard]] bool has_open_passage() const { return passage_.has_value(); }
    /// Closes the open passage as it stands at `now`. There must be one.
    [[nodiscard]] std::vector<Passage> close(Instant now, PassageId& last_id);

    /// What edge() or advance_to() just found out about the gate; empty when asked again.
    [[nodiscard]] std::optional<GateNotice> take_notice();
    /// More than one beam counts: none that is stuck.
    [[nodiscard]] bool dual() const {
        const auto counting = static_cast<unsigned>(known_beams_ & ~stuck_beams_);
        return std::popcount(counting) > 1;
    }
    [[nodiscard]] bool muted() const { return chatter_.muted(); }

    /// Nobody listened for a while, or edges were lost: what the beams did is not known, they are taken as
    /// restored.
    void lose_sight();

private:
    struct StuckBeam {
        std::size_t beam = 0;
        Instant due;
    };

    void mute(Instant at);
    void unmute();
    [[nodiscard]] bool change_beam(std::size_t beam, bool broken, Instant at);
    [[nodiscard]] bool begin_pulse(Instant at, PassageId next_id);
    void end_pulse(Instant at);
    void forget_pulse();
    [[nodiscard]] bool all_broken() const { return (broken_beams_ & known_beams_) == known_beams_; }
    [[nodiscard]] std::optional<Instant> passage_due() const;
    [[nodiscard]] std::optional<StuckBeam> first_stuck() const;

    Settings settings_;
    Widths widths_;
    std::size_t athletes_ = 1;
    std::uint8_t known_beams_ = 1;  ///< a bit for each beam ever seen; beam 0 is always there
    std::uint8_t broken_beams_ = 0;
    std::uint8_t stuck_beams_ = 0;                     ///< those already told of
    std::array<Instant, limits::kBeams> alone_since_;  ///< a broken beam, while not all are
    std::optional<Instant> pulse_;                     ///< when the open pulse began
    std::optional<Passage> passage_;
    Chatter chatter_;
    std::uint64_t unheard_ = 0;  ///< pulses since it was muted
    std::optional<GateNotice> notice_;
};

}  // namespace qm::timing
