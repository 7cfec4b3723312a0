// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/model/tone.hpp"

namespace qm::gui {

/// A place on the track from above, in metres from its centre: x to the right, y away from the finish
/// straight. The finish straight is below and is run to the right.
struct TrackPoint {
    double x = 0;
    double y = 0;
};

/// Where `metres` after the finish line is, `out` metres outside the kerb.
[[nodiscard]] TrackPoint track_point(const TrackShape& track, double metres, double out);

struct LampView {
    std::string label;  ///< "finish", "200"
    double metres = 0;  ///< after the finish line
    bool broken = false;
    Tone tone = Tone::Ready;
    Shape shape = Shape::Dot;
};

struct AthleteDot {
    std::string initial;
    double metres = 0;  ///< after the finish line
    Tone tone = Tone::Ink;
    bool chosen = false;
};

struct TrackView {
    TrackShape shape;
    bool is_known = false;  ///< a daemon has told its shape
    std::vector<LampView> lamps;
    std::vector<AthleteDot> dots;  ///< the one in focus last, so that it is drawn on top
    std::optional<double> ghost;   ///< where whatever the one in focus is compared with would be
    std::string title;             ///< says what the ghost is
};
[[nodiscard]] TrackView track_view(const Model& model, LocalTime now);

}  // namespace qm::gui
