// SPDX-License-Identifier: Apache-2.0
#include "gui/model/tracks_view.hpp"

namespace qm::gui {

TracksView tracks_view(const Model& model) {
    TracksView view{
        track_rows(model.feed()), static_cast<std::size_t>(model.tracks().chosen()), {}};
    view.advice = view.rows.size() > 1 ? "All distances are the track's. Choosing another begins a "
                                         "new session: the runs of this one "
                                         "are in the archive."
                                       : "There is no other. Each file NAME.toml in the folder "
                                         "tracks, beside the settings on the "
                                         "daemon's machine, is one more.";
    return view;
}

}  // namespace qm::gui
