// SPDX-License-Identifier: Apache-2.0
// The model's part in the Review screen: its keys, and the question to the archive that fills it.
#include "gui/model/model.hpp"

namespace qm::gui {

void Model::open_review() {
    const auto* the_run = run();
    if (the_run == nullptr) return;
    review_.open(*the_run, athlete());
    screen_ = Screen::Review;
    // What happened before this console listened is in the archive only.
    if (!feed_.hello()) return;
    wire::Ask ask;
    ask.what = wire::Kept::Trace;
    ask.session = feed_.hello()->session;
    ask.run = the_run->run;
    shelf_.ask_trace(std::move(ask));
}

std::optional<wire::FromListener> Model::press_review(Key pressed, LocalTime now) {
    const auto* the_run = run();
    if (pressed == Key::Escape || pressed == key('r') || the_run == nullptr) {
        screen_ = Screen::Live;
        return std::nullopt;
    }
    if (pressed == key('t')) night_ = !night_;
    std::optional<Input> act;
    if (pressed == key('u') || pressed == key('z') || pressed == key('v')) {
        act = correction(pressed);
    } else {
        act = say_of(pressed, *the_run, review_.chosen(trace_, feed_.session(), *the_run));
    }
    if (act) return command(std::move(*act), now);
    review_.press(pressed, trace_, feed_.session(), *the_run);
    return std::nullopt;
}

std::optional<wire::FromListener> Model::give_passage(const GivePassage& given, LocalTime now) {
    const auto* the_run = run();
    const auto* passage = trace_.passage(given.passage);
    if (the_run == nullptr || passage == nullptr) return std::nullopt;
    auto act = give(*the_run, *passage, given.athlete);
    return act ? command(std::move(*act), now) : std::nullopt;
}

}  // namespace qm::gui
