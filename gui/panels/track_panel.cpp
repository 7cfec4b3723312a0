// SPDX-License-Identifier: Apache-2.0
#include "gui/model/track.hpp"

#include <algorithm>

#include "gui/model/due_next.hpp"
#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr int kLanesDrawn = 8;
constexpr int kSteps = 120;

/// Places metres on the track into a box.
class Plan {
public:
    Plan(const TrackShape& track, Box box) : track_(track) {
        band_ = kLanesDrawn * track.lane_width.metres();
        const double width = track.straight.metres() + 2 * (track.radius.metres() + band_);
        const double height = 2 * (track.radius.metres() + band_);
        scale_ = std::min((static_cast<double>(box.width) - 150) / std::max(width, 1.0),
                          (static_cast<double>(box.height) - 100) / std::max(height, 1.0));
        centre_ = {box.x + box.width / 2, box.y + box.height / 2 + 6};
    }

    [[nodiscard]] Point at(double metres, double out) const {
        const auto point = track_point(track_, metres, out);
        return {centre_.x + static_cast<float>(point.x * scale_),
                centre_.y - static_cast<float>(point.y * scale_)};
    }
    [[nodiscard]] Point centre() const { return centre_; }
    [[nodiscard]] double band() const { return band_; }
    /// Metres that take so many units.
    [[nodiscard]] double metres(double units) const { return units / scale_; }

private:
    const TrackShape& track_;
    double band_ = 0;
    double scale_ = 1;
    Point centre_;
};

void draw_lanes(const Painter& painter, const Plan& plan, const TrackShape& track) {
    for (int lane = 0; lane <= kLanesDrawn; ++lane) {
        const double out = plan.band() * lane / kLanesDrawn;
        std::vector<Point> line;
        line.reserve(kSteps);
        for (int i = 0; i < kSteps; ++i) {
            line.push_back(plan.at(track.lap.metres() * i / kSteps, out));
        }
        painter.path(line, Tone::Hairline, 1, true);
    }
}

void draw_lamp(const Painter& painter, const Plan& plan, const LampView& lamp) {
    const auto inner = plan.at(lamp.metres, -plan.metres(7));
    painter.line(inner, plan.at(lamp.metres, plan.band() + plan.metres(8)), Tone::Ink, 1.6F);
    painter.shape(inner, lamp.broken ? 12 : 10, lamp.shape, lamp.tone);
    // Labels stand in the infield, above the lamps below the middle and the other way round.
    const auto label = plan.at(lamp.metres, -plan.metres(22));
    const auto centre = plan.at(lamp.metres, -plan.metres(7));
    const bool below = label.y > centre.y;
    painter.text_middle({label.x, inner.y + (below ? 18 : -9)}, Type::Small, Tone::Dim, lamp.label);
}

constexpr std::size_t kDueRows = 3;
constexpr float kDueRow = 18;
constexpr float kDueWidth = 196;

/// In the infield: who is to pass a gate next. A click chooses the athlete.
void draw_due(const Painter& painter, Point centre, const std::vector<DueRow>& rows,
              Intents& intents) {
    const float left = centre.x - kDueWidth / 2;
    const float right = centre.x + kDueWidth / 2;
    float y = centre.y - kDueRow * static_cast<float>(kDueRows) / 2 + 14;
    for (const auto& row : rows) {
        const auto type = row.chosen ? Type::SmallBold : Type::Small;
        const auto tone = row.late ? Tone::Behind : Tone::Ink;
        painter.text_right({right, y}, type, tone, row.when);
        painter.text_right({right - 68, y}, type, Tone::Dim, row.place);
        painter.text({left, y}, type, tone, painter.fit(type, row.name, kDueWidth - 128));
        if (painter.clicked({left, y - 14, kDueWidth, kDueRow})) {
            intents.push_back(ChooseAthlete{row.athlete});
        }
        y += kDueRow;
    }
}

}  // namespace

void draw_track(const Painter& painter, Box box, const Model& model, LocalTime now,
                Intents& intents) {
    const auto track = track_view(model, now);
    painter.text({box.x + 14, box.y + 21}, Type::Small, Tone::Dim, track.title);
    if (!track.is_known) return;
    const Plan plan{track.shape, box};
    draw_lanes(painter, plan, track.shape);
    for (const auto& lamp : track.lamps) draw_lamp(painter, plan, lamp);
    draw_due(painter, plan.centre(), due_next(model, now, kDueRows), intents);
    const double middle = plan.band() / 2;
    for (const auto& dot : track.dots) {
        const auto at = plan.at(dot.metres, middle);
        painter.disc(at, 10, dot.tone);
        painter.text_middle({at.x, at.y + 5}, Type::SmallBold, Tone::Background, dot.initial);
    }
    if (track.ghost) painter.dashed_ring(plan.at(*track.ghost, middle), 11, Tone::Ink);
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

}  // namespace qm::gui
