// SPDX-License-Identifier: Apache-2.0
#include "gui/app/frame.hpp"

#include <algorithm>

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kStatusHeight = 33;
constexpr float kKeysHeight = 34;
constexpr float kSideWidth = 463;
constexpr float kFocusHeight = 156;
constexpr float kTrackHeight = 265;
constexpr float kSpeedShare = 0.44F;  ///< of what is below the track
constexpr float kNoteRoom = 50;       ///< two lines above the keys

void draw_live(const Painter& painter, Box box, const Model& model, LocalTime now,
               Intents& intents) {
    if (const auto first = first_steps(model)) return draw_first_steps(painter, box, *first);
    const float side = std::min(kSideWidth, box.width * 0.4F);
    const Box left{box.x, box.y, box.width - side, box.height};
    const Box right{left.right(), box.y, side, box.height};
    draw_focus(painter, {left.x, left.y, left.width, kFocusHeight}, model, now);
    const float board_height = left.height - kFocusHeight - kNoteRoom;
    draw_board(painter, {left.x, left.y + kFocusHeight, left.width, board_height}, model, now,
               intents);
    painter.hairline({right.x, right.y}, {right.x, right.bottom()});
    draw_track(painter, {right.x, right.y, right.width, kTrackHeight}, model, now, intents);
    const float speed_height = (right.height - kTrackHeight) * kSpeedShare;
    const Box chart{right.x, right.y + kTrackHeight, right.width,
                    right.height - kTrackHeight - speed_height};
    draw_chart(painter, chart, model);
    draw_speed(painter, {right.x, chart.bottom(), right.width, speed_height - kNoteRoom}, model);
}

void draw_screen(const Painter& painter, Box box, const Model& model, LocalTime now,
                 Intents& intents) {
    switch (model.screen()) {
        case Screen::Live:
            draw_live(painter, box, model, now, intents);
            break;
        case Screen::Athlete:
            draw_athlete(painter, box, model, now);
            break;
        case Screen::NewRun:
            draw_form(painter, box, model, intents);
            break;
        case Screen::Keys:
            draw_all_keys(painter, box);
            break;
        case Screen::BoardCode:
            draw_board_code(painter, box, model);
            break;
        case Screen::Daemons:
            draw_daemons(painter, box, model, intents);
            break;
        case Screen::Pair:
            draw_pair(painter, box, model, intents);
            break;
        case Screen::Taps:
            draw_taps(painter, box, model, now, intents);
            break;
        case Screen::Palette:
            draw_palette(painter, box, model, intents);
            break;
        case Screen::Gates:
            draw_gates(painter, box, model, now, intents);
            break;
        case Screen::Tracks:
            draw_tracks(painter, box, model, intents);
            break;
        case Screen::Archive:
            draw_shelf(painter, box, model, intents);
            break;
        case Screen::Review:
            draw_review(painter, box, model, intents);
            break;
    }
}

}  // namespace

float scale_of(float width, float height) {
    return std::max(0.25F, std::min(width / 1280, height / 720));
}

View make_view(const Fonts& fonts, const Model& model, float width, float height) {
    const float scale = scale_of(width, height);
    return {&fonts, model.night() ? &night_theme() : &sun_theme(), scale, width / scale,
            height / scale};
}

std::vector<Intent> draw_frame(const Model& model, const View& view, LocalTime now,
                               std::string_view wall_clock) {
    Intents intents;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({view.width * view.scale, view.height * view.scale});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    ImGui::Begin("console", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    const Painter painter{view};
    const float middle = view.height - kStatusHeight - kKeysHeight;
    const Box screen{0, kStatusHeight, view.width, middle};
    painter.fill({0, 0, view.width, view.height}, Tone::Background);
    draw_status(painter, {0, 0, view.width, kStatusHeight}, model, now, wall_clock);
    draw_screen(painter, screen, model, now, intents);
    draw_note(painter, screen, model, now);
    draw_keys(painter, {0, screen.bottom(), view.width, kKeysHeight}, model, intents);
    ImGui::End();
    ImGui::PopStyleVar(2);
    return intents;
}

}  // namespace qm::gui
