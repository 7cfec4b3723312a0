// SPDX-License-Identifier: Apache-2.0
// What the keys do on the Gates screen, and where the track is chosen.
#include "gui/model/model.hpp"

#include <utility>

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
    if (pressed == key('j')) open_tracks();
    gates_.press(pressed, feed_.session().gates, now);
}

void Model::open_tracks() {
    tracks_.open(feed_);
    screen_ = Screen::Tracks;
}

std::optional<wire::FromListener> Model::press_tracks(Key pressed, LocalTime now) {
    if (pressed == Key::Escape || pressed == key('j')) screen_ = Screen::Live;
    if (pressed == key('t')) night_ = !night_;
    tracks_.press(pressed, feed_);
    if (pressed != Key::Enter) return std::nullopt;
    auto wanted = tracks_.wanted(feed_);
    if (!wanted) {
        screen_ = Screen::Live;
        return std::nullopt;
    }
    auto id = next_command(now);
    if (!id) return std::nullopt;
    return wire::ChooseTrack{std::move(*id), std::move(*wanted)};
}

}  // namespace qm::gui
