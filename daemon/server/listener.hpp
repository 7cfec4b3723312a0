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
#include "protocol/framing.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// What is said on one connection. Its life: hello; then waiting for `resume` (a short while), live, behind
/// (its outbox was full; a snapshot when all is read, then live again); and at last leaving (an `error`
/// line tells why) or closed. A peer that closes its writing side only goes on listening.
class Listener final : public Connection::Client, public std::enable_shared_from_this<Listener> {
public:
    /// `gone` is called once, from a handler, unless close() was called before.
    Listener(std::shared_ptr<Connection> connection, Hub& hub, bool may_command,
             std::function<void(Listener&)> gone);

    void greet();
    /// Tells why and closes, with a little time for the words to arrive.
    void dismiss(std::string code, std::string_view sentence);
    void take(const std::vector<Hub::NumberedLine>& events);
    void take_recorded();
    /// Pings the silent, drops the stuck; to be called every `ping_every`.
    void look_after();
    void close();

private:
    enum class State { Waiting, Live, Behind, Leaving, Closed };

    void on_bytes(std::string_view bytes) override;
    void on_end_of_input() override;
    void on_written() override;
    void on_lost() override { leave(); }

    void read_more();
    void on_line(std::string_view line);
    void on_message(const wire::Resume& resume);
    void on_message(const wire::Ping& ping);
    void on_message(const wire::Pong&) {}
    void on_message(const wire::Command& command);
    void on_message(const wire::Backup& wanted);
    /// What nobody carries out yet.
    template <class M>
    void on_message(const M& message) {
        on_rubbish({"unknown_type", "this version does not pair devices"}, message.id);
    }
    void on_rubbish(const Error& error, const CommandId& id);
    /// False when the command is not to be carried out: it is answered, or will be.
    [[nodiscard]] bool begin(const CommandId& id);
    [[nodiscard]] std::function<void(const wire::FromDaemon&)> answer_to(const CommandId& id);
    void answer(const CommandId& id, const wire::FromDaemon& message);
    void reply(Line line);

    void give_snapshot();
    void give_events_after(Seq seq);
    void enqueue(Seq seq, const Line& line);
    void write_more();
    void on_drained();
    void leave();

    std::shared_ptr<Connection> connection_;
    boost::asio::steady_timer timer_;  // ends waiting for `resume`, and leaving
    Hub& hub_;                         // not touched once closed
    bool may_command_;
    std::function<void(Listener&)> gone_;

    State state_ = State::Waiting;
    bool heard_ = false;  // since the last look
    std::chrono::milliseconds stuck_for_{0};
    std::size_t rubbish_ = 0;
    bool told_unknown_ = false;
    std::size_t discarded_ = 0;
    Seq position_{};  // last event enqueued

    LineFramer framer_;
    Outbox outbox_;
    Answers answers_;
};

}  // namespace qm::server
