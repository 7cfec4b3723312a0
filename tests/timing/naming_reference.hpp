// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "daemon/timing/naming/namer.hpp"

namespace qm::test {

/// What the brute-force reference finds: all explanations of a small group's run, each with its share.
struct Reference {
    struct Place {
        int point = 0;
        int sighting = 0;
        bool shared = false;
        friend bool operator==(const Place&, const Place&) = default;
    };
    using Path = std::vector<Place>;  ///< start first, then by point

    /// One explanation; the way of each athlete in it is an index into `paths` of that athlete.
    struct Explanation {
        std::vector<int> paths;
        double share = 0;
    };
    std::vector<std::vector<Path>> paths;   ///< by athlete
    std::vector<Explanation> explanations;  ///< best first
    std::size_t most = 0;                   ///< how many there were at once

    [[nodiscard]] const Path& best(std::size_t entry) const;
    /// The share of all explanations in which this is so.
    [[nodiscard]] double certainty(std::size_t entry, const Place& place) const;
    /// The share of the explanation in which all athletes went these ways; 0 if there is none.
    [[nodiscard]] double share_of(const std::vector<Path>& ways) const;
};

/// Explains the sightings in every way there is, by the same probabilities as the namer (model.hpp), and
/// compares them only at the end. Only the lightest are left out at each sighting, a ten-thousandth of all together,
/// or else it would not end; no clusters, no limit to their number.
/// `starts`: own starts that are known, by athlete.
[[nodiscard]] Reference explain_in_every_way(
    const timing::naming::Field& field, const std::vector<std::optional<double>>& starts,
    const std::vector<timing::naming::Sighting>& sightings);

}  // namespace qm::test
