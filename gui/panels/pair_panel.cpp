// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pin.hpp"
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

FieldView view_of(const PairForm& form, int field) {
    const auto& typed = form.field(field);
    const bool active = form.active() == field;
    // What is still to be typed is no mistake yet.
    const bool is_wrong = !typed.text().empty() || !active;
    return {field, typed.text(), is_wrong ? form.expected(field) : std::string{}, active,
            typed.replaces()};
}

}  // namespace

void draw_pair(const Painter& painter, Box box, const Model& model, Intents& intents) {
    const auto& form = model.doors().form();
    const float width = box.width - 2 * kMargin;
    const float left = box.x + kMargin;
    const auto title = "Pair with " + model.doors().door().address.host;
    painter.text({left, box.y + 52}, Type::Title, Tone::Ink,
                 painter.fit(Type::Title, title, width));
    float y = draw_words(painter, {left, box.y + 92, width, 0},
                         "1. On the timing machine say: quartermark pair. It shows a pin and a "
                         "code of eight digits, which holds for two minutes.");
    y = draw_words(painter, {left, y + 12, width, 0},
                   "2. Compare its pin with this one. If they differ, somebody stands between: "
                   "type nothing, press Esc.");
    const auto pin = pin_of(model.feed().is_open() ? model.feed().link().key : std::string{});
    painter.text({left, y + 46}, Type::Clock, pin.empty() ? Tone::Empty : Tone::Ink,
                 pin.empty() ? "waiting for its pin" : pin);
    y = draw_words(painter, {left, y + 96, width, 0},
                   "3. Type the code, and what this console shall be called in its list.");
    painter.text({left, y + 14}, Type::Small, Tone::Dim, "code");
    draw_field(painter, {left, y + 22, 180, 28}, view_of(form, PairForm::kCode), intents);
    painter.text({left + 400, y + 14}, Type::Small, Tone::Dim, "this console");
    draw_field(painter, {left + 400, y + 22, std::min(400.0F, width - 400), 28},
               view_of(form, PairForm::kName), intents);
}

}  // namespace qm::gui
