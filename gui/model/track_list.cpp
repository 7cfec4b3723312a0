// SPDX-License-Identifier: Apache-2.0
#include "gui/model/track_list.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "protocol/race_time.hpp"

namespace qm::gui {

std::vector<TrackRow> track_rows(const Feed& feed) {
    const auto& hello = feed.hello();
    if (!hello) return {};
    std::vector<TrackRow> rows;
    for (const auto& name : hello->tracks) rows.push_back({name, {}, name == hello->track});
    if (rows.empty()) rows.push_back({TrackId{"as set up"}, {}, true});
    if (!feed.has_session()) return rows;
    const auto& track = feed.session().track;
    for (auto& row : rows) {
        if (!row.is_here) continue;
        row.measures = fmt::format("lap {} m, straights {} m", print_metres(track.lap),
                                   print_metres(track.straight));
    }
    return rows;
}

void TrackList::open(const Feed& feed) {
    const auto rows = track_rows(feed);
    const auto here =
        std::find_if(rows.begin(), rows.end(), [](const TrackRow& row) { return row.is_here; });
    chosen_ = here == rows.end() ? 0 : static_cast<int>(here - rows.begin());
}

void TrackList::choose(int row, const Feed& feed) {
    const auto last = static_cast<int>(track_rows(feed).size()) - 1;
    chosen_ = std::clamp(row, 0, std::max(last, 0));
}

void TrackList::press(Key key, const Feed& feed) {
    if (key == Key::Down || key == Key::Tab) choose(chosen_ + 1, feed);
    if (key == Key::Up || key == Key::BackTab) choose(chosen_ - 1, feed);
}

std::optional<TrackId> TrackList::wanted(const Feed& feed) const {
    const auto rows = track_rows(feed);
    const auto row = static_cast<std::size_t>(chosen_);
    if (row >= rows.size() || rows[row].is_here) return std::nullopt;
    return rows[row].name;
}

}  // namespace qm::gui
