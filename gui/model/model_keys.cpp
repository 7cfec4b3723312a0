// SPDX-License-Identifier: Apache-2.0
// What each key does.
#include "gui/model/model.hpp"

#include <utility>

#include "gui/model/settle.hpp"
#include "protocol/plain_text.hpp"

namespace qm::gui {

std::optional<wire::FromListener> Model::handle(const Intent& intent, LocalTime now) {
    if (const auto* pressed = std::get_if<Press>(&intent)) return press(pressed->key, now);
    if (const auto* chosen = std::get_if<ChooseAthlete>(&intent)) {
        chosen_athlete_ = chosen->athlete;
    } else if (const auto* go = std::get_if<GoToField>(&intent)) {
        go_to_field(go->field);
    }
    return std::nullopt;
}

std::optional<wire::FromListener> Model::press(Key pressed, LocalTime now) {
    notice_.reset();
    if (screen_ == Screen::BoardCode) {
        screen_ = Screen::Live;
        return std::nullopt;
    }
    if (screen_ == Screen::Keys) {
        screen_ = before_keys_;
        return std::nullopt;
    }
    if (pressed == Key::F1) {
        before_keys_ = std::exchange(screen_, Screen::Keys);
        return std::nullopt;
    }
    switch (screen_) {
        case Screen::NewRun:
            return press_form(pressed, now);
        case Screen::Daemons:
            press_daemons(pressed, now);
            return std::nullopt;
        case Screen::Pair:
            return press_pair(pressed, now);
        case Screen::Keys:
        case Screen::BoardCode:
        case Screen::Live:
        case Screen::Athlete:
            break;
    }
    return press_live(pressed, now);
}

void Model::go_to_field(int field) {
    if (screen_ == Screen::NewRun) form_.go(field);
    if (screen_ == Screen::Daemons) doors_.choose(field);
    if (screen_ == Screen::Pair) doors_.form().go(field);
}

void Model::press_daemons(Key pressed, LocalTime now) {
    if (pressed == Key::Escape) screen_ = Screen::Live;
    if (pressed != Key::Enter) return doors_.press_list(pressed);
    const auto gone = doors_.go();
    if (!gone) return say(ended(gone.error().sentence), now);
    screen_ = Screen::Live;
}

std::optional<wire::FromListener> Model::press_pair(Key pressed, LocalTime now) {
    auto& form = doors_.form();
    if (pressed == Key::Escape) {
        doors_.leave_pairing();
        screen_ = Screen::Live;
    } else if (pressed == Key::Enter && form.active() == PairForm::kCode) {
        form.go(PairForm::kName);
    } else if (pressed == Key::Enter || pressed == Key::F2) {
        return pair(now);
    } else {
        form.press(pressed);
    }
    return std::nullopt;
}

void Model::open_screen(Key pressed, LocalTime now) {
    if (pressed == key('q')) screen_ = Screen::BoardCode;
    if (pressed == key('w')) {
        doors_.open_list();
        screen_ = Screen::Daemons;
    }
    if (pressed == key('p')) {
        const auto begun = doors_.begin_pairing(feed_);
        if (!begun) return say(ended(begun.error().sentence), now);
        screen_ = Screen::Pair;
    }
}

std::optional<wire::FromListener> Model::press_live(Key pressed, LocalTime now) {
    if (pressed >= key('A') && pressed <= key('Z')) {
        pressed = key(static_cast<char32_t>(pressed) + 32);
    }
    if (pressed == key('a')) return arm_or_disarm(now);
    const auto* the_run = run();
    const bool starts =
        pressed == Key::Enter && (the_run == nullptr || the_run->phase == RunPhase::Armed ||
                                  the_run->phase == RunPhase::Created);
    if (pressed == key('s') || starts) return start(now);
    if (pressed == key('e')) return end(now);
    if (pressed == key('b')) return back_up(now);
    if (auto act = correction(pressed)) return command(std::move(*act), now);
    look_at(pressed);
    open_screen(pressed, now);
    return std::nullopt;
}

std::optional<Input> Model::correction(Key pressed) const {
    const auto* the_run = run();
    if (the_run == nullptr) return std::nullopt;
    if (pressed == key('u')) return undo_last(*the_run);
    if (pressed == key('r')) return redo_last(*the_run);
    const auto* entry = athlete();
    if (entry == nullptr) return std::nullopt;
    if (pressed == key('x')) return swap_doubtful(*the_run, *entry);
    if (pressed == key('y') || pressed == Key::Enter) return confirm_doubtful(*the_run, *entry);
    if (pressed == key('d')) return discard_doubtful(*the_run, *entry);
    if (pressed == key(' ')) return tap(*the_run, *entry);
    return std::nullopt;
}

void Model::look_at(Key pressed) {
    if (pressed >= key('1') && pressed <= key('9')) go_to_athlete(static_cast<int>(pressed) - '1');
    if (pressed == key('n')) open_form();
    if (pressed == key('t')) night_ = !night_;
    if (pressed == key('f')) screen_ = screen_ == Screen::Live ? Screen::Athlete : Screen::Live;
    if (pressed == Key::Escape) screen_ = Screen::Live;
    if (pressed == Key::Tab || pressed == Key::Down) step_athlete(1);
    if (pressed == Key::BackTab || pressed == Key::Up) step_athlete(-1);
    if (pressed == Key::Left) step_run(-1);
    if (pressed == Key::Right) step_run(1);
}

std::optional<wire::Command> Model::press_form(Key pressed, LocalTime now) {
    if (pressed == Key::F2 || (pressed == Key::Enter && form_.on_empty_row())) {
        return create_run(now);
    }
    if (is_character(pressed)) form_.type(static_cast<char32_t>(pressed));
    if (pressed == Key::Backspace) form_.erase_last();
    if (pressed == Key::Delete) form_.clear();
    if (pressed == Key::Escape) screen_ = Screen::Live;
    if (pressed == Key::Enter || pressed == Key::Tab) form_.next();
    if (pressed == Key::BackTab) form_.previous();
    if (pressed == Key::Down) form_.row_down();
    if (pressed == Key::Up) form_.row_up();
    if (pressed == Key::Left) form_.turn_start(-1);
    if (pressed == Key::Right) form_.turn_start(1);
    return std::nullopt;
}

}  // namespace qm::gui
