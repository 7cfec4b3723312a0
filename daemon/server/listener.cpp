// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/listener.hpp"

#include <utility>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "daemon/server/same_machine.hpp"
#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr int kRubbishLines = 20;
/// Of answers and snapshots a peer asked for and does not read.
constexpr std::size_t kUnreadBytes = 64 * 1024;
/// What a dismissed peer may still say, and how long, before the door shuts.
constexpr std::size_t kDiscardedBytes = 1024 * 1024;
constexpr std::chrono::seconds kFarewell{2};

}  // namespace

Listener::Listener(tcp::socket socket, Hub& hub, std::function<void(Listener&)> gone)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      hub_(hub),
      gone_(std::move(gone)),
      framer_(limits::kLineBytes),
      outbox_(hub.settings.outbox_bytes) {
    error_code failed;
    const auto peer = socket_.remote_endpoint(failed);
    const auto local = failed ? tcp::endpoint{} : socket_.local_endpoint(failed);
    may_command_ = !failed && is_same_machine(peer.address(), local.address());
}

void Listener::greet() {
    outbox_.push_reply(make_line(hub_.desk.hello(may_command_)));
    timer_.expires_after(hub_.settings.resume_within);
    timer_.async_wait([self = shared_from_this()](const error_code& failed) {
        if (!failed && self->state_ == State::Waiting) self->give_snapshot();
    });
    write_more();
    read_more();
}

void Listener::dismiss(std::string code, std::string_view sentence) {
    if (state_ == State::Leaving || state_ == State::Closed) return;
    state_ = State::Leaving;
    outbox_.drop_news();
    outbox_.push_reply(make_error(std::move(code), sentence));
    timer_.expires_after(kFarewell);
    timer_.async_wait([self = shared_from_this()](const error_code& failed) {
        if (!failed) self->leave();
    });
    write_more();
    read_more();
}

void Listener::close() {
    if (state_ == State::Closed) return;
    state_ = State::Closed;
    timer_.cancel();
    error_code ignored;
    socket_.close(ignored);
}

void Listener::leave() {
    if (state_ == State::Closed) return;
    close();
    gone_(*this);
}

// --- what the peer says ---

void Listener::read_more() {
    const bool holds_too_much =
        state_ != State::Leaving && outbox_.asked_for_bytes() > kUnreadBytes;
    if (reading_ || read_closed_ || holds_too_much || state_ == State::Closed) return;
    reading_ = true;
    socket_.async_read_some(
        asio::buffer(buffer_),
        [self = shared_from_this()](const error_code& failed, std::size_t count) {
            self->reading_ = false;
            if (self->state_ != State::Closed) self->on_read(failed, count);
        });
}

void Listener::on_read(const error_code& failed, std::size_t count) {
    if (failed == asio::error::eof) return on_half_closed();
    if (failed) return leave();
    heard_ = true;
    if (state_ == State::Leaving) {
        discarded_ += count;
        if (discarded_ > kDiscardedBytes) return leave();
    } else if (!framer_.push({buffer_.data(), count})) {
        ++hub_.counters.rubbish_lines;
        ++hub_.counters.dropped_rubbish;
        dismiss("too_long", fmt::format("a line may have {} bytes; this one is longer, and the "
                                        "connection is closed",
                                        limits::kLineBytes));
    } else {
        while (state_ != State::Leaving) {
            const auto line = framer_.next();
            if (!line) break;
            if (!line->empty()) on_line(*line);
        }
        write_more();
    }
    read_more();
}

void Listener::on_half_closed() {
    read_closed_ = true;
    if (state_ == State::Leaving) {
        if (!writing_) leave();
        return;
    }
    // It may only be done with speaking (nc -N). If it has gone altogether, a ping brings that to light.
    socket_.async_wait(tcp::socket::wait_error,
                       [self = shared_from_this()](const error_code& failed) {
                           if (!failed) self->leave();
                       });
    reply(make_line(wire::Ping{to_ns(hub_.desk.now())}));
}

void Listener::on_line(std::string_view line) {
    const auto message = codec::read_from_listener(line);
    if (!message) return on_rubbish(message.error());
    std::visit([this](const auto& one) { on_message(one); }, *message);
}

void Listener::on_rubbish(const Error& error) {
    if (error.code == "unknown_type") {
        ++hub_.counters.unknown_types;
        if (!std::exchange(told_unknown_, true)) reply(make_error(error.code, sentence_of(error)));
        return;
    }
    ++hub_.counters.rubbish_lines;
    if (++rubbish_ < kRubbishLines) return reply(make_error(error.code, sentence_of(error)));
    ++hub_.counters.dropped_rubbish;
    dismiss("rubbish",
            fmt::format("{} lines of this connection made no sense, the last because: {}; it "
                        "is closed",
                        rubbish_, sentence_of(error)));
}

void Listener::on_message(const wire::Resume& resume) {
    const bool is_this_session =
        resume.session.empty() || resume.session == hub_.desk.hello(may_command_).session;
    // Who has nothing yet needs the track and the gates too, and those are in a snapshot only.
    const bool has_something = resume.since != Seq{};
    if (!is_this_session || !has_something || !hub_.ring().reaches_back_to(resume.since)) {
        return give_snapshot();
    }
    outbox_.drop_news();
    outbox_.begin_after(resume.since);
    give_events_after(resume.since);
}

void Listener::on_message(const wire::Ping& ping) {
    reply(make_line(wire::Pong{ping.t_ns, hub_.desk.now()}));
}

void Listener::on_message(const wire::Command& command) {
    if (!may_command_) {
        ++hub_.counters.forbidden_commands;
        return reply(
            make_error("forbidden",
                       "this door takes commands from the timing machine itself only; from "
                       "here you may listen",
                       command.id));
    }
    if (const auto* known = answers_.find(command.id)) {
        ++hub_.counters.repeated_commands;
        if (known->answer != nullptr) reply(known->answer);
        return;
    }
    if (!answers_.begin(command.id)) {
        return reply(
            make_error("busy",
                       fmt::format("{} commands of this connection wait for their answers: "
                                   "send this one again later",
                                   Answers::kKept),
                       command.id));
    }
    hub_.desk.command(command,
                      [weak = weak_from_this(), id = command.id](const wire::FromDaemon& message) {
                          if (const auto self = weak.lock()) self->answer(id, message);
                      });
}

void Listener::answer(const CommandId& id, const wire::FromDaemon& message) {
    if (state_ == State::Leaving || state_ == State::Closed) return;
    auto line = make_line(message);
    if (answers_.answer(id, line)) reply(std::move(line));
}

// --- what the peer gets ---

void Listener::reply(Line line) {
    outbox_.push_reply(std::move(line));
    write_more();
}

void Listener::give_snapshot() {
    const auto& snapshot = hub_.snapshot();
    outbox_.drop_news();
    outbox_.push_snapshot(snapshot.seq, snapshot.line);
    give_events_after(snapshot.seq);
}

void Listener::give_events_after(Seq seq) {
    state_ = State::Live;
    position_ = seq;
    hub_.ring().for_each_after(seq, [this](Seq one, const Line& line) { enqueue(one, line); });
    take_recorded();
}

void Listener::take(const std::vector<Hub::NumberedLine>& events) {
    for (const auto& event : events) enqueue(event.seq, event.line);
    write_more();
}

void Listener::enqueue(Seq seq, const Line& line) {
    if (state_ != State::Live || to_number(seq) <= to_number(position_)) return;
    const bool follows = to_number(seq) == to_number(position_) + 1;
    if (follows && outbox_.push_event(seq, line)) {
        position_ = seq;
        return;
    }
    if (follows) ++hub_.counters.dropped_to_snapshot;
    state_ = State::Behind;
    outbox_.drop_news();
}

void Listener::take_recorded() {
    if (state_ != State::Live) return;
    const auto& recorded = hub_.recorded();
    if (recorded.line != nullptr) outbox_.set_recorded(recorded.seq, recorded.line);
    write_more();
}

void Listener::write_more() {
    if (writing_ || state_ == State::Closed) return;
    batch_ = outbox_.take_batch();
    if (batch_.empty()) return on_drained();
    writing_ = true;
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(batch_.size());
    for (const auto& line : batch_) buffers.emplace_back(asio::buffer(*line));
    asio::async_write(
        socket_, buffers,
        [self = shared_from_this()](const error_code& failed, std::size_t sent) -> std::size_t {
            if (sent > 0) self->progressed_ = true;
            return failed ? 0 : 64 * 1024;
        },
        [self = shared_from_this()](const error_code& failed, std::size_t) {
            self->writing_ = false;
            if (self->state_ != State::Closed) self->on_written(failed);
        });
}

void Listener::on_written(const error_code& failed) {
    if (failed) return leave();
    outbox_.written();
    write_more();
    read_more();
}

void Listener::on_drained() {
    if (state_ == State::Behind) return give_snapshot();
    if (state_ != State::Leaving) return;
    if (read_closed_) return leave();
    // What the peer still says is read until it closes: closing first could destroy the last words.
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Listener::look_after() {
    const auto every = hub_.settings.ping_every;
    const bool is_stuck = writing_ && !progressed_ && !heard_;
    stuck_for_ = is_stuck ? stuck_for_ + every : std::chrono::milliseconds{0};
    if (stuck_for_ >= hub_.settings.stuck_after) {
        ++hub_.counters.dropped_stuck;
        return leave();
    }
    const bool is_silent = !heard_ && !writing_;
    heard_ = false;
    progressed_ = false;
    if (is_silent && (state_ == State::Live || state_ == State::Behind)) {
        reply(make_line(wire::Ping{to_ns(hub_.desk.now())}));
    }
}

}  // namespace qm::server
