// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/listener.hpp"

#include <utility>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

namespace qm::server {

using boost::system::error_code;

namespace {

/// Of answers and snapshots a peer asked for and does not read.
constexpr std::size_t kUnreadBytes = 64 * 1024;
/// What a dismissed peer may still say, and how long, before the door shuts.
constexpr std::size_t kDiscardedBytes = 1024 * 1024;
constexpr std::chrono::seconds kFarewell{2};

}  // namespace

Listener::Listener(std::shared_ptr<Connection> connection, Hub& hub, Visitor visitor,
                   std::function<void(Listener&)> gone)
    : hub_(hub),
      connection_(std::move(connection)),
      outbox_(hub.ring(), hub.settings.outbox_bytes),
      timer_(connection_->executor()),
      visitor_(std::move(visitor)),
      gone_(std::move(gone)),
      framer_(limits::kLineBytes) {}

void Listener::greet() {
    wait_for_resume();
    say_hello();
}

void Listener::greet_as_guest() {
    state_ = State::Guest;
    timer_.expires_after(hub_.settings.login_within);
    timer_.async_wait([self = shared_from_this()](const error_code& failed) {
        if (!failed && self->state_ == State::Guest) self->dismiss_as_too_many();
    });
    say_hello();
}

void Listener::say_hello() {
    connection_->open(shared_from_this());
    reply(make_line(hub_.hello(visitor_.role)));
    read_more();
}

void Listener::wait_for_resume() {
    timer_.expires_after(hub_.settings.resume_within);
    timer_.async_wait([self = shared_from_this()](const error_code& failed) {
        if (!failed && self->state_ == State::Waiting) self->give_snapshot();
    });
}

void Listener::dismiss_as_too_many() {
    ++hub_.counters.refused;
    dismiss("full", fmt::format("{} listeners are connected, and no more are taken: close one and "
                                "come again",
                                hub_.settings.listeners));
}

void Listener::dismiss(std::string code, std::string_view sentence, CommandId id) {
    if (state_ == State::Leaving || state_ == State::Closed) return;
    state_ = State::Leaving;
    connection_->open(shared_from_this());
    outbox_.drop_news();
    outbox_.push_reply(make_error(std::move(code), sentence, std::move(id)));
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
    outbox_.drop_news();  // which are the hub's
    connection_->close();
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
    if (!holds_too_much) connection_->read();
}

void Listener::on_bytes(std::string_view bytes) {
    heard_ = true;
    if (state_ == State::Leaving) {
        discarded_ += bytes.size();
        if (discarded_ > kDiscardedBytes) return leave();
    } else if (!framer_.push(bytes)) {
        ++hub_.counters.rubbish_lines;
        ++hub_.counters.dropped_rubbish;
        dismiss("too_long", fmt::format("a line may have {} bytes; this one is longer, and the "
                                        "connection is closed",
                                        limits::kLineBytes));
    } else {
        while (state_ != State::Leaving && state_ != State::Closed) {
            const auto line = framer_.next();
            if (!line) break;
            if (!line->empty()) on_line(*line);
        }
        write_more();
    }
    read_more();
}

void Listener::on_end_of_input() {
    if (state_ == State::Leaving) {
        if (!connection_->is_writing()) leave();
        return;
    }
    // It may only be done with speaking (nc -N). If it has gone altogether, a ping brings that to light.
    connection_->watch_for_loss();
    reply(make_line(wire::Ping{to_ns(hub_.desk.now())}));
}

void Listener::on_line(std::string_view line) {
    const auto message = codec::read_from_listener(line);
    if (!message) return on_rubbish(message.error(), codec::id_of(line));
    std::visit([this](const auto& one) { on_message(one); }, *message);
}

void Listener::on_rubbish(const Error& error, const CommandId& id) {
    if (error.code == "unknown_type") {
        ++hub_.counters.unknown_types;
        // Something with an id wants its answer; of the rest, one is told.
        if (!id.empty() || !std::exchange(told_unknown_, true)) {
            reply(make_error(error.code, sentence_of(error), id));
        }
        return;
    }
    ++hub_.counters.rubbish_lines;
    if (++rubbish_ < limits::kRubbishLines) {
        return reply(make_error(error.code, sentence_of(error), id));
    }
    ++hub_.counters.dropped_rubbish;
    dismiss("rubbish",
            fmt::format("{} lines of this connection made no sense, the last because: {}; it "
                        "is closed",
                        rubbish_, sentence_of(error)));
}

void Listener::on_message(const wire::Resume& resume) {
    if (state_ == State::Guest) return;
    const bool is_this_session =
        resume.session.empty() || resume.session == hub_.desk.hello().session;
    // Who has nothing yet needs the track and the gates too, and those are in a snapshot only.
    const bool has_something = resume.since != Seq{};
    if (!is_this_session || !has_something || !hub_.ring().reaches_back_to(resume.since)) {
        return give_snapshot();
    }
    outbox_.follow(resume.since);
    go_live();
}

void Listener::on_message(const wire::Ping& ping) {
    reply(make_line(wire::Pong{ping.t_ns, hub_.desk.now()}));
}

// --- what the peer gets ---

void Listener::reply(Line line) {
    outbox_.push_reply(std::move(line));
    write_more();
}

void Listener::give_snapshot() {
    const auto& snapshot = hub_.snapshot();
    outbox_.follow(snapshot.seq, snapshot.line);
    go_live();
}

void Listener::go_live() {
    state_ = State::Live;
    take_recorded();
}

void Listener::take_events() {
    if (outbox_.is_behind()) {
        ++hub_.counters.dropped_to_snapshot;
        state_ = State::Behind;
        outbox_.drop_news();
    }
    write_more();
}

void Listener::take_recorded() {
    if (state_ != State::Live) return;
    const auto& recorded = hub_.recorded();
    if (recorded.line != nullptr) outbox_.set_recorded(recorded.seq, recorded.line);
    write_more();
}

void Listener::write_more() {
    while (!connection_->is_writing() && state_ != State::Closed) {
        outbox_.take_batch(hub_.batch);
        if (hub_.batch.empty()) return on_drained();
        if (connection_->write(hub_.batch, &hub_.sends)) outbox_.written();
    }
}

void Listener::on_written() {
    outbox_.written();
    write_more();
    read_more();
}

void Listener::on_drained() {
    if (state_ == State::Behind) return give_snapshot();
    if (state_ != State::Leaving) return;
    if (connection_->input_ended()) return leave();
    // What the peer still says is read until it closes: closing first could destroy the last words.
    connection_->end_output();
}

void Listener::look_after() {
    const auto every = hub_.settings.ping_every;
    const bool progressed = connection_->take_progress();
    const bool is_stuck = connection_->is_writing() && !progressed && !heard_;
    stuck_for_ = is_stuck ? stuck_for_ + every : std::chrono::milliseconds{0};
    if (stuck_for_ >= hub_.settings.stuck_after) {
        ++hub_.counters.dropped_stuck;
        return leave();
    }
    const bool is_silent = !heard_ && !connection_->is_writing();
    heard_ = false;
    if (is_silent && (state_ == State::Live || state_ == State::Behind)) {
        reply(make_line(wire::Ping{to_ns(hub_.desk.now())}));
    }
}

}  // namespace qm::server
