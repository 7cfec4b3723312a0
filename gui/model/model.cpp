// SPDX-License-Identifier: Apache-2.0
#include "gui/model/model.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "gui/model/settle.hpp"
#include "protocol/plain_text.hpp"

namespace qm::gui {

namespace {

constexpr std::chrono::seconds kNoticeFor{12};

int index_of(const RunState& run, const EntryState* entry) {
    return entry == nullptr ? -1 : static_cast<int>(entry - run.entries.data());
}

}  // namespace

void Model::take(const Incoming& incoming) {
    if (const auto* link = std::get_if<Link>(&incoming)) {
        feed_.take(*link);
        // Its answer went with the connection; a failure would still come as a warning.
        if (!feed_.is_open()) backing_up_ = {};
        return;
    }
    const auto& received = std::get<Received>(incoming);
    feed_.take(received);
    if (const auto* refused = std::get_if<wire::ErrorMessage>(&received.message)) {
        on_refusal(*refused, received.at);
    }
    if (const auto* result = std::get_if<wire::ResultMessage>(&received.message)) {
        on_result(*result, received.at);
    }
    if (const auto* message = std::get_if<wire::EventMessage>(&received.message)) {
        // A new run is what the coach works on next.
        if (std::holds_alternative<RunCreated>(message->event)) chosen_run_ = RunId{};
    }
}

void Model::on_refusal(const wire::ErrorMessage& refused, LocalTime at) {
    const bool is_backup = is_backing_up() && refused.id == backing_up_;
    say(is_backup ? "No backup: " + ended(refused.sentence) : ended(refused.sentence), at);
    if (is_backup) backing_up_ = {};
    if (!creating_.empty() && refused.id == creating_) {
        form_begun_ = true;  // what was typed is still there
        screen_ = Screen::NewRun;
    }
}

void Model::on_result(const wire::ResultMessage& result, LocalTime at) {
    if (!is_backing_up() || result.id != backing_up_) return;
    backing_up_ = {};
    notice_ =
        Notice{fmt::format("Backed up to {}, verified: {} inputs, {}.{} MB.", result.file,
                           result.inputs, result.bytes / 1'000'000, result.bytes / 100'000 % 10),
               at, true};
}

const RunState* Model::run() const {
    const auto& runs = feed_.session().runs;
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [&](const RunState& run) { return run.run == chosen_run_; });
    if (found != runs.end()) return &*found;
    return runs.empty() ? nullptr : &runs.back();
}

const EntryState* Model::athlete() const {
    const auto* the_run = run();
    if (the_run == nullptr || the_run->entries.empty()) return nullptr;
    const auto& entries = the_run->entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const EntryState& entry) {
        return entry.plan.athlete == chosen_athlete_;
    });
    return found == entries.end() ? &entries.front() : &*found;
}

bool Model::is_moving(LocalTime now) const {
    const auto& runs = feed_.session().runs;
    const bool running = std::any_of(runs.begin(), runs.end(), [](const RunState& one) {
        return one.phase == RunPhase::Running;
    });
    return running && feed_.clock().gate_time(now).has_value() &&
           (screen_ == Screen::Live || screen_ == Screen::Athlete);
}

std::optional<Notice> Model::notice(LocalTime now) const {
    if (!notice_ || now - notice_->at > kNoticeFor) return std::nullopt;
    return notice_;
}

void Model::not_sent(LocalTime now) {
    if (backing_up_ == command_id()) backing_up_ = {};
    say("Not sent: the connection is down. Press again when it is back.", now);
}

std::optional<wire::FromListener> Model::handle(const Intent& intent, LocalTime now) {
    if (const auto* pressed = std::get_if<Press>(&intent)) return press(pressed->key, now);
    if (const auto* chosen = std::get_if<ChooseAthlete>(&intent)) {
        chosen_athlete_ = chosen->athlete;
    } else if (const auto* go = std::get_if<GoToField>(&intent)) {
        form_.go(go->field);
    }
    return std::nullopt;
}

std::optional<wire::FromListener> Model::press(Key pressed, LocalTime now) {
    notice_.reset();
    if (screen_ == Screen::Keys) {
        screen_ = before_keys_;
        return std::nullopt;
    }
    if (pressed == Key::F1) {
        before_keys_ = std::exchange(screen_, Screen::Keys);
        return std::nullopt;
    }
    return screen_ == Screen::NewRun ? press_form(pressed, now) : press_live(pressed, now);
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

void Model::open_form() {
    if (!form_begun_) {
        const auto* like = run();
        form_ = like != nullptr ? RunForm{*like} : RunForm{};
    }
    form_begun_ = true;
    screen_ = Screen::NewRun;
}

std::optional<wire::Command> Model::create_run(LocalTime now) {
    auto run = form_.make_run(new_run_id());
    if (!run) {
        say(ended(run.error().sentence), now);
        return std::nullopt;
    }
    auto made = command(Input{std::move(*run)}, now);
    if (made) {
        screen_ = Screen::Live;
        form_begun_ = false;
        chosen_run_ = RunId{};
        creating_ = made->id;
    }
    return made;
}

std::optional<wire::Command> Model::arm_or_disarm(LocalTime now) {
    const auto* the_run = run();
    if (the_run == nullptr) return std::nullopt;
    switch (the_run->phase) {
        case RunPhase::Created:
            return command(Input{Arm{{}, the_run->run, {}}}, now);
        case RunPhase::Armed:
            return command(Input{Disarm{{}, the_run->run, {}}}, now);
        case RunPhase::Running:
        case RunPhase::Ended:
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<wire::Command> Model::start(LocalTime now) {
    const auto* the_run = run();
    if (the_run == nullptr || the_run->start == StartKind::Gate) return std::nullopt;
    if (the_run->phase == RunPhase::Created) say("Arm the run first: A.", now);
    if (the_run->phase != RunPhase::Armed) return std::nullopt;
    return command(Input{Start{{}, the_run->run, StartKind::Hand, {}}}, now);
}

std::optional<wire::Command> Model::end(LocalTime now) {
    const auto* the_run = run();
    if (the_run == nullptr || the_run->phase != RunPhase::Running) return std::nullopt;
    return command(Input{End{{}, the_run->run, {}}}, now);
}

std::optional<wire::Command> Model::command(Input act, LocalTime now) {
    auto id = next_command(now);
    if (!id) return std::nullopt;
    return wire::Command{std::move(*id), std::move(act)};
}

std::optional<wire::FromListener> Model::back_up(LocalTime now) {
    // What the one before comes to is still to be told.
    if (is_backing_up()) return std::nullopt;
    auto id = next_command(now);
    if (!id) return std::nullopt;
    backing_up_ = *id;
    return wire::Backup{std::move(*id)};
}

std::optional<CommandId> Model::next_command(LocalTime now) {
    if (!feed_.is_open() || !feed_.hello()) {
        not_sent(now);
        return std::nullopt;
    }
    if (!feed_.hello()->may_command) {
        say(fmt::format("This console may only watch: {} takes commands from its own machine.",
                        feed_.hello()->host),
            now);
        return std::nullopt;
    }
    ++commands_;
    return command_id();
}

CommandId Model::command_id() const { return CommandId{fmt::format("c{}", commands_)}; }

RunId Model::new_run_id() const {
    unsigned highest = 0;
    for (const auto& run : feed_.session().runs) {
        const auto& text = run.run.text();
        unsigned number = 0;
        if (!text.starts_with('r')) continue;
        const auto [end, failed] =
            std::from_chars(text.data() + 1, text.data() + text.size(), number);
        if (failed == std::errc{} && *end == '\0') highest = std::max(highest, number);
    }
    return RunId{fmt::format("r{}", highest + 1)};
}

void Model::go_to_athlete(int index) {
    const auto* the_run = run();
    if (the_run == nullptr || index < 0 || index >= static_cast<int>(the_run->entries.size())) {
        return;
    }
    chosen_athlete_ = the_run->entries[static_cast<std::size_t>(index)].plan.athlete;
}

void Model::step_athlete(int by) {
    const auto* the_run = run();
    if (the_run == nullptr || the_run->entries.empty()) return;
    const auto count = static_cast<int>(the_run->entries.size());
    go_to_athlete((index_of(*the_run, athlete()) + by + count) % count);
}

void Model::step_run(int by) {
    const auto& runs = feed_.session().runs;
    const auto* the_run = run();
    if (the_run == nullptr) return;
    const auto last = static_cast<std::ptrdiff_t>(runs.size()) - 1;
    const auto next = std::clamp<std::ptrdiff_t>(the_run - runs.data() + by, 0, last);
    chosen_run_ = runs[static_cast<std::size_t>(next)].run;
}

}  // namespace qm::gui
