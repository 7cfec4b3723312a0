// SPDX-License-Identifier: Apache-2.0
// What the keys do on the Gates screen.
#include "gui/model/model.hpp"

namespace qm::gui {

void Model::take_gates(const Received& received, bool is_news) {
    if (const auto* message = std::get_if<wire::EventMessage>(&received.message)) {
        if (is_news) gates_.take(message->event, received.at);
    } else if (std::holds_alternative<wire::Snapshot>(received.message)) {
        gates_.on_gap();
    }
}

void Model::press_gates(Key pressed, LocalTime now) {
    if (pressed == Key::Escape || pressed == key('g')) screen_ = Screen::Live;
    if (pressed == key('t')) night_ = !night_;
    gates_.press(pressed, feed_.session().gates, now);
}

}  // namespace qm::gui
