// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/curve.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace qm::pacing {

Curve::Curve(std::vector<Knot> knots) : knots_(std::move(knots)) {
    const std::size_t count = knots_.size();
    std::vector<double> secants(count - 1);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        secants[i] =
            (knots_[i + 1].seconds - knots_[i].seconds) / (knots_[i + 1].metres - knots_[i].metres);
    }
    slopes_.resize(count);
    slopes_.front() = secants.front();
    slopes_.back() = secants.back();
    for (std::size_t i = 1; i + 1 < count; ++i) {
        const double left = knots_[i].metres - knots_[i - 1].metres;
        const double right = knots_[i + 1].metres - knots_[i].metres;
        const double weight_left = 2 * right + left;
        const double weight_right = right + 2 * left;
        slopes_[i] = (weight_left + weight_right) /
                     (weight_left / secants[i - 1] + weight_right / secants[i]);
    }
}

double Curve::seconds_at(double metres) const {
    if (metres <= 0) return 0;
    if (metres >= knots_.back().metres) {
        return knots_.back().seconds + slopes_.back() * (metres - knots_.back().metres);
    }
    const auto above =
        std::upper_bound(knots_.begin(), knots_.end(), metres,
                         [](double place, const Knot& knot) { return place < knot.metres; });
    const auto i = static_cast<std::size_t>(above - knots_.begin()) - 1;
    const double width = knots_[i + 1].metres - knots_[i].metres;
    const double s = (metres - knots_[i].metres) / width;
    const double h00 = (1 + 2 * s) * (1 - s) * (1 - s);
    const double h10 = s * (1 - s) * (1 - s);
    const double h01 = s * s * (3 - 2 * s);
    const double h11 = s * s * (s - 1);
    return h00 * knots_[i].seconds + h10 * width * slopes_[i] + h01 * knots_[i + 1].seconds +
           h11 * width * slopes_[i + 1];
}

}  // namespace qm::pacing
