// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "hardware/body.hpp"
#include "hardware/source.hpp"
#include "hardware/staging.hpp"
#include "hardware/timer.hpp"

namespace qm::hardware {

/// Gates without hardware: bodies that are to come break their beams at their time. The same seed and the
/// same bodies give the same edges, to the nanosecond.
class Simulated final : public Source {
public:
    explicit Simulated(std::uint64_t seed) : rng_(seed) {}

    /// A passing of which a pulse would lie before `now` is left out: nobody goes through a gate in the
    /// past. `now` is the gate clock's.
    void add(const Body& body, Instant now);
    /// What a staged run's beams show, and what gets lost, moved so that the run starts at `start`; what
    /// would lie before `now` is left out.
    void add(const Staged& staged, Instant start, Instant now);
    /// Everybody still to come stays away; who stands in a beam leaves it as planned.
    void clear();

    [[nodiscard]] int wait_fd() const override { return timer_.fd(); }
    [[nodiscard]] Result<void> read(std::vector<Input>& out) override;
    [[nodiscard]] std::string_view name() const override { return "simulated"; }

private:
    void wake_for_next();
    [[nodiscard]] std::optional<Instant> next_due() const;
    Rng rng_;
    Timer timer_;
    BeamShadow shadow_;
    std::deque<Edge> coming_;   ///< of bodies, by time
    std::deque<Input> staged_;  ///< as the beams show it, by time
};

}  // namespace qm::hardware
