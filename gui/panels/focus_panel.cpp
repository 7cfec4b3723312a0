// SPDX-License-Identifier: Apache-2.0
#include "gui/model/focus.hpp"

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kDeltaRight = 580;  ///< where the digits of the delta end, in a box 817 wide
constexpr float kDeltaWidth = 270;  ///< "+12.4"
constexpr float kDesignWidth = 817;

void draw_delta(const Painter& painter, Point right_baseline, const DeltaView& delta) {
    painter.text_right(right_baseline, Type::Delta, delta.tone, delta.text);
    const float width = std::max(painter.width_of(Type::Delta, delta.text), kDeltaWidth - 60);
    painter.shape({right_baseline.x - width - 68, right_baseline.y - 38}, 56, delta.shape,
                  delta.tone);
}

void draw_state(const Painter& painter, Point right_baseline, const FocusView& focus) {
    if (focus.state.empty()) return;
    painter.text_right(right_baseline, Type::Clock, focus.state_tone, focus.state);
    const float width = painter.width_of(Type::Clock, focus.state);
    painter.shape({right_baseline.x - width - 30, right_baseline.y - 17}, 26, focus.state_mark,
                  focus.state_tone);
    if (!focus.gates) return;
    const auto& words = focus.gates->text;
    const float y = right_baseline.y - 54;
    painter.text_right({right_baseline.x, y}, Type::Note, focus.gates->tone, words);
    const float left = right_baseline.x - painter.width_of(Type::Note, words) - 11;
    painter.shape({left, y - 5}, 10, focus.gates->mark, focus.gates->tone);
}

void draw_finish(const Painter& painter, Point right_baseline, const FocusView& focus) {
    if (focus.finish.empty()) return;
    float x = right_baseline.x;
    if (!focus.finish_band.empty()) {
        painter.text_right({x, right_baseline.y}, Type::Note, Tone::Dim, focus.finish_band);
        x -= painter.width_of(Type::Note, focus.finish_band) + 6;
    }
    painter.text_right({x, right_baseline.y}, Type::Strong, Tone::Ink, focus.finish);
    x -= painter.width_of(Type::Strong, focus.finish) + 6;
    painter.text_right({x, right_baseline.y}, Type::Note, Tone::Dim, "finish");
}

void draw_place(const Painter& painter, Point left_baseline, float room, const FocusView& focus) {
    const auto words = focus.place + (focus.reaction.empty() ? "" : " · " + focus.reaction);
    painter.text(left_baseline, Type::Note, Tone::Dim, painter.fit(Type::Note, words, room));
}

/// The first so many stretches, and whether there are more.
std::string joined(const FocusView& focus, std::size_t count) {
    std::string words;
    for (std::size_t i = 0; i < count; ++i) words += (i == 0 ? "" : " · ") + focus.still[i];
    if (count < focus.still.size() || focus.still_goes_on) words += " …";
    return words;
}

/// As many stretches as there is room for: a time is never cut.
void draw_still(const Painter& painter, Point right_baseline, float room, const FocusView& focus) {
    if (focus.still.empty()) return;
    const auto fits = [&](Type type, const std::string& words) {
        return painter.width_of(type, words) <= room;
    };
    auto count = focus.still.size();
    while (count > 1 && !fits(Type::Name, joined(focus, count))) --count;
    const auto words = joined(focus, count);
    const auto type = fits(Type::Strong, words) ? Type::Strong : Type::Name;
    painter.text_right(right_baseline, type, Tone::Ink, painter.fit(type, words, room));
}

}  // namespace

void draw_focus(const Painter& painter, Box box, const Model& model, LocalTime now) {
    const float left = box.x + kMargin;
    const float right = box.right() - kMargin;
    const auto focus = focus_view(model, now);
    if (!focus) {
        const auto none = no_focus_view(model, now);
        painter.text({left, box.y + 85}, Type::Title, Tone::Ink, none.title);
        painter.text({left, box.y + 112}, Type::Note, Tone::Dim, none.what);
    } else {
        const float delta_right = box.x + box.width * kDeltaRight / kDesignWidth;
        const float name_room = delta_right - kDeltaWidth - 50 - left;
        draw_place(painter, {left, box.y + 54}, name_room, *focus);
        painter.text({left, box.y + 86}, Type::Title, Tone::Ink,
                     painter.fit(Type::Title, focus->name, focus->delta ? name_room : 330));
        painter.text({left, box.y + 138}, Type::Clock, Tone::Ink, focus->clock);
        if (focus->delta)
            draw_delta(painter, {delta_right, box.y + 138}, *focus->delta);
        else
            draw_state(painter, {delta_right, box.y + 138}, *focus);
        painter.text_right({delta_right, box.y + 44}, Type::Note, Tone::Dim,
                           painter.fit(Type::Note, focus->against, delta_right - left - 150));
        painter.text_right({right, box.y + 61}, Type::Note, Tone::Dim, focus->still_title);
        // Without a delta its place is free, but for a state.
        const bool is_free = !focus->delta && focus->state.empty();
        draw_still(painter, {right, box.y + 96},
                   is_free ? right - left - kDeltaWidth - 60 : right - delta_right - 24, *focus);
        draw_finish(painter, {right, box.y + 135}, *focus);
    }
    painter.hairline({box.x, box.bottom()}, {box.right(), box.bottom()});
}

}  // namespace qm::gui
