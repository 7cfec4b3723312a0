// SPDX-License-Identifier: Apache-2.0
// What each key does.
#include "gui/model/model.hpp"

#include <utility>

#include "gui/model/columns.hpp"
#include "gui/model/run_control.hpp"
#include "gui/model/settle.hpp"
#include "gui/model/tap_pad.hpp"
#include "protocol/apply.hpp"
#include "protocol/plain_text.hpp"

namespace qm::gui {

std::optional<wire::FromListener> Model::handle(const Intent& intent, LocalTime now) {
    if (const auto* pressed = std::get_if<Press>(&intent)) return press(pressed->key, now);
    if (const auto* chosen = std::get_if<ChooseAthlete>(&intent)) {
        choose(chosen->athlete);
    } else if (const auto* go = std::get_if<GoToField>(&intent)) {
        go_to_field(go->field);
        if (screen_ == Screen::Palette && go->field != Palette::kTyped) return do_chosen(now);
    } else if (const auto* tapped = std::get_if<TapAthlete>(&intent)) {
        const auto* the_run = run();
        const auto* entry = the_run != nullptr ? find_entry(*the_run, tapped->athlete) : nullptr;
        if (entry != nullptr) return tap_athlete(*entry, now);
    }
    if (const auto* looked = std::get_if<ChoosePassage>(&intent)) review_.choose(looked->passage);
    if (const auto* given = std::get_if<GivePassage>(&intent)) return give_passage(*given, now);
    if (const auto* split = std::get_if<ReviewSplit>(&intent)) review_split(*split);
    if (const auto* pointed = std::get_if<PointAt>(&intent)) point_at(*pointed);
    return std::nullopt;
}

void Model::choose(const AthleteId& athlete) {
    if (screen_ == Screen::NewRun) return form_.accept(athlete);
    chosen_athlete_ = athlete;
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
        case Screen::Taps:
            return press_taps(pressed, now);
        case Screen::Palette:
            return press_palette(pressed, now);
        case Screen::Gates:
            press_gates(small(pressed), now);
            return std::nullopt;
        case Screen::Tracks:
            return press_tracks(small(pressed), now);
        case Screen::Archive:
            press_archive(pressed, now);
            return std::nullopt;
        case Screen::Review:
            return press_review(pressed, now);
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
    if (screen_ == Screen::Palette && field != Palette::kTyped) palette_.choose(*this, field);
    if (screen_ == Screen::Daemons) doors_.choose(field);
    if (screen_ == Screen::Pair) doors_.form().go(field);
    if (screen_ == Screen::Gates) gates_.choose(field, feed_.session().gates);
    if (screen_ == Screen::Tracks) tracks_.choose(field, feed_);
    if (screen_ == Screen::Archive) shelf_.choose(field);
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
    if (pressed == key('k') && run() != nullptr) screen_ = Screen::Taps;
    if (pressed == key('/') || pressed == Key::F3) {
        palette_.open();
        screen_ = Screen::Palette;
    }
    if (pressed == key('g')) screen_ = Screen::Gates;
    if (pressed == key('j')) open_tracks();
    if (pressed == key('r')) open_review();
    if (pressed == key('h')) {
        shelf_.open();
        screen_ = Screen::Archive;
    }
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
    pressed = small(pressed);
    const auto* the_run = run();
    if (pressed == Key::Enter && first_steps(*this)) {
        trial_.wish();
        return std::nullopt;
    }
    const bool starts =
        pressed == Key::Enter && (the_run == nullptr || the_run->phase == RunPhase::Armed ||
                                  the_run->phase == RunPhase::Created);
    if (pressed == key('s') || starts) return start(now);
    if (auto act = run_act(pressed)) return command(std::move(*act), now);
    if (pressed == key('b')) return back_up(now);
    if (pressed == key('m')) turn_callouts(now);
    if (auto act = correction(pressed)) return command(std::move(*act), now);
    look_at(pressed);
    change_view(pressed);
    open_screen(pressed, now);
    return std::nullopt;
}

std::optional<Input> Model::run_act(Key pressed) const {
    const auto* the_run = run();
    if (the_run == nullptr) return std::nullopt;
    if (pressed == key('a')) return arm_or_disarm(*the_run);
    if (pressed == key('e')) return end_run(*the_run);
    if (pressed == key('o')) return call_back(*the_run);
    if (pressed == key('i')) return run_again(*the_run, new_run_id(feed_.session()));
    return std::nullopt;
}

std::optional<wire::Command> Model::tap_athlete(const EntryState& entry, LocalTime now) {
    const auto* the_run = run();
    auto act = the_run != nullptr ? tap(*the_run, entry) : std::nullopt;
    chosen_athlete_ = entry.plan.athlete;
    return act ? command(std::move(*act), now) : std::nullopt;
}

std::optional<wire::FromListener> Model::press_taps(Key pressed, LocalTime now) {
    pressed = small(pressed);
    if (const auto* entry = tapped_by(*this, pressed, now)) return tap_athlete(*entry, now);
    if (pressed == Key::Escape || pressed == key('k')) screen_ = Screen::Live;
    if (pressed == Key::Tab || pressed == Key::Down) step_athlete(1);
    if (pressed == Key::BackTab || pressed == Key::Up) step_athlete(-1);
    const bool corrects = pressed == key('u');
    auto act = corrects ? correction(pressed) : std::nullopt;
    if (act) return command(std::move(*act), now);
    return std::nullopt;
}

std::optional<wire::FromListener> Model::press_palette(Key pressed, LocalTime now) {
    if (pressed == Key::Enter) return do_chosen(now);
    if (pressed == Key::Escape)
        screen_ = Screen::Live;
    else
        palette_.press(*this, pressed);
    return std::nullopt;
}

std::optional<wire::FromListener> Model::do_chosen(LocalTime now) {
    const auto rows = palette_.rows(*this);
    const auto chosen = static_cast<std::size_t>(palette_.chosen());
    screen_ = Screen::Live;
    if (chosen < 1 || chosen > rows.size()) return std::nullopt;
    return handle(rows[chosen - 1].intent, now);
}

std::optional<Input> Model::correction(Key pressed) const {
    const auto* the_run = run();
    if (the_run == nullptr) return std::nullopt;
    // Z lies under the left hand.
    if (pressed == key('u') || pressed == key('z')) return undo_last(*the_run);
    if (pressed == key('v')) return redo_last(*the_run);
    const auto* entry = athlete();
    if (entry == nullptr) return std::nullopt;
    if (pressed == key('x')) return swap_doubtful(*the_run, *entry);
    if (pressed == key('y') || pressed == Key::Enter) return confirm_doubtful(*the_run, *entry);
    if (pressed == key('d')) return discard_doubtful(*the_run, *entry);
    if (pressed == key(' ')) return tap(*the_run, *entry);
    if (pressed == Key::Delete) return take_out(*the_run, *entry);
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

void Model::change_view(Key pressed) {
    const auto* the_run = run();
    const auto* entry = athlete();
    if (the_run == nullptr || entry == nullptr) return;
    if (pressed == key('c')) against_ = next_against(*the_run, *entry);
    const bool has_laps = lap_columns(feed_.session(), *the_run).size() > 1;
    if (pressed == key('l') && has_laps) laps_ = !by_laps(*the_run);
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
    if (pressed == Key::Right) {
        form_.turn_start(1);
        form_.accept_first();
    }
    return std::nullopt;
}

}  // namespace qm::gui
