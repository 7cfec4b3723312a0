// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gui/model/chart.hpp"
#include "gui/model/model.hpp"
#include "gui/model/season_chart.hpp"
#include "gui/panels/painter.hpp"

/// The panels: each asks the model what to show, draws it into its box and says what the coach did there.
/// None holds a rule or a state.
namespace qm::gui {

using Intents = std::vector<Intent>;

void draw_status(const Painter& painter, Box box, const Model& model, LocalTime now,
                 std::string_view wall_clock);
void draw_focus(const Painter& painter, Box box, const Model& model, LocalTime now);
void draw_board(const Painter& painter, Box box, const Model& model, LocalTime now,
                Intents& intents);
void draw_track(const Painter& painter, Box box, const Model& model, LocalTime now,
                Intents& intents);
void draw_chart(const Painter& painter, Box box, const Model& model);
void draw_chart(const Painter& painter, Box box, const ChartView& chart);
void draw_season_chart(const Painter& painter, Box box, const SeasonChart& chart);
void draw_speed(const Painter& painter, Box box, const Model& model);
void draw_keys(const Painter& painter, Box box, const Model& model, Intents& intents);
/// The sentence above the keys; takes as much of the bottom of the box as it needs.
void draw_note(const Painter& painter, Box box, const Model& model, LocalTime now);

/// In the place of the live screen, while no daemon was ever reached.
void draw_first_steps(const Painter& painter, Box box, const FirstSteps& first);

// Whole screens, between the status line and the keys.
void draw_athlete(const Painter& painter, Box box, const Model& model, LocalTime now);
void draw_form(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_board_code(const Painter& painter, Box box, const Model& model);
void draw_daemons(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_pair(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_taps(const Painter& painter, Box box, const Model& model, LocalTime now,
               Intents& intents);
void draw_palette(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_gates(const Painter& painter, Box box, const Model& model, LocalTime now,
                Intents& intents);
void draw_tracks(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_shelf(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_review(const Painter& painter, Box box, const Model& model, Intents& intents);
void draw_all_keys(const Painter& painter, Box box);

}  // namespace qm::gui
