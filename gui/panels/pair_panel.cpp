// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pair_view.hpp"
#include "gui/panels/field.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr float kLine = 22;

float draw_words(const Painter& painter, Box box, std::string_view words) {
    float baseline = box.y;
    for (const auto& line : painter.wrap(Type::Note, words, box.width, 3)) {
        painter.text({box.x, baseline}, Type::Note, Tone::Dim, line);
        baseline += kLine;
    }
    return baseline;
}

FieldView field_of(int number, const PairFieldView& field) {
    return {number, field.typed, field.expected, field.active, field.replaces};
}

}  // namespace

void draw_pair(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto view = pair_view(model);
    const float width = box.width - 2 * kMargin;
    const float left = box.x + kMargin;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink,
                 painter.fit(Type::Title, view.title, width));
    float y = draw_words(painter, {left, box.y + 92, width, 0},
                         "1. On the timing machine say: quartermark pair. It shows a pin and a "
                         "code of eight digits, which holds for two minutes.");
    y = draw_words(painter, {left, y + 12, width, 0},
                   "2. Compare its pin with this one. If they differ, somebody stands between: "
                   "type nothing, press Esc.");
    painter.text({left, y + 46}, Type::Clock, view.pin.empty() ? Tone::Empty : Tone::Ink,
                 view.pin.empty() ? "waiting for its pin" : view.pin);
    y = draw_words(painter, {left, y + 96, width, 0},
                   "3. Type the code, and what this console shall be called in its list.");
    painter.text({left, y + 14}, Type::Small, Tone::Dim, "code");
    draw_field(painter, {left, y + 22, 180, 28}, field_of(PairForm::kCode, view.code), intents);
    painter.text({left + 400, y + 14}, Type::Small, Tone::Dim, "this console");
    draw_field(painter, {left + 400, y + 22, std::min(400.0F, width - 400), 28},
               field_of(PairForm::kName, view.name), intents);
}

}  // namespace qm::gui
