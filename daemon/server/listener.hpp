// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "daemon/server/answers.hpp"
#include "daemon/server/connection.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/outbox.hpp"
#include "daemon/server/tls/access.hpp"
#include "daemon/server/visitor.hpp"
#include "protocol/framing.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// What is said on one connection. Its life: hello; then waiting for `resume` (a short while), live, behind
/// (its outbox was full; a snapshot when all is read, then live again); and at last leaving (an `error`
/// line tells why) or closed. A peer that closes its writing side only goes on listening. Where all places are taken
/// one that may yet log in is a guest before that: it gets nothing but hello and answers, and has to leave soon.
class Listener final : public Connection::Client, public std::enable_shared_from_this<Listener> {
public:
    /// `gone` is called once, from a handler, unless close() was called before.
    Listener(std::shared_ptr<Connection> connection, Hub& hub, Visitor visitor,
             std::function<void(Listener&)> gone);

    void greet();
    void greet_as_guest();
    /// Tells why and closes, with a little time for the words to arrive. `id` is of the command it is the answer to.
    void dismiss(std::string code, std::string_view sentence, CommandId id = {});
    void dismiss_as_too_many();
    /// There are more events.
    void take_events();
    void take_recorded();
    /// Pings the silent, drops the stuck; to be called every `ping_every`.
    void look_after();
    void close();
    [[nodiscard]] const Visitor& visitor() const { return visitor_; }
    [[nodiscard]] bool is_guest() const { return state_ == State::Guest; }
    [[nodiscard]] bool is_leaving() const { return state_ == State::Leaving; }

private:
    enum class State { Guest, Waiting, Live, Behind, Leaving, Closed };

    void on_bytes(std::string_view bytes) override;
    void on_end_of_input() override;
    void on_written() override;
    void on_lost() override { leave(); }

    void say_hello();
    void wait_for_resume();
    void read_more();
    void on_line(std::string_view line);
    void on_message(const wire::Resume& resume);
    void on_message(const wire::Ping& ping);
    void on_message(const wire::Pong&) {}
    void on_message(const wire::Command& command);
    void on_message(const wire::Backup& wanted);
    void on_message(const wire::Pair& wanted);
    void on_message(const wire::Login& wanted);
    void on_message(const wire::ChooseTrack& wanted);
    void on_message(const wire::Invite& wanted);
    void on_message(const wire::ListDevices& wanted);
    void on_message(const wire::Revoke& wanted);
    void on_message(const wire::Ask& wanted);
    void on_rubbish(const Error& error, const CommandId& id);

    // in listener_commands.cpp
    /// False when the command is not to be carried out: it is answered, or will be.
    [[nodiscard]] bool begin(const CommandId& id, wire::Role needed);
    /// The same of what holds a secret.
    [[nodiscard]] bool begin_over_tls(const CommandId& id);
    void forbid(const CommandId& id, std::string_view sentence);
    [[nodiscard]] std::function<void(const wire::FromDaemon&)> answer_to(const CommandId& id);
    void answer(const CommandId& id, const wire::FromDaemon& message);
    void conclude(const CommandId& id, Result<wire::ResultMessage> result);
    void on_paired(const CommandId& id, Result<Access::Paired> result);
    /// Answers a code or a token that was refused, and closes the connection of who tries too often.
    void on_refused(const CommandId& id, const Error& error);
    void become(const std::string& device, wire::Role role);
    void reply(Line line);

    void give_snapshot();
    void go_live();
    void write_more();
    void on_drained();
    void leave();

    // What each event needs stands together: of many listeners that is what the time goes for.
    Hub& hub_;  // not touched once closed
    std::shared_ptr<Connection> connection_;
    State state_ = State::Waiting;
    bool heard_ = false;  // since the last look
    Outbox outbox_;

    boost::asio::steady_timer timer_;  // ends waiting for `resume`, and leaving
    Visitor visitor_;
    std::function<void(Listener&)> gone_;
    std::chrono::milliseconds stuck_for_{0};
    bool is_asking_ = false;  // the archive
    std::size_t rubbish_ = 0;
    int wrong_secrets_ = 0;
    bool told_unknown_ = false;
    std::size_t discarded_ = 0;

    LineFramer framer_;
    Answers answers_;
};

}  // namespace qm::server
