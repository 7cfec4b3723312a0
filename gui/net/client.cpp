// SPDX-License-Identifier: Apache-2.0
#include "gui/net/client.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gui/net/own_address.hpp"
#include "gui/net/resume_point.hpp"
#include "gui/net/stream.hpp"
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

std::chrono::seconds ahead_of_here(WallTime wall) {
    const std::chrono::microseconds ahead{static_cast<std::int64_t>(wall) -
                                          static_cast<std::int64_t>(wall_now())};
    return std::chrono::duration_cast<std::chrono::seconds>(ahead);
}

}  // namespace

/// All but the two queues belongs to the thread. Every handler carries the number of the attempt it was
/// made for and does nothing when that attempt is over.
class Client::Connection {
public:
    Connection(Door door, std::function<void()> wake, ClientTimes times, ReadClock read_clock)
        : door_(std::move(door)),
          wake_(std::move(wake)),
          times_(times),
          read_clock_(std::move(read_clock)) {
        asio::post(io_, [this] {
            push_link(LinkPhase::Connecting);
            connect();
        });
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

    void go(Door door) {
        asio::post(io_, [this, next = std::move(door)]() mutable {
            leave();
            door_ = std::move(next);
            reached_.reset();
            eager_until_ = {};
            retry_ = times_.first_retry;
            push_link(LinkPhase::Connecting);
            connect();
        });
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
        const bool open = phase == LinkPhase::Open;
        push(Link{phase, door_.address.text(), std::move(reason), read_clock_(), retry_in,
                  open ? reached_text() : std::string{}, open ? stream_->key() : std::string{},
                  open ? wall_ahead_ : std::nullopt});
    }

    /// The daemon's address for others too, when it is on this machine.
    [[nodiscard]] std::string reached_text() const {
        const auto address = stream_->peer().address();
        auto own = address.is_loopback() ? own_address() : std::string{};
        return own.empty() ? address.to_string() : own;
    }

    void connect() {
        const auto attempt = ++attempt_;
        framer_ = LineFramer{limits::kServerLineBytes};
        heard_ = began_ = read_clock_();
        const bool through_tls = !door_.tls_port.empty();
        stream_ = through_tls ? make_tls_stream(io_, door_.key) : make_tcp_stream(io_);
        give_up_in_time();
        // A name service that is out of reach too can take far longer than the daemon's return.
        if (is_eager() && reached_) return open({*reached_});
        resolver_.async_resolve(door_.address.host,
                                through_tls ? door_.tls_port : door_.address.port,
                                [this, attempt](error_code failed, const auto& found) {
                                    if (attempt != attempt_) return;
                                    if (failed) return drop(words_for(failed));
                                    open({found.begin(), found.end()});
                                });
    }

    /// Begins with another address each time: one may lead nowhere.
    void open(std::vector<Stream::Endpoint> to) {
        const auto attempt = attempt_;  // two further each time: one was left
        std::rotate(to.begin(), to.begin() + static_cast<std::ptrdiff_t>(attempt / 2 % to.size()),
                    to.end());
        stream_->open(std::move(to), [this, attempt](error_code failed) {
            if (attempt != attempt_) return;
            if (failed && stream_->has_wrong_key()) {
                return give_up("it is not the daemon this console was paired with",
                               LinkPhase::WrongKey);
            }
            if (failed) return drop(words_for(failed));
            connected_ = true;
            give_up_in_time();
            read();
        });
    }

    [[nodiscard]] bool is_eager() const { return read_clock_() < eager_until_; }

    /// A network that is slow even when it is well is given more.
    [[nodiscard]] std::chrono::milliseconds eager_patience() const {
        const auto usual = std::chrono::duration_cast<std::chrono::milliseconds>(3 * took_);
        return std::clamp(usual, times_.eager_patience,
                          std::max(times_.patience, times_.eager_patience));
    }

    void give_up_in_time() {
        const auto attempt = attempt_;
        timer_.expires_after(is_eager() ? eager_patience() : times_.patience);
        timer_.async_wait([this, attempt](error_code failed) {
            if (!failed && attempt == attempt_) drop("it does not answer");
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
        stream_->read([this, attempt](error_code failed, std::string_view bytes) {
            if (attempt != attempt_) return;
            reading_ = false;
            if (failed) return drop(words_for(failed));
            take_bytes(bytes);
        });
    }

    void take_bytes(std::string_view bytes) {
        const auto attempt = attempt_;
        heard_ = read_clock_();
        if (!framer_.push(bytes)) return give_up("it sent a line that is too long");
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
            return give_up("it does not speak like a daemon: " + message.error().sentence);
        }
        if (const auto* hello = std::get_if<wire::Hello>(&*message)) return greet(*hello);
        if (!is_open()) return give_up("it did not say hello");
        if (const auto* asked = std::get_if<wire::Ping>(&*message)) {
            static_cast<void>(send(wire::Pong{asked->t_ns, Instant{}}));
        }
        if (!resume_point_.take(*message)) return drop("a message was missing");
        push(Received{std::move(*message), heard_});
    }

    void greet(const wire::Hello& hello) {
        if (hello.protocol != wire::kProtocolVersion) {
            return give_up(
                fmt::format("it speaks version {} of the protocol, this console version {}.",
                            hello.protocol, wire::kProtocolVersion),
                LinkPhase::WrongVersion);
        }
        reached_ = stream_->peer();
        wall_ahead_ = ahead_of_here(hello.wall);
        took_ = read_clock_() - began_;
        retry_ = times_.first_retry;
        {
            const std::lock_guard lock{mutex_};
            open_ = true;
        }
        push(Received{hello, heard_});
        push_link(LinkPhase::Open);
        if (!door_.token.empty()) {
            static_cast<void>(send(wire::Login{CommandId{std::string(kLoginId)}, door_.token}));
        }
        static_cast<void>(send(resume_point_.greet(hello.session)));
        watch(attempt_);
        ping();
    }

    [[nodiscard]] bool is_open() {
        const std::lock_guard lock{mutex_};
        return open_;
    }

    /// Writes one line after the other; only the first of the queue is on its way.
    void write() {
        if (writing_) return;
        std::string line;
        {
            const std::lock_guard lock{mutex_};
            if (outbound_.empty()) return;
            line = std::move(outbound_.front());
            outbound_.pop_front();
        }
        writing_ = true;
        stream_->write(std::move(line), [this, attempt = attempt_](error_code failed) {
            if (attempt != attempt_) return;
            writing_ = false;
            if (failed) return drop(words_for(failed));
            write();
        });
    }

    /// Ends the connection, or the attempt at one.
    void leave() {
        ++attempt_;
        connected_ = reading_ = writing_ = false;
        {
            const std::lock_guard lock{mutex_};
            if (open_) eager_until_ = read_clock_() + times_.eager_for;
            open_ = false;
            paused_ = false;
            outbound_.clear();
        }
        resolver_.cancel();
        timer_.cancel();
        if (stream_) stream_->close();
    }

    /// As drop(), but what a person has to settle is not looked at all the time.
    void give_up(const std::string& reason, LinkPhase phase = LinkPhase::Down) {
        leave();
        eager_until_ = {};
        retry_ = times_.last_retry;
        drop(reason, phase);
    }

    void drop(const std::string& reason, LinkPhase phase = LinkPhase::Down) {
        leave();
        const bool soon = is_eager();
        const auto pause = soon ? times_.first_retry : retry_;
        push_link(phase, reason, pause);
        timer_.expires_after(pause);
        timer_.async_wait([this, attempt = attempt_](error_code failed) {
            if (!failed && attempt == attempt_) connect();
        });
        if (!soon) retry_ = std::min(retry_ * 2, times_.last_retry);
    }

    Door door_;
    std::function<void()> wake_;
    ClientTimes times_;
    ReadClock read_clock_;
    asio::io_context io_{1};
    tcp::resolver resolver_{io_};
    std::shared_ptr<Stream> stream_;
    asio::steady_timer timer_{io_};
    LineFramer framer_{limits::kServerLineBytes};
    Attempt attempt_ = 0;
    bool connected_ = false;
    bool reading_ = false;
    bool writing_ = false;
    LocalTime heard_{};
    std::chrono::milliseconds retry_ = times_.first_retry;
    std::optional<std::chrono::seconds> wall_ahead_;
    std::optional<Stream::Endpoint> reached_;  ///< where the daemon answered last
    LocalTime eager_until_{};
    LocalTime began_{};                ///< the attempt
    std::chrono::nanoseconds took_{};  ///< the last attempt that led to a daemon
    ResumePoint resume_point_;

    std::mutex mutex_;
    std::vector<Incoming> inbound_;     // under mutex_
    std::deque<std::string> outbound_;  // under mutex_
    bool open_ = false;                 // under mutex_
    bool paused_ = false;               // under mutex_

    std::thread thread_;  // last: it uses all of the above
};

Client::Client(Door door, std::function<void()> wake, ClientTimes times, ReadClock read_clock)
    : connection_(std::make_unique<Connection>(std::move(door), std::move(wake), times,
                                               std::move(read_clock))) {}

Client::~Client() = default;

void Client::go(Door door) { connection_->go(std::move(door)); }

std::vector<Incoming> Client::take() { return connection_->take(); }

bool Client::send(const wire::FromListener& message) { return connection_->send(message); }

}  // namespace qm::gui
