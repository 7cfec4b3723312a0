// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "gui/panels/panels.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kRow = 48;

struct ColumnPlan {
    const char* title;
    float x;
    float width;
};
constexpr std::array<ColumnPlan, RunForm::kColumns> kColumnPlans{
    {{"athlete", 16, 420}, {"lane", 470, 110}, {"sets off after", 620, 170}, {"target", 830, 190}}};

/// Dear ImGui's text field without its clothes: the text, and a line below it.
class FieldStyle {
public:
    explicit FieldStyle(const Painter& painter) {
        const ImVec4 ink = ImGui::ColorConvertU32ToFloat4(painter.colour(Tone::Ink));
        const ImVec4 none{0, 0, 0, 0};
        ImGui::PushStyleColor(ImGuiCol_FrameBg, none);
        ImGui::PushStyleColor(ImGuiCol_Text, ink);
        ImGui::PushStyleColor(ImGuiCol_TextSelectedBg,
                              ImGui::ColorConvertU32ToFloat4(painter.colour(Tone::Hairline)));
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{0, 0});
        ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
        compat::push_font((*painter.view().fonts)[Type::Name]);
        compat::push_no_tab_stop();
    }
    ~FieldStyle() {
        compat::pop_no_tab_stop();
        ImGui::PopFont();
        ImGui::PopStyleVar(2);
        ImGui::PopStyleColor(3);
    }
    FieldStyle(const FieldStyle&) = delete;
    FieldStyle& operator=(const FieldStyle&) = delete;
};

/// One field in a box whose bottom line it stands on.
void draw_field(const Painter& painter, Box box, const RunForm& form, int field, Intents& intents) {
    const bool active = form.active() == field;
    const auto wanted = form.expected(field);
    const bool wrong = !wanted.empty();
    Tone line = active ? Tone::Ink : Tone::Hairline;
    if (wrong) line = Tone::Behind;
    painter.line({box.x, box.bottom()}, {box.right(), box.bottom()}, line, active ? 2 : 1);
    if (wrong) {
        painter.text({box.x, box.bottom() + 15}, Type::Small, Tone::Behind, wanted);
    }
    std::array<char, RunForm::kFieldBytes + 1> typed{};
    form.typed(field).copy(typed.data(), RunForm::kFieldBytes);
    ImGui::SetCursorScreenPos(painter.pixels({box.x, box.y}));
    ImGui::SetNextItemWidth(box.width * painter.view().scale);
    ImGui::PushID(field);
    if (active && !ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
    if (ImGui::InputText("##field", typed.data(), typed.size())) {
        intents.push_back(TypeField{field, typed.data()});
    }
    if (ImGui::IsItemActivated() && !active) intents.push_back(GoToField{field});
    ImGui::PopID();
}

void draw_heading(const Painter& painter, Box box, const RunForm& form, Intents& intents) {
    painter.text({box.x + kMargin, box.y + 52}, Type::Title, Tone::Ink, "New run");
    painter.text({box.x + kMargin, box.y + 90}, Type::Small, Tone::Dim, "distance, metres");
    draw_field(painter, {box.x + kMargin, box.y + 98, 180, 28}, form, RunForm::kDistance, intents);
    painter.text({box.x + 236, box.y + 90}, Type::Small, Tone::Dim, "start: gun, hand or gate");
    draw_field(painter, {box.x + 236, box.y + 98, 200, 28}, form, RunForm::kStart, intents);
}

/// Which rows fit, so that the active one is among them.
int first_row(const RunForm& form, int room) {
    const int active = form.active() < 2 ? 0 : (form.active() - 2) / RunForm::kColumns;
    return std::max(0, active - room + 1);
}

}  // namespace

void draw_form(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto& form = model.form();
    const FieldStyle style{painter};
    draw_heading(painter, box, form, intents);
    const float top = box.y + 184;
    for (const auto& column : kColumnPlans) {
        painter.text({box.x + column.x, top - 10}, Type::Small, Tone::Dim, column.title);
    }
    painter.hairline({box.x, top}, {box.right(), top});
    const int room = std::max(1, static_cast<int>((box.bottom() - 40 - top) / kRow));
    const int first = first_row(form, room);
    for (int row = first; row < std::min(form.rows(), first + room); ++row) {
        const float y = top + 8 + kRow * static_cast<float>(row - first);
        for (int i = 0; i < RunForm::kColumns; ++i) {
            const auto& column = kColumnPlans[static_cast<std::size_t>(i)];
            draw_field(painter, {box.x + column.x, y, column.width, 27}, form,
                       RunForm::field(row, RunForm::Column{i}), intents);
        }
    }
}

}  // namespace qm::gui
