// SPDX-License-Identifier: Apache-2.0
#include "gui/net/client.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "protocol/codec.hpp"
#include "protocol/framing.hpp"
#include "protocol/limits.hpp"

namespace qm::gui {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t kHandOver = 4096;  ///< messages that may wait for take()
constexpr std::size_t kOutbound = 64;    ///< lines that may wait to be sent

/// A word or two a coach understands, where the system's own are not.
std::string words_for(const error_code& failed) {
    if (failed == asio::error::eof || failed == asio::error::connection_reset ||
        failed == asio::error::broken_pipe) {
        return "it closed the connection";
    }
    if (failed == asio::error::host_not_found || failed == asio::error::host_not_found_try_again) {
        return "no machine of that name is known";
    }
    auto words = failed.message();
    if (!words.empty() && words.front() >= 'A' && words.front() <= 'Z') {
        words.front() = static_cast<char>(words.front() - 'A' + 'a');
    }
    return words;
}

}  // namespace

LocalTime local_now() {
    return LocalTime{std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch())};
}

/// All but the two queues belongs to the thread. Every handler carries the number of the attempt it was
/// made for and does nothing when that attempt is over.
class Client::Connection {
public:
    Connection(Address address, std::function<void()> wake, ClientTimes times, ReadClock read_clock)
        : address_(std::move(address)),
          wake_(std::move(wake)),
          times_(times),
          read_clock_(std::move(read_clock)) {
        asio::post(io_, [this] { connect(); });
        thread_ = std::thread([this] { io_.run(); });
    }

    ~Connection() {
        io_.stop();
        thread_.join();
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    std::vector<Incoming> take() {
        std::vector<Incoming> taken;
        bool paused = false;
        {
            const std::lock_guard lock{mutex_};
            taken.swap(inbound_);
            paused = std::exchange(paused_, false);
        }
        if (paused) {
            asio::post(io_, [this] { read_on(); });
        }
        return taken;
    }

    bool send(const wire::FromListener& message) {
        const std::lock_guard lock{mutex_};
        if (!open_ || outbound_.size() >= kOutbound) return false;
        outbound_.push_back(codec::write(message) + "\n");
        asio::post(io_, [this] { write(); });
        return true;
    }

private:
    using Attempt = unsigned;

    void push(Incoming incoming) {
        {
            const std::lock_guard lock{mutex_};
            inbound_.push_back(std::move(incoming));
        }
        wake_();
    }

    void push_link(LinkPhase phase, std::string reason = {},
                   std::chrono::milliseconds retry_in = {}) {
        push(Link{phase, address_.text(), std::move(reason), read_clock_(), retry_in});
    }

    void connect() {
        if (attempt_ == 0) push_link(LinkPhase::Connecting);
        const auto attempt = ++attempt_;
        framer_ = LineFramer{limits::kServerLineBytes};
        heard_ = read_clock_();
        watch(attempt);
        resolver_.async_resolve(address_.host, address_.port,
                                [this, attempt](error_code failed, const auto& found) {
                                    if (attempt != attempt_) return;
                                    if (failed) return drop(words_for(failed));
                                    connect_to(found, attempt);
                                });
    }

    void connect_to(const tcp::resolver::results_type& found, Attempt attempt) {
        asio::async_connect(socket_, found,
                            [this, attempt](error_code failed, const tcp::endpoint&) {
                                if (attempt != attempt_) return;
                                if (failed) return drop(words_for(failed));
                                error_code ignored;
                                socket_.set_option(tcp::no_delay{true}, ignored);
                                connected_ = true;
                                read();
                            });
    }

    /// Pings, and ends a connection from which nothing comes any more.
    void watch(Attempt attempt) {
        timer_.expires_after(times_.ping_every);
        timer_.async_wait([this, attempt](error_code failed) {
            if (failed || attempt != attempt_) return;
            if (!is_paused() && read_clock_() - heard_ > times_.silence) {
                return drop("nothing came from it");
            }
            ping();
            watch(attempt);
        });
    }

    void ping() { static_cast<void>(send(wire::Ping{read_clock_().time_since_epoch().count()})); }

    /// After a pause; by then the connection may be another one, which reads already.
    void read_on() {
        if (connected_ && !reading_) read();
    }

    void read() {
        const auto attempt = attempt_;
        reading_ = true;
        socket_.async_read_some(asio::buffer(chunk_),
                                [this, attempt](error_code failed, std::size_t size) {
                                    if (attempt != attempt_) return;
                                    reading_ = false;
                                    if (failed) return drop(words_for(failed));
                                    take_bytes({chunk_.data(), size});
                                });
    }

    void take_bytes(std::string_view bytes) {
        const auto attempt = attempt_;
        heard_ = read_clock_();
        if (!framer_.push(bytes)) return drop("it sent a line that is too long");
        while (const auto line = framer_.next()) {
            take_line(*line);
            if (attempt != attempt_) return;
        }
        if (!pause_if_full()) read();
    }

    [[nodiscard]] bool pause_if_full() {
        const std::lock_guard lock{mutex_};
        paused_ = inbound_.size() >= kHandOver;
        return paused_;
    }

    [[nodiscard]] bool is_paused() {
        const std::lock_guard lock{mutex_};
        return paused_;
    }

    void take_line(std::string_view line) {
        if (line.empty()) return;
        auto message = codec::read_from_daemon(line);
        if (!message) {
            // What a newer daemon says beside what we know is no trouble.
            if (message.error().code == "unknown_type") return;
            return drop("it does not speak like a daemon: " + message.error().sentence);
        }
        if (const auto* hello = std::get_if<wire::Hello>(&*message)) return greet(*hello);
        if (!is_open()) return drop("it did not say hello");
        if (const auto* asked = std::get_if<wire::Ping>(&*message)) {
            static_cast<void>(send(wire::Pong{asked->t_ns, Instant{}}));
        }
        if (!note_seq(*message)) return drop("a message was missing");
        push(Received{std::move(*message), heard_});
    }

    /// Keeps what a resume would have to say. False when events were skipped.
    [[nodiscard]] bool note_seq(const wire::FromDaemon& message) {
        if (const auto* snapshot = std::get_if<wire::Snapshot>(&message)) {
            have_ = snapshot->seq;
            know_session_ = true;
        } else if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
            const auto seq = to_number(event->seq);
            if (know_session_ && seq > to_number(have_) + 1) {
                know_session_ = false;  // ask for all of it
                return false;
            }
            if (seq > to_number(have_)) have_ = event->seq;
            know_session_ = true;
        }
        return true;
    }

    void greet(const wire::Hello& hello) {
        if (hello.protocol != wire::kProtocolVersion) {
            retry_ = times_.last_retry;
            return drop(
                fmt::format("it speaks version {} of the protocol, this console version {}.",
                            hello.protocol, wire::kProtocolVersion),
                LinkPhase::WrongVersion);
        }
        if (hello.session != session_) know_session_ = false;
        session_ = hello.session;
        retry_ = times_.first_retry;
        {
            const std::lock_guard lock{mutex_};
            open_ = true;
        }
        push(Received{hello, heard_});
        push_link(LinkPhase::Open);
        wire::Resume resume;
        if (know_session_) {
            resume = {session_, have_};
        } else {
            have_ = Seq{};
        }
        static_cast<void>(send(std::move(resume)));
        ping();
    }

    [[nodiscard]] bool is_open() {
        const std::lock_guard lock{mutex_};
        return open_;
    }

    /// Writes one line after the other; only the first of the queue is on its way.
    void write() {
        if (writing_) return;
        {
            const std::lock_guard lock{mutex_};
            if (outbound_.empty()) return;
            on_air_ = std::move(outbound_.front());
            outbound_.pop_front();
        }
        writing_ = true;
        const auto attempt = attempt_;
        asio::async_write(socket_, asio::buffer(on_air_),
                          [this, attempt](error_code failed, std::size_t) {
                              if (attempt != attempt_) return;
                              writing_ = false;
                              if (failed) return drop(words_for(failed));
                              write();
                          });
    }

    void drop(const std::string& reason, LinkPhase phase = LinkPhase::Down) {
        ++attempt_;
        connected_ = reading_ = writing_ = false;
        {
            const std::lock_guard lock{mutex_};
            open_ = false;
            paused_ = false;
            outbound_.clear();
        }
        resolver_.cancel();
        error_code ignored;
        socket_.close(ignored);
        socket_ = tcp::socket{io_};
        push_link(phase, reason, retry_);
        timer_.expires_after(retry_);
        timer_.async_wait([this](error_code failed) {
            if (!failed) connect();
        });
        retry_ = std::min(retry_ * 2, times_.last_retry);
    }

    Address address_;
    std::function<void()> wake_;
    ClientTimes times_;
    ReadClock read_clock_;
    asio::io_context io_{1};
    tcp::resolver resolver_{io_};
    tcp::socket socket_{io_};
    asio::steady_timer timer_{io_};
    std::array<char, 16 * 1024> chunk_{};
    LineFramer framer_{limits::kServerLineBytes};
    std::string on_air_;
    Attempt attempt_ = 0;
    bool connected_ = false;
    bool reading_ = false;
    bool writing_ = false;
    LocalTime heard_{};
    std::chrono::milliseconds retry_ = times_.first_retry;
    SessionId session_;
    Seq have_{};
    bool know_session_ = false;

    std::mutex mutex_;
    std::vector<Incoming> inbound_;     // under mutex_
    std::deque<std::string> outbound_;  // under mutex_
    bool open_ = false;                 // under mutex_
    bool paused_ = false;               // under mutex_

    std::thread thread_;  // last: it uses all of the above
};

Client::Client(Address address, std::function<void()> wake, ClientTimes times, ReadClock read_clock)
    : connection_(std::make_unique<Connection>(std::move(address), std::move(wake), times,
                                               std::move(read_clock))) {}

Client::~Client() = default;

std::vector<Incoming> Client::take() { return connection_->take(); }

bool Client::send(const wire::FromListener& message) { return connection_->send(message); }

}  // namespace qm::gui
