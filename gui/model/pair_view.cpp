// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pair_view.hpp"

#include "gui/model/pin.hpp"

namespace qm::gui {

namespace {

PairFieldView field_of(const PairForm& form, int number) {
    const auto& typed = form.field(number);
    const bool active = form.active() == number;
    // What is still to be typed is no mistake yet.
    const bool is_judged = !typed.text().empty() || !active;
    return {typed.text(), is_judged ? form.expected(number) : std::string{}, active,
            typed.replaces()};
}

}  // namespace

PairView pair_view(const Model& model) {
    PairView view;
    view.title = "Pair with " + model.doors().door().address.host;
    // A pin of a door that has been left would be compared with the wrong one.
    if (model.feed().is_open()) view.pin = pin_of(model.feed().link().key);
    view.code = field_of(model.doors().form(), PairForm::kCode);
    view.name = field_of(model.doors().form(), PairForm::kName);
    return view;
}

}  // namespace qm::gui
