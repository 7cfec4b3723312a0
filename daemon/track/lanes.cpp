// SPDX-License-Identifier: Apache-2.0
#include "daemon/track/lanes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace qm::track {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kOutFromKerb = 0.30;
constexpr double kOutFromLine = 0.20;

}  // namespace

Lanes::Lanes(const TrackShape& shape)
    : lap_(shape.lap),
      straight_(shape.straight.metres()),
      radius_(shape.radius.metres() + (shape.kerb ? kOutFromKerb : kOutFromLine)),
      inner_(shape.radius.metres()),
      lane_width_(shape.lane_width.metres()) {
    const double drawn = 2 * straight_ + 2 * kPi * radius_;
    if (std::abs(drawn - lap_.metres()) > 1.0) {
        const double scale = lap_.metres() / drawn;
        straight_ *= scale;
        inner_ += radius_ * (scale - 1);
        radius_ *= scale;
    }
}

double Lanes::offset(Lane lane) const {
    if (to_number(lane) <= 1) return 0;
    return inner_ + lane_width_ * (to_number(lane) - 1) + kOutFromLine - radius_;
}

double Lanes::angle_at(Distance along) const {
    const double lap = lap_.metres();
    const double laps = std::floor(along.metres() / lap);
    const double place = along.metres() - laps * lap;
    const double bend = kPi * radius_;
    const double in_bend_1 = std::min(place, bend);
    const double in_bend_2 = std::clamp(place - bend - straight_, 0.0, bend);
    return laps * 2 * kPi + (in_bend_1 + in_bend_2) / radius_;
}

double Lanes::longer_by(Lane lane, Distance from, Distance to) const {
    return offset(lane) * (angle_at(to) - angle_at(from));
}

double Lanes::diagonal(Lane lane) const { return std::hypot(straight_, offset(lane)) - straight_; }

Distance Lanes::break_line() const { return Distance::from_metres(kPi * radius_); }

}  // namespace qm::track
