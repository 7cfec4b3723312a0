// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/feed.hpp"
#include "gui/model/intent.hpp"

namespace qm::gui {

struct TrackRow {
    TrackId name;
    std::string
        measures;  ///< of the one that holds: "lap 400 m, straights 84.39 m"; the others' are not told
    bool is_here = false;  ///< the session's
};

/// The tracks a daemon has, and the one pointed at.
class TrackList {
public:
    void open(const Feed& feed);
    void choose(int row, const Feed& feed);
    void press(Key key, const Feed& feed);

    /// Counted from 0; there may be no row.
    [[nodiscard]] int chosen() const { return chosen_; }
    /// What the daemon is to be told. Empty where it is that one already.
    [[nodiscard]] std::optional<TrackId> wanted(const Feed& feed) const;

private:
    int chosen_ = 0;
};

/// The one whose distances are shown is always there, "as set up" where it has no name.
[[nodiscard]] std::vector<TrackRow> track_rows(const Feed& feed);

}  // namespace qm::gui
