// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "daemon/timing/naming/model.hpp"
#include "daemon/timing/passage.hpp"
#include "daemon/timing/rulings.hpp"
#include "protocol/inputs.hpp"

namespace qm::timing {

/// What happened in a run, as far as its results rest on it. It only grows; what follows from it is Account's.
struct Record {
    struct Seen {
        std::size_t gate = 0;
        Passage passage;
        double speed = kReferenceSpeed;  ///< of whoever was expected when it closed, m/s
        Makeup makeup = Makeup::Torso;   ///< at that speed
        bool dual_beams = false;

        /// Leading edge of the torso, as far as that is known.
        [[nodiscard]] Instant at() const {
            return passage.longest ? passage.longest->at : passage.first;
        }
    };
    struct StartGiven {
        Instant at;
        StartKind source = StartKind::Hand;
    };
    struct BlockLeft {
        Lane lane{};
        Instant at;
    };
    std::vector<Seen> passages = {};  ///< in the order of their closing
    std::vector<StartGiven> starts = {};
    std::vector<BlockLeft> blocks = {};
    std::optional<Instant> armed = {};
    std::optional<Instant> ended = {};  ///< for good
    Acts acts = {};
    std::vector<naming::GateOdds> odds = {};  ///< by gate, as known when the run got the gates
};

/// Whether it can be an athlete at all; the rest is never asked for a name.
[[nodiscard]] inline bool may_be_named(const Record::Seen& seen) {
    return may_be_an_athlete(seen.makeup) || seen.makeup == Makeup::UnknownWidth;
}

}  // namespace qm::timing
