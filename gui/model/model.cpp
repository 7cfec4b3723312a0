// SPDX-License-Identifier: Apache-2.0
#include "gui/model/model.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gui/model/columns.hpp"
#include "gui/model/roster.hpp"
#include "gui/model/run_control.hpp"
#include "gui/model/words.hpp"
#include "protocol/names.hpp"
#include "protocol/plain_text.hpp"

namespace qm::gui {

namespace {

constexpr std::chrono::seconds kNoticeFor{12};
constexpr std::chrono::seconds kBackAfter{3};
constexpr double kLapsFromMetres = 800;

int index_of(const RunState& run, const EntryState* entry) {
    return entry == nullptr ? -1 : static_cast<int>(entry - run.entries.data());
}

}  // namespace

void Model::begin(const Address& first, KnownDaemons known, std::string device) {
    doors_.begin(first, std::move(known), std::move(device));
}

void Model::take(const Incoming& incoming) {
    if (const auto* link = std::get_if<Link>(&incoming)) return take_link(*link);
    const auto& received = std::get<Received>(incoming);
    const auto session = feed_.hello() ? feed_.hello()->session : SessionId{};
    const auto seq = feed_.last_seq();
    if (const auto* hello = std::get_if<wire::Hello>(&received.message)) {
        on_hello(*hello, received.at);
    }
    feed_.take(received);
    if (feed_.hello() && feed_.hello()->session != session) {
        gates_.forget();
        trace_.forget();
    }
    // What was revised meanwhile was not told.
    if (std::holds_alternative<wire::Snapshot>(received.message)) trace_.forget();
    const bool is_news = feed_.last_seq() != seq;
    take_gates(received, is_news);
    if (is_news) take_callouts(received);
    const auto* message = std::get_if<wire::EventMessage>(&received.message);
    if (message != nullptr) {
        trace_.take(message->event);
        return on_event(message->event, received.at);
    }
    take_answer(received);
}

void Model::take_link(const Link& link) {
    feed_.take(link);
    was_out_of_reach_ = was_out_of_reach_ || link.phase == LinkPhase::Down;
    if (feed_.is_open()) return;
    // Its answer went with the connection; a failure would still come as a warning.
    backing_up_ = pairing_ = {};
    records_.on_gap();
    gates_.on_gap();
    if (!asking_.empty()) shelf_.refuse("The connection was lost. Esc and H ask again.");
    asking_ = {};
}

void Model::take_answer(const Received& received) {
    if (const auto* refused = std::get_if<wire::ErrorMessage>(&received.message)) {
        on_refusal(*refused, received.at);
    } else if (const auto* result = std::get_if<wire::ResultMessage>(&received.message)) {
        on_result(*result, received.at);
    } else if (const auto* kept = std::get_if<wire::KeptMessage>(&received.message)) {
        records_.take(*kept);
        if (kept->id != asking_) return;
        asking_ = {};
        shelf_.take(*kept);
        if (kept->what == wire::Kept::Trace) trace_.take(*kept);
    }
}

void Model::on_event(const Event& event, LocalTime at) {
    // A new run is what the coach works on next.
    if (std::holds_alternative<RunCreated>(event)) chosen_run_ = RunId{};
    if (std::holds_alternative<Restart>(event) && feed_.hello()) {
        tell(fmt::format("{} was started again and goes on where it was.", feed_.hello()->host),
             at);
    }
}

void Model::on_hello(const wire::Hello& hello, LocalTime at) {
    const auto& before = feed_.hello();
    const auto heard = feed_.last_heard();
    if (!before || !heard) return;
    if (hello.boot != before->boot) {
        tell(fmt::format("{} was switched off and on: this is a new session. What was before is in "
                         "its archive.",
                         hello.host),
             at);
    } else if (hello.session != before->session && hello.track != before->track) {
        if (screen_ == Screen::Tracks) screen_ = Screen::Live;
        tell(fmt::format("The track is {} now, and a new session has begun. What was before is in "
                         "the archive.",
                         hello.track.text()),
             at);
    } else if (hello.session != before->session) {
        tell(fmt::format("{} began a new session. What was before is in its archive.", hello.host),
             at);
    } else if (at - *heard > kBackAfter) {
        tell(fmt::format("{} is back after {}. Nothing is missing.", hello.host,
                         print_seconds(at - *heard)),
             at);
    }
}

void Model::on_sleep(std::chrono::nanoseconds length, LocalTime now) {
    tell(fmt::format("This machine was asleep for {}. What happened meanwhile comes now.",
                     print_seconds(length)),
         now);
}

void Model::on_refusal(const wire::ErrorMessage& refused, LocalTime at) {
    if (!asking_.empty() && refused.id == asking_) {
        asking_ = {};
        shelf_.refuse(ended(refused.sentence));
        if (const auto words = shelf_.take_words(); !words.empty()) say(words, at);
        return;
    }
    // Nobody asked for bests: without them there is less to compare with, and the screen says that.
    if (records_.refuse(refused.id)) return;
    if (refused.id.text() == kLoginId) {
        return say(ended(refused.sentence) + " Until then it only watches: P pairs it anew.", at);
    }
    if (!pairing_.empty() && refused.id == pairing_) {
        pairing_ = {};
        doors_.form().forget_code();
    }
    const bool is_backup = is_backing_up() && refused.id == backing_up_;
    say(is_backup ? "No backup: " + ended(refused.sentence) : ended(refused.sentence), at);
    if (is_backup) backing_up_ = {};
    if (!creating_.empty() && refused.id == creating_) {
        form_begun_ = true;  // what was typed is still there
        screen_ = Screen::NewRun;
    }
}

void Model::on_result(const wire::ResultMessage& result, LocalTime at) {
    if (!pairing_.empty() && result.id == pairing_) {
        pairing_ = {};
        doors_.on_paired(result, feed_);
        screen_ = Screen::Live;
        notice_ =
            Notice{fmt::format("Paired: this console is known to {} as {}, with the role {}.",
                               feed_.hello()->host, doors_.form().name(), name_of(feed_.role())),
                   at, true};
    }
    if (!is_backing_up() || result.id != backing_up_) return;
    backing_up_ = {};
    notice_ =
        Notice{fmt::format("Backed up to {}, verified: {} inputs, {}.{} MB.", result.file,
                           result.inputs, result.bytes / 1'000'000, result.bytes / 100'000 % 10),
               at, true};
}

void Model::on_trial(const Result<Address>& started, LocalTime now) {
    if (!started) {
        trial_.give_up();
        return say(ended(started.error().sentence), now);
    }
    trial_.joining();
    doors_.visit(*started);
}

void Model::on_trial_ended(LocalTime now) {
    trial_.give_up();
    say("The daemon of the simulated run has ended. quartermarkd says why when it is started in a "
        "terminal.",
        now);
}

std::optional<wire::FromListener> Model::take_bests_question() {
    auto question = records_.take_question(feed_);
    if (!question) return std::nullopt;
    return std::move(*question);
}

std::optional<wire::FromListener> Model::take_trial_step(LocalTime now) {
    auto act = trial_.next(feed_);
    return act ? command(std::move(*act), now) : std::nullopt;
}

std::optional<Door> Model::take_journey() {
    auto door = doors_.take_journey();
    if (door) {
        // Until the new connection says how it stands, nothing is sent over the one that is left.
        Link link;
        link.address = door->address.text();
        feed_.take(link);
        shelf_ = {};
        asking_ = {};
        if (screen_ == Screen::Archive) screen_ = Screen::Live;
    }
    return door;
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

bool Model::by_laps(const RunState& run) const {
    const bool is_long = run.distance.metres() >= kLapsFromMetres;
    return laps_.value_or(is_long) && lap_columns(feed_.session(), run).size() > 1;
}

bool Model::is_moving(LocalTime now) const {
    const auto& runs = feed_.session().runs;
    const bool running = std::any_of(runs.begin(), runs.end(), [](const RunState& one) {
        return one.phase == RunPhase::Running;
    });
    return running && feed_.clock().gate_time(now).has_value() &&
           (screen_ == Screen::Live || screen_ == Screen::Athlete || screen_ == Screen::Taps);
}

std::optional<Notice> Model::notice(LocalTime now) const {
    if (!notice_ || now - notice_->at > kNoticeFor) return std::nullopt;
    return notice_;
}

void Model::not_sent(LocalTime now) {
    if (backing_up_ == command_id()) backing_up_ = {};
    say("Not sent: the connection is down. Press again when it is back.", now);
}

void Model::not_kept(const std::string& why, LocalTime now) {
    say(fmt::format("Paired until this window is closed, since {}.", why), now);
}

std::optional<wire::FromListener> Model::pair(LocalTime now) {
    ++commands_;
    auto asked = doors_.pair(command_id(), feed_);
    if (!asked) {
        say(ended(asked.error().sentence), now);
        return std::nullopt;
    }
    pairing_ = asked->id;
    return std::move(*asked);
}

void Model::open_form() {
    if (!form_begun_) {
        const auto* like = run();
        form_ = like != nullptr ? RunForm{*like} : RunForm{};
    }
    form_.know(roster_of(feed_.session(), records_.athletes()));
    form_begun_ = true;
    screen_ = Screen::NewRun;
}

std::optional<wire::Command> Model::create_run(LocalTime now) {
    auto run = form_.make_run(new_run_id(feed_.session()));
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

std::optional<wire::Command> Model::start(LocalTime now) {
    const auto* the_run = run();
    if (the_run == nullptr) return std::nullopt;
    if (the_run->phase == RunPhase::Created && the_run->start != StartKind::Gate) {
        say("Arm the run first: A.", now);
    }
    auto act = start_by_hand(*the_run);
    return act ? command(std::move(*act), now) : std::nullopt;
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
    if (feed_.role() == wire::Role::Viewer) {
        say(fmt::format("This console may only watch: P pairs it with {}.", feed_.hello()->host),
            now);
        return std::nullopt;
    }
    ++commands_;
    return command_id();
}

CommandId Model::command_id() const { return CommandId{fmt::format("c{}", commands_)}; }

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
