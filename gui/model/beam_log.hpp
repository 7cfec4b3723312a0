// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/limits.hpp"

namespace qm::gui {

/// A beam that was broken and restored.
struct SeenPulse {
    Instant at;
    std::chrono::nanoseconds width{};
};

/// What the beams of one gate did of late, from its edges as they come. Its memory is bounded, and no flood of edges
/// makes it slow.
class BeamLog {
public:
    /// A torso takes longer, even of the fastest; whoever walks takes far longer.
    static constexpr std::chrono::milliseconds kBody{15};
    /// A beam that is broken for longer is blocked or turned.
    static constexpr std::chrono::seconds kBlocked{2};
    /// How far back flickers and pulses are told.
    static constexpr std::chrono::seconds kWindow{60};

    /// Gives back the pulse that this edge ended.
    std::optional<SeenPulse> take(const Edge& edge);
    void take(const EdgesLost& lost);
    /// Edges may have gone by unseen: what is broken now was broken nobody knows when.
    void forget_open();

    /// Pulses shorter than a body, none of a body's arms and legs, in the kWindow before `now`; and all of a time in
    /// which more came, for longer, than athletes can make.
    [[nodiscard]] std::uint64_t flickers(Instant now) const;
    /// The longest of them.
    [[nodiscard]] std::chrono::nanoseconds widest_flicker(Instant now) const;
    /// Edges lost in the kWindow before `now`.
    [[nodiscard]] std::uint64_t lost(Instant now) const;
    [[nodiscard]] const std::optional<SeenPulse>& last_body() const { return last_body_; }
    /// The latest pulses, oldest first.
    [[nodiscard]] const std::deque<SeenPulse>& pulses() const { return pulses_; }

private:
    static constexpr std::size_t kPulsesKept = 96;
    static constexpr std::size_t kLimbs = 8;
    /// Arms and legs break the beam this near to their torso.
    static constexpr std::chrono::milliseconds kLimb{400};
    /// So many pulses a second for so many seconds are no athletes.
    static constexpr std::uint64_t kBurst = 8;
    static constexpr std::int64_t kBurstSeconds = 5;

    /// One second of the window.
    struct Second {
        std::int64_t number = -1;
        std::uint64_t flickers = 0;
        std::uint64_t pulses = 0;
        std::uint64_t lost = 0;
        std::chrono::nanoseconds widest_flicker{};
        std::chrono::nanoseconds widest{};
    };
    struct Flickers {
        std::uint64_t count = 0;
        std::chrono::nanoseconds widest{};
    };
    [[nodiscard]] Flickers flickers_before(Instant now) const;

    Second& second_of(Instant at);
    [[nodiscard]] const Second* second_at(std::int64_t number) const;
    [[nodiscard]] bool is_restless(std::int64_t number) const;
    void take_short(const SeenPulse& pulse);
    void take_body(const SeenPulse& pulse);

    std::array<std::optional<Instant>, limits::kBeams> broken_at_ = {};
    std::array<Second, 60> seconds_ = {};
    std::deque<SeenPulse> pulses_;
    std::vector<Instant> maybe_limbs_;  ///< short pulses that a body may still come to
    std::optional<SeenPulse> last_body_;
};

}  // namespace qm::gui
