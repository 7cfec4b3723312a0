// SPDX-License-Identifier: Apache-2.0
#include "gui/model/key_line.hpp"

#include <fmt/format.h>

#include "gui/model/columns.hpp"
#include "gui/model/settle.hpp"
#include "gui/model/words.hpp"
#include "protocol/names.hpp"

namespace qm::gui {

namespace {

constexpr std::size_t kActCharacters = 40;
constexpr std::size_t kRedoCharacters = 20;  ///< it stands beside the other
constexpr std::size_t kNameCharacters = 20;

std::vector<KeyHint> form_keys(const Model& model) {
    std::vector<KeyHint> keys;
    const auto& form = model.form();
    if (form.active() == RunForm::kStart) keys.push_back({Key::Right, "←→", "gun, hand, gate"});
    if (!form.rest().empty()) {
        const auto name = form.suggestions().front().athlete.text();
        keys.push_back({Key::Right, "→", shortened(name, kNameCharacters)});
    }
    keys.push_back({Key::Enter, "Enter", form.on_empty_row() ? "create the run" : "next field"});
    keys.push_back({Key::Down, "↑↓", "row"});
    if (!form.on_empty_row()) keys.push_back({Key::F2, "F2", "create the run"});
    keys.push_back({Key::Escape, "Esc", "live"});
    return keys;
}

void run_keys(const RunState& run, std::vector<KeyHint>& keys) {
    switch (run.phase) {
        case RunPhase::Created:
            keys.push_back({key('a'), "A", "arm"});
            break;
        case RunPhase::Armed:
            if (run.start != StartKind::Gate) keys.push_back({key('s'), "S", "start by hand"});
            keys.push_back({key('a'), "A", "disarm"});
            break;
        case RunPhase::Running:
            keys.push_back({key('k'), "K", "tap pad"});
            keys.push_back({key('e'), "E", "end the run"});
            keys.push_back({key('o'), "O", "false start"});
            break;
        case RunPhase::Ended:
            keys.push_back({key('i'), "I", "the same again"});
            break;
    }
}

/// They stand right below the sentence that says what is doubtful.
void settling_keys(const RunState& run, const EntryState& entry, std::vector<KeyHint>& keys) {
    const auto* split = doubtful_split(entry);
    if (split == nullptr) return;
    const auto& own = entry.plan.athlete.text();
    const auto other = split->runner_up ? split->runner_up->text() : std::string{};
    const bool by_first_name = first_name(own) != first_name(other);
    const auto name = [&](const std::string& whole) {
        return shortened(by_first_name ? first_name(whole) : whole, kNameCharacters);
    };
    if (swap_doubtful(run, entry)) {
        keys.push_back({key('x'), "X", fmt::format("it is {}'s", name(other))});
    }
    keys.push_back({key('y'), "Y", fmt::format("it is {}'s", name(own))});
    keys.push_back({key('d'), "D", "nobody's"});
}

void out_key(const RunState& run, const EntryState& entry, std::vector<KeyHint>& keys) {
    const auto out = take_out(run, entry);
    if (!out) return;
    keys.push_back(
        {Key::Delete, "Del",
         fmt::format("{}: {}", shortened(first_name(entry.plan.athlete.text()), kNameCharacters),
                     status_words(std::get<SetStatus>(*out).status))});
}

std::string act_words(const ActRecord& act, std::size_t characters) {
    std::string what = act.what;
    if (what.ends_with('.')) what.pop_back();
    return shortened(what, characters);
}

void undo_key(const RunState& run, std::vector<KeyHint>& keys) {
    const auto* undo = last_act(run);
    if (undo == nullptr) return;
    keys.push_back({key('u'), "U", "undo: " + act_words(*undo, kActCharacters)});
}

void undo_keys(const RunState& run, std::vector<KeyHint>& keys) {
    undo_key(run, keys);
    const auto* redo = act_to_redo(run);
    if (redo != nullptr)
        keys.push_back({key('v'), "V", "redo: " + act_words(*redo, kRedoCharacters)});
}

std::vector<KeyHint> tap_keys(const Model& model) {
    std::vector<KeyHint> keys{{key(' '), "Space", "tap who is due next"}};
    if (const auto* run = model.run()) undo_key(*run, keys);
    keys.push_back({Key::Escape, "Esc", "live"});
    return keys;
}

std::vector<KeyHint> palette_keys() {
    return {
        {Key::Enter, "Enter", "do it"}, {Key::Down, "↑↓", "another"}, {Key::Escape, "Esc", "back"}};
}

std::vector<KeyHint> daemons_keys() {
    return {{Key::Enter, "Enter", "go there"},
            {Key::Down, "↑↓", "another"},
            {Key::Escape, "Esc", "live"}};
}

std::vector<KeyHint> pair_keys(const Model& model) {
    const bool at_code = model.doors().form().active() == PairForm::kCode;
    return {{Key::Enter, "Enter", at_code ? "it is the same pin: go on" : "pair"},
            {Key::Tab, "Tab", "the other field"},
            {Key::Escape, "Esc", "do not pair"}};
}

std::vector<KeyHint> gates_keys(const Model& model) {
    return {{key('w'), "W", model.gates().walk() ? "walk-through anew" : "walk-through"},
            {key('i'), "I", model.gates().idle() ? "idle test anew" : "idle test"},
            {key('m'), "M", model.gates().tone() ? "tone off" : "tone while a beam is broken"},
            {Key::Down, "↑↓", "line up one gate"},
            {key('j'), "J", "track"},
            {key('t'), "T", model.night() ? "sun" : "night"},
            {Key::Escape, "Esc", "live"}};
}

std::vector<KeyHint> tracks_keys(const Model& model) {
    std::vector<KeyHint> keys;
    if (const auto wanted = model.tracks().wanted(model.feed())) {
        keys.push_back({Key::Enter, "Enter", "on to " + wanted->text()});
    }
    if (track_rows(model.feed()).size() > 1) keys.push_back({Key::Down, "↑↓", "another"});
    keys.push_back({Key::Escape, "Esc", "live"});
    return keys;
}

std::vector<KeyHint> archive_keys(const Model& model) {
    const auto& shelf = model.shelf();
    std::vector<KeyHint> keys;
    if (shelf.page() == Shelf::Page::Runs) {
        keys = {{Key::Enter, "Enter", "open"}, {Key::Down, "↑↓", "another run"}};
    } else if (shelf.page() == Shelf::Page::Run) {
        keys = {{Key::Enter, "Enter", "the athlete's bests"}, {Key::Down, "↑↓", "athlete"}};
        if (shelf.effort() && shelf.effort()->places().size() > Shelf::kColumns) {
            keys.push_back({Key::Right, "←→", "splits"});
        }
        const auto* compares = shelf.is_set_aside() ? "do not keep for comparing"
                               : shelf.other()      ? "compare"
                                                    : "keep for comparing";
        keys.push_back({key('c'), "C", compares});
        keys.push_back({key('s'), "S", "save as CSV"});
        keys.push_back({key('j'), "J", "JSON"});
        keys.push_back({key('l'), "L", "session log"});
        keys.push_back({key('p'), "P", "print"});
    } else if (shelf.lines_to_turn() > 0) {
        keys.push_back({Key::Down, "↑↓", "more lines"});
    }
    keys.push_back({Key::Escape, "Esc", shelf.page() == Shelf::Page::Runs ? "live" : "back"});
    return keys;
}

std::vector<KeyHint> review_keys(const Model& model) {
    std::vector<KeyHint> keys{{Key::Right, "←→", "passage"},
                              {key('j'), "J", "next doubtful"},
                              {key('+'), "+", "closer"},
                              {key('-'), "−", "wider"},
                              {key('.'), ", .", "point"}};
    const auto* run = model.run();
    const auto* athlete = model.athlete();
    if (run != nullptr) undo_keys(*run, keys);
    keys.push_back({key('t'), "T", model.night() ? "sun" : "night"});
    keys.push_back({Key::Escape, "Esc", "live"});
    if (run != nullptr && athlete != nullptr) out_key(*run, *athlete, keys);
    return keys;
}

/// What is wanted between two runs.
void session_keys(const Model& model, std::vector<KeyHint>& keys) {
    const auto role = model.feed().role();
    if (role == wire::Role::Owner) keys.push_back({key('b'), "B", "back up"});
    if (role == wire::Role::Viewer) keys.push_back({key('p'), "P", "pair"});
    keys.push_back({key('g'), "G", "gates"});
    keys.push_back({key('h'), "H", "archive"});
    if (track_rows(model.feed()).size() > 1) keys.push_back({key('j'), "J", "track"});
    if (!model.callouts().is_on()) keys.push_back({key('m'), "M", "callouts on"});
    keys.push_back({key('q'), "Q", "board on a phone"});
    keys.push_back({key('w'), "W", "daemons"});
}

/// What everything is compared with; where there is nothing else, no key.
void view_keys(const Model& model, const RunState& run, const EntryState& entry,
               std::vector<KeyHint>& keys) {
    const auto& session = model.feed().session();
    if (model.next_against(run, entry) != model.against()) {
        keys.push_back({key('c'), "C", "compare: " + short_words_of(model.against())});
    }
    if (lap_columns(session, run).size() > 1) {
        keys.push_back({key('l'), "L", model.by_laps(run) ? "each gate" : "laps"});
    }
}

void acting_keys(const RunState& run, const EntryState* athlete, std::vector<KeyHint>& keys) {
    if (athlete != nullptr) {
        settling_keys(run, *athlete, keys);
        if (tap(run, *athlete)) keys.push_back({key(' '), "Space", "tap"});
    }
    undo_keys(run, keys);
    run_keys(run, keys);
    if (run.started) keys.push_back({key('r'), "R", "review"});
    if (athlete != nullptr) out_key(run, *athlete, keys);
}

KeyHint trial_key(const Model& model) {
    const bool again = model.trial().is_under_way();
    return {Key::Enter, "Enter", again ? "begin it anew" : "begin a simulated run"};
}

}  // namespace

std::vector<KeyHint> live_keys(const Model& model) {
    std::vector<KeyHint> keys;
    if (first_steps(model)) keys.push_back(trial_key(model));
    const auto* run = model.run();
    const auto* athlete = model.athlete();
    const bool calm = run == nullptr || run->phase != RunPhase::Running;
    if (run != nullptr) acting_keys(*run, athlete, keys);
    if (calm) keys.push_back({key('n'), "N", "new run"});
    if (run != nullptr && run->entries.size() > 1) keys.push_back({Key::Tab, "Tab", "athlete"});
    if (model.screen() == Screen::Athlete) {
        keys.push_back({Key::Escape, "Esc", "live"});
    } else if (run != nullptr) {
        keys.push_back({key('f'), "F", "full screen"});
    }
    if (run != nullptr && athlete != nullptr) view_keys(model, *run, *athlete, keys);
    if (model.feed().session().runs.size() > 1) keys.push_back({Key::Left, "←→", "run"});
    keys.push_back({key('t'), "T", model.night() ? "sun" : "night"});
    if (model.callouts().is_on()) keys.push_back({key('m'), "M", "callouts off"});
    if (calm) session_keys(model, keys);
    return keys;
}

std::vector<KeyHint> key_line(const Model& model) {
    std::vector<KeyHint> keys;
    switch (model.screen()) {
        case Screen::NewRun:
            keys = form_keys(model);
            break;
        case Screen::Keys:
            keys.push_back({Key::Escape, "Esc", "back"});
            break;
        case Screen::BoardCode:
            keys.push_back({Key::Escape, "Esc", "live"});
            break;
        case Screen::Daemons:
            keys = daemons_keys();
            break;
        case Screen::Pair:
            keys = pair_keys(model);
            break;
        case Screen::Taps:
            keys = tap_keys(model);
            break;
        case Screen::Palette:
            keys = palette_keys();
            break;
        case Screen::Gates:
            keys = gates_keys(model);
            break;
        case Screen::Tracks:
            keys = tracks_keys(model);
            break;
        case Screen::Archive:
            keys = archive_keys(model);
            break;
        case Screen::Review:
            keys = review_keys(model);
            break;
        case Screen::Live:
        case Screen::Athlete:
            keys = live_keys(model);
            break;
    }
    keys.push_back({Key::F1, "F1", "all keys"});
    return keys;
}

std::vector<KeyHint> all_keys() {
    return {
        {key('n'), "N", "new run: distance, start, athletes and targets"},
        {key('a'), "A", "arm the run in focus, or disarm it"},
        {key('s'), "S", "start it by hand, once armed; Enter does too"},
        {key('o'), "O", "false start: all are called back, the run is armed again"},
        {key('i'), "I", "the same entries again, as a new run"},
        {key('e'), "E", "end it: who has not finished did not finish"},
        {key('x'), "X", "the doubtful split of the athlete in focus is the other's"},
        {key('y'), "Y", "it is this athlete's; Enter does too"},
        {key('d'), "D", "it never happened: a bird, a bystander"},
        {key(' '), "Space", "the athlete in focus passes now: fills a hole by hand"},
        {key('k'), "K", "tap pad: a big button and a key for each athlete"},
        {Key::Delete, "Del", "the athlete in focus did not start or finish, or is disqualified"},
        {key('u'), "U", "undo the last correction; Z does too, for the left hand"},
        {key('v'), "V", "redo what was undone last"},
        {key('r'), "R", "review: every beam over time, and whose each passage is"},
        {Key::Tab, "Tab", "next athlete; ↓ does too, ↑ the one before"},
        {key('1'), "1 – 9", "that athlete of the run"},
        {Key::Left, "← →", "the run before, the run after"},
        {key('c'), "C", "compare with target, bests, earlier runs, leader, average"},
        {key('l'), "L", "the board by whole laps, or by each gate"},
        {key('f'), "F", "one athlete over the whole window"},
        {key('h'), "H", "the archive: earlier runs, bests, two compared; files, and paper"},
        {key('g'), "G", "the gates: which are ready, and how to find out"},
        {key('j'), "J", "the track: whose distances these are, or another"},
        {key('m'), "M", "callouts: each split is beeped and said, or not"},
        {key('t'), "T", "sunlight or night colours"},
        {key('b'), "B", "back up the archive on the daemon's machine"},
        {key('q'), "Q", "a code that opens the live board on a phone"},
        {key('w'), "W", "which daemon: those found, those known, or an address"},
        {key('p'), "P", "pair this console, so that it may command from here"},
        {Key::Escape, "Esc", "back to the live board"},
        {Key::F3, "F3", "find what can be done by words; / does too"},
        {Key::F1, "F1", "every key there is"},
    };
}

}  // namespace qm::gui
