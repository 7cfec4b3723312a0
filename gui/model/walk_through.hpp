// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/state.hpp"

namespace qm::gui {

enum class WalkState : std::uint8_t {
    Ahead,    ///< not come to yet
    Passed,   ///< seen in its turn
    Crossed,  ///< another gate's edges came, and its own there
    Missed    ///< the walker was past it, and it saw nothing
};

struct WalkStep {
    GateId gate;
    WalkState state = WalkState::Ahead;
};

/// How far a walk has come.
struct WalkReport {
    std::vector<WalkStep> steps;  ///< in the order of the track
    bool is_over = false;
    bool is_good = true;   ///< nothing was wrong so far
    std::string sentence;  ///< what was found, or what comes next
};

/// Somebody walks once around, through each gate in turn: a wire that ends at another gate's place shows.
class WalkThrough {
public:
    /// The walk begins at the finish line.
    explicit WalkThrough(const std::vector<GateState>& gates);

    /// Somebody went through that gate's beam.
    void take(const GateId& gate);
    [[nodiscard]] const WalkReport& report() const { return report_; }
    /// What the walk has found of that gate.
    [[nodiscard]] WalkState state_of(const GateId& gate) const;

private:
    static constexpr std::size_t kSeenKept = 128;

    /// One place along the track; for gates of single lanes any of them will do.
    struct Place {
        Distance at;
        std::vector<GateId> gates;
    };
    struct Reading;

    [[nodiscard]] std::size_t place_of(const GateId& gate) const;
    [[nodiscard]] WalkReport read() const;

    std::vector<Place> places_;
    std::vector<std::size_t> seen_;  ///< places, in the order their gates were passed
    WalkReport report_;              ///< of what was seen so far
};

}  // namespace qm::gui
