// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "hardware/staging.hpp"

/// The steps by which staging.cpp makes a scenario dirty. Private to it.
namespace qm::hardware {

/// Draws that all scenarios share.
class Chances {
public:
    explicit Chances(std::uint64_t seed) : rng_(seed) {}
    [[nodiscard]] bool happens(double probability);
    [[nodiscard]] double normal();  ///< mean 0, SD 1, within 6: a sum of twelve even ones
    [[nodiscard]] Elapsed between(Elapsed low, Elapsed high);
    [[nodiscard]] std::size_t below(std::size_t count);
    [[nodiscard]] Rng& rng() { return rng_; }

private:
    Rng rng_;
};

/// A moment with odd nanoseconds, as the kernel stamps them, that rounds to the same microsecond.
[[nodiscard]] Instant stamped(Instant at, Chances& chances);

/// The instants between which a staged run goes on.
struct Evening {
    Instant armed;
    Instant start;
    Instant last_start;  ///< of an athlete's own
    Instant last_torso;
};

/// Appends bodies and noise that are nobody's split, and what they truly are.
class Visitors {
public:
    Visitors(const Scenario& scenario, const Evening& evening, Chances& chances,
             std::vector<Edge>& edges, std::vector<FalsePassage>& truth)
        : scenario_(scenario), evening_(evening), chances_(chances), edges_(edges), truth_(truth) {}

    void add(const GateId& gate, Instant at, FalseKind kind);
    void add_by_chance(std::size_t true_passages);
    void add_named();
    /// Those who wait walk over the start line, those who set off break its beam.
    void add_at_start(const GateId& gate, const std::vector<TrueEntry>& entries);
    void add_doubles(const std::vector<TrueEntry>& entries);
    void add_flickers();

private:
    [[nodiscard]] Elapsed short_width(FalseKind kind);
    void add_milling(const GateId& gate);

    const Scenario& scenario_;
    const Evening& evening_;
    Chances& chances_;
    std::vector<Edge>& edges_;
    std::vector<FalsePassage>& truth_;
};

/// Gates whose wires are exchanged name each other in the log.
void cross_wires(const std::vector<Wires>& crossed, std::vector<Edge>& edges);

/// Whether nobody listened to this gate (as the log names it) then.
[[nodiscard]] bool is_cut(const std::vector<Cut>& cuts, Instant start, const GateId& gate,
                          Instant at);

/// Takes away the edges nobody listened to and appends what the log says of it instead.
void cut_power(const std::vector<Cut>& cuts, Instant start, std::vector<Edge>& edges,
               std::vector<Input>& inputs);

}  // namespace qm::hardware
