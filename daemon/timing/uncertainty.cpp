// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/uncertainty.hpp"

#include <algorithm>
#include <cmath>

namespace qm::timing {

namespace {

constexpr double kPlacementMetres = 0.05;
constexpr double kClockPpm = 20;

UncertaintyPart body_part(const TimeSource& source) {
    switch (source.body) {
        case TimeSource::Body::Torso:
            return source.dual_beams ? UncertaintyPart{"body in 2 beams", Elapsed{10'000}}
                                     : UncertaintyPart{"body in beam", Elapsed{15'000}};
        case TimeSource::Body::FirstEdge:
            return {"first edge only", Elapsed{30'000}};
        case TimeSource::Body::Shared:
            return {"two in a pulse", Elapsed{25'000}};
        case TimeSource::Body::Typed:
            return {"by a person", Elapsed{40'000}};
        case TimeSource::Body::Tapped:
            return {"key press", Elapsed{80'000}};
    }
    return {};
}

bool is_beam(TimeSource::Body body) {
    return body != TimeSource::Body::Typed && body != TimeSource::Body::Tapped;
}

}  // namespace

std::vector<UncertaintyPart> uncertainty_of(const TimeSource& source) {
    std::vector<UncertaintyPart> parts;
    parts.reserve(4);
    parts.push_back(body_part(source));
    if (is_beam(source.body)) {
        const double seconds = kPlacementMetres / std::max(source.speed, 1.0);
        parts.push_back({"gate to 5 cm", Elapsed{std::llround(seconds * 1e6)}});
    }
    const double drift =
        std::abs(static_cast<double>(source.since_start.count())) * kClockPpm / 1e6;
    parts.push_back({"clock of 20 ppm", Elapsed{std::llround(drift)}});
    if (source.start_pm > Elapsed{}) parts.push_back({"start", source.start_pm});
    return parts;
}

Elapsed sum_of(const std::vector<UncertaintyPart>& parts) {
    double squares = 0;
    for (const auto& part : parts) {
        const auto one = static_cast<double>(part.plus_minus.count());
        squares += one * one;
    }
    return Elapsed{std::llround(std::sqrt(squares))};
}

}  // namespace qm::timing
