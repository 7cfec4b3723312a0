// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace qm {

/// A length on the track, in whole millimetres.
class Distance {
public:
    constexpr Distance() = default;
    [[nodiscard]] static constexpr Distance from_mm(std::int64_t mm) { return Distance{mm}; }
    /// Rounds to the nearest millimetre.
    [[nodiscard]] static Distance from_metres(double metres) {
        return Distance{static_cast<std::int64_t>(std::llround(metres * 1000.0))};
    }
    [[nodiscard]] constexpr std::int64_t mm() const { return mm_; }
    [[nodiscard]] constexpr double metres() const { return static_cast<double>(mm_) / 1000.0; }

    friend constexpr Distance operator+(Distance a, Distance b) { return Distance{a.mm_ + b.mm_}; }
    friend constexpr Distance operator-(Distance a, Distance b) { return Distance{a.mm_ - b.mm_}; }
    friend constexpr bool operator==(Distance, Distance) = default;
    friend constexpr auto operator<=>(Distance, Distance) = default;

private:
    constexpr explicit Distance(std::int64_t mm) : mm_(mm) {}
    std::int64_t mm_ = 0;
};

}  // namespace qm
