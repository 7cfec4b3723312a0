// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/server/answers.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/outbox.hpp"
#include "protocol/framing.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// One connection. Its life: hello; then waiting for `resume` (a short while), live, behind (its outbox was
/// full; a snapshot when all is read, then live again); and at last leaving (an `error` line tells why) or
/// closed. A peer that closes its writing side only goes on listening.
class Listener : public std::enable_shared_from_this<Listener> {
public:
    /// `gone` is called once, from a handler, when the connection is closed from within.
    Listener(boost::asio::ip::tcp::socket socket, Hub& hub, std::function<void(Listener&)> gone);

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

    void read_more();
    void on_read(const boost::system::error_code& failed, std::size_t count);
    void on_half_closed();
    void on_line(std::string_view line);
    void on_message(const wire::Resume& resume);
    void on_message(const wire::Ping& ping);
    void on_message(const wire::Pong&) {}
    void on_message(const wire::Command& command);
    void on_rubbish(const Error& error);
    void answer(const CommandId& id, const wire::FromDaemon& message);
    void reply(Line line);

    void give_snapshot();
    void give_events_after(Seq seq);
    void enqueue(Seq seq, const Line& line);
    void write_more();
    void on_written(const boost::system::error_code& failed);
    void on_drained();
    void leave();

    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;  // ends waiting for `resume`, and leaving
    Hub& hub_;                         // not touched once closed
    std::function<void(Listener&)> gone_;

    State state_ = State::Waiting;
    bool may_command_ = false;
    bool reading_ = false;
    bool read_closed_ = false;
    bool writing_ = false;
    bool heard_ = false;       // since the last look
    bool progressed_ = false;  // a byte was taken since the last look
    std::chrono::milliseconds stuck_for_{0};
    int rubbish_ = 0;
    bool told_unknown_ = false;
    std::size_t discarded_ = 0;
    Seq position_{};  // last event enqueued

    LineFramer framer_;
    Outbox outbox_;
    Answers answers_;
    std::array<char, 8 * 1024> buffer_{};
    std::vector<Line> batch_;
};

}  // namespace qm::server
