// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "daemon/timing/naming/model.hpp"
#include "daemon/timing/run.hpp"

namespace qm::timing {

/// What the runs of a session have shown of a gate, on top of what is thought of any gate: it misses 1 % of
/// passages (a Beta distribution with the weight of 100 passages) and has 2 in 1000 s that are nobody's (a Gamma
/// distribution with the weight of 1000 s).
class Reliability {
public:
    void add(const GateRecord& record) {
        seen_ += record.seen;
        missed_ += record.missed;
        nobodys_ += record.nobodys;
        seconds_ += record.seconds;
    }

    /// A gate that missed everything may be mended by the next run: it is never given up.
    [[nodiscard]] naming::GateOdds odds() const {
        return {std::min(missed_ / (seen_ + missed_), kWorst), nobodys_ / seconds_};
    }

private:
    static constexpr double kWorst = 0.2;

    double seen_ = 99;
    double missed_ = 1;
    double nobodys_ = 2;
    double seconds_ = 1000;
};

}  // namespace qm::timing
