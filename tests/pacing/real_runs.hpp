// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/pacing/speed_curve.hpp"
#include "protocol/inputs.hpp"

/// Real 400 m runs with published splits.
namespace qm::test {

struct RealRun {
    std::string athlete;
    Sex sex;
    std::vector<double> cum;  ///< seconds from the gun, at equal steps up to 400 m

    [[nodiscard]] double step() const { return 400 / static_cast<double>(cum.size()); }
};

/// Sixteen finals timed every 50 m. The first eleven gave the 50 m shape of a plan; the rest it never saw.
[[nodiscard]] std::vector<RealRun> runs_by_50();

/// Those, and more from a compilation, every 100 m: clean rows with all four splits.
[[nodiscard]] std::vector<RealRun> runs_by_100();

/// The speed curve nearest to a real run, by least squares over k and m, and tau too where it was timed every 50 m.
[[nodiscard]] pacing::SpeedCurve fitted(const RealRun& real);

/// A smooth run through every split of a real run: its fitted curve and what is left over, smoothly spread.
class SmoothRun {
public:
    explicit SmoothRun(const RealRun& real);
    [[nodiscard]] double seconds_at(double metres) const;

private:
    pacing::SpeedCurve curve_;
    double step_;
    std::vector<double> left_;    ///< at the start and each split
    std::vector<double> slopes_;  ///< of what is left, a step
};

}  // namespace qm::test
