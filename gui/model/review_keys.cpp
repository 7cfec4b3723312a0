// SPDX-License-Identifier: Apache-2.0
// The model's part in the Review screen: its keys, and the question to the archive that fills it.
#include "gui/model/model.hpp"

#include <type_traits>

#include <fmt/format.h>

#include "protocol/apply.hpp"

namespace qm::gui {

void Model::open_review() {
    if (run() == nullptr) return;
    review_.open(athlete());
    screen_ = Screen::Review;
    ask_for_trace();
}

void Model::review_split(const ReviewSplit& split) {
    const auto* the_run = run();
    const auto* entry = the_run == nullptr ? nullptr : find_entry(*the_run, split.athlete);
    if (entry == nullptr) return;
    choose(split.athlete);
    review_.open(*entry, split.passage);
    screen_ = Screen::Review;
    ask_for_trace();
}

void Model::ask_for_trace() {
    // What happened before this console listened is in the archive only.
    if (!feed_.hello()) return;
    wire::Ask ask;
    ask.what = wire::Kept::Trace;
    ask.session = feed_.hello()->session;
    ask.run = run()->run;
    shelf_.ask_trace(std::move(ask));
}

void Model::point_at(const PointAt& pointed) {
    const auto* the_run = run();
    if (the_run == nullptr) return;
    const auto at = review_.chosen(passages_of(trace_, feed_.session(), *the_run));
    const auto along = std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double, std::nano>(static_cast<double>(review_.span().count()) *
                                                 (static_cast<double>(pointed.along) - 0.5)));
    review_.point_at(pointed.gate, review_.middle(at, *the_run) + along);
}

std::optional<wire::Command> Model::add_here(const RunState& the_run, LocalTime now) {
    const auto& mark = review_.mark();
    const auto* entry = athlete();
    if (!mark || entry == nullptr) {
        say("Where? Click on a beam, or move the mark with comma and full stop.", now);
        return std::nullopt;
    }
    auto act = add_split(the_run, *entry, *mark);
    if (act) return reasoned(std::move(*act), now);
    say(fmt::format("{} has a split there already, or one that does not go with this time.",
                    entry->plan.athlete.text()),
        now);
    return std::nullopt;
}

std::optional<wire::Command> Model::reasoned(Input act, LocalTime now) {
    auto reason = review_.take_reason();
    std::visit(
        [&](auto& one) {
            if constexpr (std::is_base_of_v<Correction, std::decay_t<decltype(one)>>) {
                one.why = std::move(reason);
            }
        },
        act);
    return command(std::move(act), now);
}

std::optional<wire::FromListener> Model::press_review(Key pressed, LocalTime now) {
    if (review_.types_reason()) {
        review_.type_reason(pressed);
        return std::nullopt;
    }
    pressed = small(pressed);
    const auto* the_run = run();
    if (pressed == Key::Escape || pressed == key('r') || the_run == nullptr) {
        screen_ = Screen::Live;
        return std::nullopt;
    }
    if (pressed == key('t')) night_ = !night_;
    if (pressed == key('w')) review_.begin_reason();
    if (pressed == Key::Tab) step_athlete(1);
    if (pressed == Key::BackTab) step_athlete(-1);
    if (pressed == key('a')) return add_here(*the_run, now);
    std::optional<Input> act;
    const bool is_of_the_run =
        pressed == key('u') || pressed == key('z') || pressed == key('v') || pressed == Key::Delete;
    if (is_of_the_run) {
        act = correction(pressed);
    } else {
        const auto all = passages_of(trace_, feed_.session(), *the_run);
        act = say_of(pressed, *the_run, review_.chosen(all));
    }
    if (act) return reasoned(std::move(*act), now);
    review_.press(pressed, trace_, feed_.session(), *the_run);
    return std::nullopt;
}

std::optional<wire::FromListener> Model::give_passage(const GivePassage& given, LocalTime now) {
    const auto* the_run = run();
    const auto* passage = trace_.passage(given.passage);
    if (the_run == nullptr || passage == nullptr) return std::nullopt;
    auto act = give(*the_run, *passage, given.athlete);
    return act ? reasoned(std::move(*act), now) : std::nullopt;
}

}  // namespace qm::gui
