// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/naming/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace qm::timing::naming {

namespace {

constexpr double kNoise = 0.02;        ///< SD of one 100 m stretch's own factor
constexpr double kWalk = 0.008;        ///< SD by which x wanders in 100 m
constexpr double kReaction = 0.15;     ///< SD of reacting and getting going, seconds
constexpr double kBodyPart = 0.02;     ///< SD of a passage's Instant, seconds
constexpr double kSlowest = 1.0;       ///< m/s
constexpr double kTorso = 0.30;        ///< metres; 0.25 to 0.35
constexpr double kTorsoSpread = 0.15;  ///< SD of its log
constexpr double kTwoTorsos = 2.5;     ///< no pulse of two is longer, in torsos
constexpr double kOddTorsos = 0.05;    ///< share that arms, clothes and neighbours make otherwise
constexpr double kOddTorsoSpread = 0.6;
constexpr double kClutterRange = 8.0;  ///< log of the range of other widths, 1 ms to 3 s
constexpr double kSetsOff = 0.6;       ///< departures that break the beam of the line ...
constexpr double kSetsOffAfter = 0.4;  ///< ... this long after the start
constexpr double kSetsOffSpread = 0.6;

constexpr double kLegAfter = 0.015;  ///< seconds within which a leg follows its torso
constexpr double kLegs = 0.6;        ///< share of torsos that a leg follows

struct Tail {
    double share;
    double scale;
};
constexpr std::array<Tail, 3> kTails{{{0.94, 1}, {0.05, 3}, {0.01, 12}}};

double normal_density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); }
double normal_below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double log_normal_density(double width, double median, double spread) {
    return normal_density(std::log(width / median) / spread) / (spread * width);
}

/// The stretch from where somebody was last seen to a mark.
struct Stretch {
    double metres;
    double planned;
    bool from_start;
};

Stretch stretch_to(const Participant& who, const Progress& progress, int point) {
    const auto& to = who.marks[static_cast<std::size_t>(point)];
    if (progress.point < 0) return {to.metres, to.seconds, true};
    const auto& from = who.marks[static_cast<std::size_t>(progress.point)];
    return {to.metres - from.metres, to.seconds - from.seconds, false};
}

/// Variance of the log of the stretch's time around the athlete's own factor.
double noise_of(const Stretch& stretch) {
    const double reaction = stretch.from_start ? kReaction / stretch.planned : 0;
    const double body = kBodyPart / stretch.planned;
    return kNoise * kNoise * 100 / stretch.metres + reaction * reaction + 2 * body * body;
}

/// By how much more an athlete may be off the plan than was thought, as a factor of the variance: this far off it
/// is another day than the plan was made for, not one odd stretch.
double surprise(double off, double variance) {
    const double z = off / std::sqrt(variance);
    const auto weight = [z](const Tail& tail) {
        return tail.share / tail.scale * normal_density(z / tail.scale);
    };
    const auto& widest = kTails.back();
    const bool another_day = weight(widest) > weight(kTails[0]) + weight(kTails[1]);
    return another_day ? widest.scale * widest.scale : 1;
}

}  // namespace

Progress at_start(const Participant& who, double time) {
    return {kAtStart, time, 0, who.spread * who.spread};
}

Arrival expect(const Participant& who, const Progress& progress, int point, double top_speed) {
    const auto stretch = stretch_to(who, progress, point);
    const double length = stretch.planned * std::exp(progress.off);
    const double variance =
        progress.variance + kWalk * kWalk * stretch.metres / 100 + noise_of(stretch);
    return {progress.time + length, length * std::sqrt(variance),
            earliest(who, progress, point, top_speed), progress.time + stretch.metres / kSlowest};
}

double earliest(const Participant& who, const Progress& progress, int point, double top_speed) {
    return progress.time + stretch_to(who, progress, point).metres / top_speed;
}

Progress advance(const Participant& who, const Progress& progress, int point, double time) {
    const auto stretch = stretch_to(who, progress, point);
    const double took = std::max(time - progress.time, 0.01);
    const double seen = std::log(took / stretch.planned);
    const double prior = (progress.variance + kWalk * kWalk * stretch.metres / 100) *
                         surprise(seen - progress.off, progress.variance + noise_of(stretch));
    const double gain = prior / (prior + noise_of(stretch));
    return {point, time, progress.off + gain * (seen - progress.off), prior * (1 - gain)};
}

double arrival_density(const Arrival& arrival, double time) {
    if (time < arrival.earliest || time > arrival.latest) return 0;
    const double z = (time - arrival.mean) / arrival.sd;
    double sum = 0;
    for (const auto& tail : kTails) sum += tail.share / tail.scale * normal_density(z / tail.scale);
    return sum / arrival.sd;
}

double arrived_by(const Arrival& arrival, double time) {
    if (time < arrival.earliest) return 0;
    const double z = (time - arrival.mean) / arrival.sd;
    double sum = 0;
    for (const auto& tail : kTails) sum += tail.share * normal_below(z / tail.scale);
    return sum;
}

double torso_seconds(double speed) { return kTorso / std::max(speed, kSlowest); }

double torso_density(double width, double speed) {
    if (width <= 0) return 1;
    const double median = torso_seconds(speed);
    return (1 - kOddTorsos) * log_normal_density(width, median, kTorsoSpread) +
           kOddTorsos * log_normal_density(width, median, kOddTorsoSpread);
}

double limb_rate(double since_longer) {
    return since_longer >= 0 && since_longer < kLegAfter ? kLegs / kLegAfter : 0;
}

double clutter_density(double width) { return width <= 0 ? 1 : 1 / (kClutterRange * width); }

double room_for_two(double width, double speed) {
    if (width <= 0) return 0;
    const double torsos = width / torso_seconds(speed);
    return normal_below(std::log(torsos) / kTorsoSpread) *
           normal_below(std::log(kTwoTorsos / torsos) / kTorsoSpread);
}

double speed_at(const Participant& who, const Progress& progress, int point, double time) {
    const auto stretch = stretch_to(who, progress, point);
    const double took = std::max(time - progress.time, 0.01);
    const double speed = who.marks[static_cast<std::size_t>(point)].speed;
    return std::clamp(speed * stretch.planned / took, kSlowest, 13.0);
}

double unseen_until(const Participant& who, const Progress& progress, double now,
                    const std::vector<GateOdds>& gates, double top_speed) {
    constexpr int kAhead = 3;  // what is missed more often than that is lost in giving up
    if (progress.point == kNotStarted) return 1;
    const int last = static_cast<int>(who.marks.size()) - 1;
    if (progress.point >= last) return 1;
    double unseen = 0;
    double missed = 1;
    double before = 1;  // share that has passed the mark before
    for (int point = std::max(progress.point, -1) + 1, n = 0; point <= last && n < kAhead;
         ++point, ++n) {
        const bool may_be_there = now >= earliest(who, progress, point, top_speed);
        const double here =
            may_be_there ? arrived_by(expect(who, progress, point, top_speed), now) : 0;
        if (here >= before && n > 0) break;
        unseen += missed * (before - here);
        missed *=
            gates[static_cast<std::size_t>(who.marks[static_cast<std::size_t>(point)].gate)].missed;
        before = here;
        if (here <= 0) break;
    }
    return kGivesUp + (1 - kGivesUp) * (unseen + missed * before);
}

double milling_rate(double since_start) {
    double rate = 0;
    if (since_start > -kMillingBefore && since_start < kMillingAfter) rate += kMillingRate;
    rate +=
        kSetsOff / kSetsOffSpread * normal_density((since_start - kSetsOffAfter) / kSetsOffSpread);
    return rate;
}

}  // namespace qm::timing::naming
