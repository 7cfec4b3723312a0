// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "gui/panels/field.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kRow = 52;

struct ColumnPlan {
    const char* title;
    float x;
    float width;
};
constexpr std::array<ColumnPlan, RunForm::kColumns> kColumnPlans{
    {{"athlete", 16, 420}, {"lane", 470, 110}, {"sets off after", 620, 170}, {"target", 830, 190}}};

/// A field of the form.
void draw_field_of(const Painter& painter, Box box, const RunForm& form, int field,
                   Intents& intents) {
    const bool active = form.active() == field;
    draw_field(painter, box,
               {field, form.typed(field), form.expected(field), active, form.replaces(),
                active ? form.rest() : std::string{}},
               intents);
}

void draw_heading(const Painter& painter, Box box, const RunForm& form, Intents& intents) {
    painter.text({box.x + kMargin, box.y + 52}, Type::Title, Tone::Ink, "New run");
    painter.text({box.x + kMargin, box.y + 90}, Type::Small, Tone::Dim, "distance, metres");
    draw_field_of(painter, {box.x + kMargin, box.y + 98, 180, 28}, form, RunForm::kDistance,
                  intents);
    painter.text({box.x + 236, box.y + 90}, Type::Small, Tone::Dim, "start: gun, hand or gate");
    draw_field_of(painter, {box.x + 236, box.y + 98, 200, 28}, form, RunForm::kStart, intents);
}

constexpr float kRosterLeft = 1060;  ///< right of the last column
constexpr float kRosterRow = 30;

/// Who ran before and is not entered yet; a click enters.
void draw_roster(const Painter& painter, Box box, const RunForm& form, Intents& intents) {
    const auto roster = form.suggestions();
    if (roster.empty() || box.width < 120) return;
    painter.text({box.x, box.y - 10}, Type::Small, Tone::Dim, "ran before, not entered");
    const auto room = static_cast<std::size_t>(std::max(0.0F, box.height / kRosterRow));
    for (std::size_t i = 0; i < std::min(room, roster.size()); ++i) {
        const Box row{box.x, box.y + 4 + kRosterRow * static_cast<float>(i), box.width, kRosterRow};
        if (painter.hovered(row)) painter.fill(row, Tone::Chosen);
        painter.text({row.x, row.y + 21}, Type::Note, Tone::Ink,
                     painter.fit(Type::Note, roster[i].athlete.text(), row.width));
        if (painter.clicked(row)) intents.push_back(ChooseAthlete{roster[i].athlete});
    }
}

/// Which rows fit, so that the active one is among them.
int first_row(const RunForm& form, int room) {
    const int active = form.active() < 2 ? 0 : (form.active() - 2) / RunForm::kColumns;
    return std::max(0, active - room + 1);
}

}  // namespace

void draw_form(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto& form = model.form();
    draw_heading(painter, box, form, intents);
    const float top = box.y + 184;
    for (const auto& column : kColumnPlans) {
        painter.text({box.x + column.x, top - 10}, Type::Small, Tone::Dim, column.title);
    }
    painter.hairline({box.x, top}, {box.right(), top});
    draw_roster(
        painter,
        {box.x + kRosterLeft, top, box.width - kRosterLeft - kMargin, box.bottom() - 40 - top},
        form, intents);
    const int room = std::max(1, static_cast<int>((box.bottom() - 40 - top) / kRow));
    const int first = first_row(form, room);
    for (int row = first; row < std::min(form.rows(), first + room); ++row) {
        const float y = top + 8 + kRow * static_cast<float>(row - first);
        for (int i = 0; i < RunForm::kColumns; ++i) {
            const auto& column = kColumnPlans[static_cast<std::size_t>(i)];
            draw_field_of(painter, {box.x + column.x, y, column.width, 27}, form,
                          RunForm::field(row, RunForm::Column{i}), intents);
        }
    }
}

}  // namespace qm::gui
