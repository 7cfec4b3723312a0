// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "config/settings.hpp"
#include "daemon/app/input_order.hpp"
#include "daemon/app/intake.hpp"
#include "daemon/app/recorder.hpp"
#include "daemon/app/recovery.hpp"
#include "daemon/app/rehearsal.hpp"
#include "daemon/app/session.hpp"
#include "daemon/app/tracks.hpp"
#include "daemon/archive/opening.hpp"
#include "daemon/server/desk.hpp"
#include "daemon/server/server.hpp"
#include "hardware/source.hpp"
#include "protocol/scenario.hpp"

namespace qm::app {

/// quartermarkd: gates, timing, archive and server on one io thread, and the archive's writer on another.
///
/// The io thread never waits for disk, network or screen: edges are read when the kernel has some, sockets
/// are written as they can take it, the archive's queue is bounded and never waited for. Whatever is the matter
/// with the archive, timing goes on: from memory, or into another file.
class Daemon : private server::Desk {
public:
    /// Opens everything; throws std::runtime_error with a sentence when something cannot be had.
    /// `practice` is what the simulated gates play; its run is created when none waits or goes on. `tracks` must
    /// outlive it.
    explicit Daemon(Tracks& tracks, std::optional<scene::Scenario> practice = {});

    /// Serves until SIGTERM or SIGINT. The exit code: 0, or 1 when the gates were lost. Nothing when another track
    /// was chosen: a new daemon is to begin there.
    [[nodiscard]] std::optional<int> run();

private:
    // server::Desk
    [[nodiscard]] wire::Hello hello() const override;
    [[nodiscard]] wire::Snapshot snapshot() const override;
    [[nodiscard]] Instant now() const override;
    void command(const wire::Command& command,
                 std::function<void(const wire::FromDaemon&)> answer) override;
    void backup(const wire::Backup& wanted,
                std::function<void(const wire::FromDaemon&)> answer) override;
    void choose_track(const wire::ChooseTrack& wanted,
                      std::function<void(const wire::FromDaemon&)> answer) override;
    void ask(const wire::Ask& wanted, std::function<void(const wire::FromDaemon&)> answer) override;

    /// `opened` is from before the source was: nothing it gives can be stamped earlier.
    void open_session(archive::Opening opening, const ClockPair& opened);
    /// A session on other gates, or of a log that is played anew, is not gone on with.
    [[nodiscard]] std::optional<SessionId> drop_if_another(archive::Opening& opening) const;
    void go_on(const archive::StoredSession& unfinished, const ClockPair& opened);
    void open_source(Instant opened);
    void create_practice_run();

    void wait_for_edges();
    void take_from_source();
    /// Takes an input; the error is a refusal.
    std::optional<Error> take(const Input& input);
    void tell(archive::Step step);
    /// Words of the daemon's own, to the log, the listeners and the archive.
    void say(const Warning& warning);
    /// Where the live board is; or, aloud, why there is none.
    void tell_of_board();
    /// The same of the door for paired devices.
    void tell_of_tls();
    void look_at_clocks();
    void every_second();
    void advance();
    void schedule_advance();
    /// Clock pairs keep the order of time like everything else.
    void note_clock();
    void every_minute();
    void feed_watchdog();
    void stop();

    Tracks& tracks_;
    config::Settings settings_;  ///< on the track of this session
    std::optional<scene::Scenario> practice_;
    boost::asio::io_context io_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer deadline_;
    boost::asio::steady_timer minute_;
    boost::asio::steady_timer second_;
    boost::asio::steady_timer watchdog_;

    SessionId session_id_;
    Session session_;
    InputOrder order_;
    Intake intake_;
    std::optional<ClockLook> clocks_;
    std::optional<int> exit_code_ = 0;

    std::unique_ptr<hardware::Source> source_;
    std::optional<Rehearsal> rehearsal_;
    boost::asio::posix::stream_descriptor edges_;
    std::optional<server::Server> server_;
    Recorder recorder_;  // the first to go: its threads call the others
};

}  // namespace qm::app
