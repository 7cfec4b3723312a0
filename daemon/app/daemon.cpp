// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/daemon.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "daemon/app/broker.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/notify.hpp"
#include "daemon/app/practice.hpp"
#include "daemon/app/rooms.hpp"
#include "daemon/server/lines.hpp"
#include "hardware/gpiod.hpp"
#include "hardware/replay.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

template <class T>
T or_throw(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().sentence);
    return std::move(*result);
}

/// A refusal as a listener reads it: only there the sentence goes on from its field's name.
std::string words_of(const Error& refusal) {
    const bool names_field = !refusal.field.empty() && refusal.code == "bad_field";
    return ended(names_field ? refusal.field + " " + refusal.sentence : refusal.sentence);
}

/// Training is no part of a session of real gates. An older program did not tell whose edges a session has.
bool is_same_ground(const LogHeader& stored, const LogHeader& now) {
    const bool is_same_source =
        stored.source.empty() || (stored.source == "gpiod") == (now.source == "gpiod");
    return stored.track == now.track && stored.gates == now.gates && is_same_source;
}

}  // namespace

Daemon::Daemon(Tracks& tracks, std::optional<scene::Scenario> practice)
    : tracks_(tracks),
      settings_(tracks.settings()),
      practice_(std::move(practice)),
      signals_(io_, SIGTERM, SIGINT),
      deadline_(io_),
      minute_(io_),
      second_(io_),
      watchdog_(io_),
      session_(config::ground_of(settings_), timing_settings(settings_)),
      intake_(
          session_, order_,
          [this](const Input& input) {
              if (const auto refusal = take(input))
                  spdlog::warn("{}", ended(describe("", *refusal)));
          },
          [this](archive::Step step) { tell(std::move(step)); }),
      edges_(io_),
      recorder_(io_, settings_,
                {[this](Seq seq) {
                     if (server_) server_->recorded_through(seq);
                 },
                 [this](const Warning& warning) { say(warning); }}) {
    auto opening = or_throw(recorder_.open());
    const ClockPair opened = clock_pair();
    open_source(opened.at);
    open_session(std::move(opening), opened);
    auto doors = server_settings(settings_);
    doors.mqtt = or_throw(broker_settings(settings_));
    doors.say = doors.mqtt.say = [](const std::string& text) { spdlog::info("{}", text); };
    server_.emplace(io_, std::move(doors), static_cast<server::Desk&>(*this));
    if (practice_) create_practice_run();
}

void Daemon::open_source(Instant opened) {
    switch (settings_.daemon.source) {
        case config::Source::Gpiod:
            source_ = or_throw(hardware::open_gpiod(wiring(settings_)));
            break;
        case config::Source::Simulated: {
            auto simulated = std::make_unique<hardware::Simulated>(settings_.simulation.seed);
            rehearsal_.emplace(*simulated, config::ground_of(settings_), settings_.simulation.seed,
                               practice_);
            source_ = std::move(simulated);
            break;
        }
        case config::Source::Replay: {
            auto log = read_session_log(settings_.daemon.replay_log);
            if (!log) {
                throw std::runtime_error(describe(settings_.daemon.replay_log, log.error()));
            }
            source_ = std::make_unique<hardware::Replay>(std::move(log->inputs), opened);
            break;
        }
    }
    // The source owns its descriptor; Asio closes what it is given.
    const int watched = dup(source_->wait_fd());
    if (watched < 0) throw std::runtime_error("no file descriptor is left for the gates");
    edges_.assign(watched);
}

std::optional<SessionId> Daemon::drop_if_another(archive::Opening& opening) const {
    const bool starts_over = settings_.daemon.source == config::Source::Replay;
    if (!opening.unfinished) return std::nullopt;
    if (!starts_over && is_same_ground(opening.unfinished->ground, config::ground_of(settings_))) {
        return std::nullopt;
    }
    const auto dropped = std::exchange(opening.unfinished, {})->id;
    spdlog::warn(
        "{}: session {} is closed, a new one begins.",
        starts_over ? "A log is played from its beginning" : "The gates or the track were changed",
        dropped.text());
    return dropped;
}

void Daemon::open_session(archive::Opening opening, const ClockPair& opened) {
    auto dropped = drop_if_another(opening);
    const auto& unfinished = opening.unfinished;
    const archive::Begun begun{unfinished ? unfinished->id : new_session_id(), opened.boot,
                               config::ground_of(settings_), opened};
    session_id_ = begun.id;
    recorder_.begin(opening, begun, std::move(dropped));
    if (unfinished) {
        go_on(*unfinished, opened);
    } else {
        session_.replay({opened});
    }
    recorder_.tell(opening.notices);
    if (!opening.cut_off) return;
    const auto lost = cut_off_warning(*opening.cut_off, timing_settings(settings_), opened);
    if (lost) say(*lost);
}

void Daemon::go_on(const archive::StoredSession& unfinished, const ClockPair& opened) {
    spdlog::info("Session {} goes on: {} on record.", session_id_.text(),
                 counted(unfinished.inputs.size(), "input"));
    session_.replay(unfinished.inputs);
    recorder_.recorded_before(session_.last_seq());
    static_cast<void>(take(Restart{opened.at}));
    static_cast<void>(take(opened));
    say(came_back_warning(unfinished, session_.state(), opened.at));
    if (rehearsal_) rehearsal_->go_on(session_.state(), app::now());
}

void Daemon::say(const Warning& warning) {
    spdlog::warn("{}", warning.sentence);
    tell(session_.say(warning));
}

void Daemon::look_at_clocks() {
    const ClockLook look{clock_pair(), slept()};
    const auto before = std::exchange(clocks_, look);
    if (!before) return;
    const auto warning = clock_warning(*before, look, session_.state());
    if (!warning) return;
    say(*warning);
    note_clock();
}

void Daemon::every_second() {
    recorder_.look_at_disk();
    look_at_clocks();
    schedule_advance();
    second_.expires_after(std::chrono::seconds{1});
    second_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) every_second();
    });
}

void Daemon::create_practice_run() {
    const auto& runs = session_.state().runs;
    const bool is_there = std::any_of(
        runs.begin(), runs.end(), [](const RunState& run) { return run.phase != RunPhase::Ended; });
    if (is_there) return;
    const auto run = practice_run(*practice_, session_.state(), app::now());
    if (const auto refusal = take(run)) throw std::runtime_error(describe("", *refusal));
    spdlog::info("Training: {}. Run {} waits to be armed and started.", practice_->title,
                 run.run.text());
}

std::optional<int> Daemon::run() {
    signals_.async_wait([this](const boost::system::error_code& failed, int) {
        if (!failed) stop();
    });
    wait_for_edges();
    every_minute();
    every_second();
    feed_watchdog();
    schedule_advance();
    spdlog::info("Listening on port {}, gates from {}, session {}.", server_->port(),
                 source_->name(), session_id_.text());
    tell_of_board();
    tell_of_tls();
    if (!tracks_.trouble().empty()) say({app::now(), "track", tracks_.trouble()});
    notify::ready();
    recorder_.check_if_large();
    io_.run();
    return exit_code_;
}

void Daemon::tell_of_board() {
    if (const auto port = server_->http_port()) {
        spdlog::info("The live board is at http://{}:{}/.", host_name(), *port);
    }
    const auto& trouble = server_->http_trouble();
    if (trouble.empty()) return;
    say({app::now(), "http_port",
         fmt::format(
             "There is no live board: {}. Timing goes on, and it is there when quartermarkd "
             "is started again with a free server.http_port.",
             trouble)});
}

void Daemon::tell_of_tls() {
    if (const auto port = server_->tls_port()) {
        spdlog::info("Paired devices may command at port {} (TLS); its pin is {}.", *port,
                     server_->pin());
    }
    const auto& trouble = server_->tls_trouble();
    if (trouble.empty()) return;
    say({app::now(), "tls_port",
         fmt::format(
             "Nobody can command from elsewhere: {}. Timing goes on; put it right and start "
             "quartermarkd again.",
             trouble)});
}

void Daemon::stop() {
    if (exit_code_) {
        notify::stopping();
        spdlog::info("Stopping.");
    }
    boost::system::error_code ignored;
    edges_.cancel(ignored);
    signals_.cancel(ignored);
    deadline_.cancel();
    minute_.cancel();
    second_.cancel();
    watchdog_.cancel();
    static_cast<void>(intake_.read(*source_));  // the last the kernel has
    note_clock();
    order_.tick(Instant::max());  // whatever a person asked for still happens
    // A session with a run under way is left open: a restart within this boot goes on with it.
    if (run_under_way(session_.state().runs) == nullptr) recorder_.finish();
    server_->stop();
    io_.stop();
}

wire::Hello Daemon::hello() const {
    wire::Hello hello{"quartermarkd " QM_VERSION,
                      wire::kProtocolVersion,
                      host_name(),
                      boot_id(),
                      session_id_,
                      app::now(),
                      wall_now(),
                      false,
                      wire::Role::Viewer,
                      std::string(source_->name())};
    hello.track = tracks_.name();
    hello.tracks = tracks_.names();
    return hello;
}

wire::Snapshot Daemon::snapshot() const {
    return {session_.last_seq(), recorder_.recorded_through(), session_.snapshot()};
}

Instant Daemon::now() const { return app::now(); }

void Daemon::command(const wire::Command& command,
                     std::function<void(const wire::FromDaemon&)> answer) {
    const Instant at = app::now();
    Input act = command.act;
    std::visit([at](auto& one) { one.at = at; }, act);
    order_.hold(at, [this, act = std::move(act), id = command.id, answer = std::move(answer)] {
        if (const auto refusal = take(act)) {
            answer(wire::ErrorMessage{id, refusal->code, words_of(*refusal)});
        } else {
            answer(wire::ResultMessage{id, session_.last_seq()});
        }
    });
    schedule_advance();
}

void Daemon::backup(const wire::Backup& wanted,
                    std::function<void(const wire::FromDaemon&)> answer) {
    recorder_.backup(wanted, std::move(answer));
}

void Daemon::choose_track(const wire::ChooseTrack& wanted,
                          std::function<void(const wire::FromDaemon&)> answer) {
    const auto refuse = [&](const Error& error) {
        answer(wire::ErrorMessage{wanted.id, error.code, server::fit(words_of(error))});
    };
    if (const auto* open = run_under_way(session_.state().runs)) {
        return refuse({"wrong_phase",
                       fmt::format("run {} is armed or running: end it first", open->run.text())});
    }
    const bool is_another = wanted.track != tracks_.name();
    // Small files, read and written on the io thread: nobody is running.
    if (const auto chosen = tracks_.choose(wanted.track); !chosen) return refuse(chosen.error());
    answer(wire::ResultMessage{wanted.id, session_.last_seq()});
    if (!is_another || !exit_code_) return;
    spdlog::info("On to the track {}.", wanted.track.text());
    exit_code_.reset();
    boost::asio::post(io_, [this] { stop(); });
}

void Daemon::ask(const wire::Ask& wanted, std::function<void(const wire::FromDaemon&)> answer) {
    recorder_.ask(wanted, std::move(answer));
}

void Daemon::wait_for_edges() {
    edges_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [this](const boost::system::error_code& failed) {
                          if (failed) return;
                          take_from_source();
                      });
}

void Daemon::take_from_source() {
    const auto read = intake_.read(*source_);
    schedule_advance();
    if (read) {
        wait_for_edges();
        return;
    }
    spdlog::critical("{}", ended(read.error().sentence));
    exit_code_ = 1;
    stop();
}

std::optional<Error> Daemon::take(const Input& input) {
    auto [step, refusal] = session_.take(input);
    if (rehearsal_) rehearsal_->follow(step.events, session_.state(), app::now());
    tell(std::move(step));
    return refusal;
}

void Daemon::tell(archive::Step step) {
    if (step.events.empty() && !step.input) return;
    if (server_) server_->publish(step.first, step.events);
    recorder_.push(std::move(step));
}

void Daemon::advance() {
    intake_.advance(*source_, app::now());
    schedule_advance();
}

void Daemon::schedule_advance() {
    const auto due = intake_.next_due();
    if (!due) return;
    deadline_.expires_after(std::max(*due - app::now(), std::chrono::nanoseconds{0}));
    deadline_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) advance();
    });
}

void Daemon::note_clock() {
    const ClockPair pair = clock_pair();
    order_.hold(pair.at, [this, pair] { static_cast<void>(take(pair)); });
}

void Daemon::every_minute() {
    minute_.expires_after(std::chrono::minutes{1});
    minute_.async_wait([this](const boost::system::error_code& failed) {
        if (failed) return;
        note_clock();
        schedule_advance();
        every_minute();
    });
}

void Daemon::feed_watchdog() {
    const auto usec = notify::watchdog_usec();
    if (usec == 0) return;
    notify::watchdog();
    watchdog_.expires_after(std::chrono::microseconds{usec / 3});
    watchdog_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) feed_watchdog();
    });
}

}  // namespace qm::app
