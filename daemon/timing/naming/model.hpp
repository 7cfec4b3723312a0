// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

/// The probabilities that naming rests on, and nothing else: how likely an athlete is to pass a gate at a
/// moment, to be missed by it, to leave such a pulse; how likely a passage is nobody's. Closed forms, pure.
///
/// An athlete's plan gives a time at each gate line. What is not known is by what factor e^x this athlete
/// is off the plan. x begins as N(0, spread^2), wanders a little with every 100 m, and each stretch adds a noise
/// of its own: the shares of real 400 m runs differ by 1.3 to 2.5 % in each quarter (105 championship runs with
/// four splits). So x is a linear Gaussian state, one Kalman step a gate, and the next arrival has a mean
/// and a standard deviation. Real athletes have worse days than a normal distribution: its tails are fed by
/// two wider ones with the same mean.
///
/// All times are seconds since one moment of the run; this is statistics, no time that is shown comes from
/// here.
namespace qm::timing::naming {

/// A gate line on an athlete's way.
struct Mark {
    int gate = 0;        ///< index of the gate
    double metres = 0;   ///< true distance run there
    double seconds = 0;  ///< planned, since the athlete's own start
    double speed = 0;    ///< planned there, m/s
};

/// An athlete as naming knows one before the run.
struct Participant {
    std::vector<Mark> marks;  ///< rising
    double spread = 0.02;     ///< SD of the log of the factor by which the plan may be off
};

/// How reliable a gate is.
struct GateOdds {
    double missed = 0.01;       ///< share of passages it does not see
    double false_rate = 0.002;  ///< passages a second that are nobody's
};

inline constexpr int kAtStart = -1;
inline constexpr int kNotStarted = -2;

/// An athlete in one explanation: the last mark seen at (or the start), when, and how the plan fits.
struct Progress {
    int point = kNotStarted;
    double time = 0;      ///< there
    double off = 0;       ///< mean of x
    double variance = 0;  ///< of x
};

/// When somebody is expected at a mark.
struct Arrival {
    double mean = 0;
    double sd = 1;
    double earliest = 0;  ///< faster than anybody runs
    double latest = 0;    ///< slower than a walk: has left the run
};

[[nodiscard]] Progress at_start(const Participant& who, double time);
[[nodiscard]] Arrival expect(const Participant& who, const Progress& progress, int point,
                             double top_speed);
/// Arrival::earliest alone, which costs little.
[[nodiscard]] double earliest(const Participant& who, const Progress& progress, int point,
                              double top_speed);
/// Having been seen at `point` at that time.
[[nodiscard]] Progress advance(const Participant& who, const Progress& progress, int point,
                               double time);

/// Density, per second, of arriving at `time`.
[[nodiscard]] double arrival_density(const Arrival& arrival, double time);
/// Share of athletes who have arrived by then.
[[nodiscard]] double arrived_by(const Arrival& arrival, double time);

/// Density, per second of width, of the pulse a torso makes at this speed; 1 when the width is not known (0).
[[nodiscard]] double torso_density(double width, double speed);
/// The same for whatever else breaks a beam.
[[nodiscard]] double clutter_density(double width);
/// How often a limb breaks the beam so long after the end of a longer pulse, per second: a leg mostly follows
/// its torso within some milliseconds.
[[nodiscard]] double limb_rate(double since_longer);
/// The chance that a pulse of this width may hold two torsos at this speed: longer than one, and not longer than
/// two who overlap.
[[nodiscard]] double room_for_two(double width, double speed);
/// Time a torso of middling depth takes.
[[nodiscard]] double torso_seconds(double speed);

/// Speed at a mark for somebody who took that long for the stretch before it.
[[nodiscard]] double speed_at(const Participant& who, const Progress& progress, int point,
                              double time);

/// The chance that an athlete was not seen after `progress` until `now`: not there yet, missed, or given up.
[[nodiscard]] double unseen_until(const Participant& who, const Progress& progress, double now,
                                  const std::vector<GateOdds>& gates, double top_speed);

/// Somebody gives up on a stretch.
inline constexpr double kGivesUp = 0.003;
/// Passages a second with which athletes leave a start gate that starts them.
inline constexpr double kStartRate = 0.05;
/// People mill about near a start line from this long before an athlete's own start ...
inline constexpr double kMillingBefore = 15;
/// ... until this long after, and break its beam so many times a second.
inline constexpr double kMillingAfter = 3;
inline constexpr double kMillingRate = 0.05;

/// How often a beam over the start line is broken at `since_start` seconds after somebody's own start by
/// people who move about or set off, per second: added to the gate's false rate.
[[nodiscard]] double milling_rate(double since_start);

}  // namespace qm::timing::naming
