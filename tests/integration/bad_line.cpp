// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/bad_line.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

namespace qm::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

/// How it is at present.
struct Weather {
    LineCondition condition;
    bool stalls = false;
    std::atomic<std::size_t> bytes{0};
};

using Socket = std::shared_ptr<tcp::socket>;

void close(const Socket& socket) {
    error_code ignored;
    socket->close(ignored);
}

/// One direction of one connection. What was read waits until it is due; little waits at one time, so that
/// the sender feels how slow it is.
class Pipe : public std::enable_shared_from_this<Pipe> {
public:
    Pipe(Socket from, Socket to, Weather& weather)
        : from_(std::move(from)),
          to_(std::move(to)),
          weather_(weather),
          timer_(to_->get_executor()) {}

    void read() {
        if (dead_ || reading_ || waiting_.size() >= kWaiting) return;
        reading_ = true;
        from_->async_read_some(asio::buffer(buffer_),
                               [self = shared_from_this()](error_code failed, std::size_t size) {
                                   self->reading_ = false;
                                   if (self->dead_) return;
                                   if (failed) return self->end();
                                   self->keep(size);
                                   self->read();
                                   self->write();
                               });
    }

    /// Nothing goes over it any more, and nobody is told.
    void die() {
        dead_ = true;
        timer_.cancel();
    }

    /// After a stall.
    void write() {
        if (dead_ || writing_ || weather_.stalls || waiting_.empty()) return;
        writing_ = true;
        timer_.expires_at(waiting_.front().due);
        timer_.async_wait([self = shared_from_this()](error_code) { self->write_first(); });
    }

private:
    static constexpr std::size_t kWaiting = 64;
    struct Parcel {
        std::string bytes;
        Clock::time_point due;
    };

    void keep(std::size_t size) {
        const auto& condition = weather_.condition;
        free_ = std::max(free_, Clock::now());
        if (condition.bytes_per_s > 0) {
            free_ += std::chrono::nanoseconds{1'000'000'000ULL * size / condition.bytes_per_s};
        }
        waiting_.push_back({std::string(buffer_.data(), size), free_ + condition.delay});
    }

    void write_first() {
        writing_ = false;
        if (dead_ || weather_.stalls) return;
        writing_ = true;
        asio::async_write(*to_, asio::buffer(waiting_.front().bytes),
                          [self = shared_from_this()](error_code failed, std::size_t size) {
                              self->writing_ = false;
                              self->weather_.bytes += size;
                              self->waiting_.pop_front();
                              if (failed) return self->end();
                              self->read();
                              self->write();
                          });
    }

    void end() {
        die();
        close(from_);
        close(to_);
    }

    Socket from_;
    Socket to_;
    Weather& weather_;
    asio::steady_timer timer_;
    std::array<char, 1024> buffer_{};
    std::deque<Parcel> waiting_;
    Clock::time_point free_{};
    bool reading_ = false;
    bool writing_ = false;
    bool dead_ = false;
};

}  // namespace

class BadLine::Proxy {
public:
    explicit Proxy(unsigned short daemon_port)
        : daemon_(asio::ip::address_v4::loopback(), daemon_port) {
        accept();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~Proxy() {
        io_.stop();
        thread_.join();
    }
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    [[nodiscard]] std::string port() const { return std::to_string(door_.local_endpoint().port()); }
    [[nodiscard]] std::size_t bytes() const { return weather_.bytes; }

    void set(LineCondition condition) {
        asio::post(io_, [this, condition] { weather_.condition = condition; });
    }
    void stall(bool on) {
        asio::post(io_, [this, on] {
            weather_.stalls = on;
            for (const auto& pipe : pipes_) pipe->write();
        });
    }
    void reset() {
        asio::post(io_, [this] {
            kill_pipes();
            for (const auto& socket : sockets_) {
                error_code ignored;
                socket->set_option(asio::socket_base::linger{true, 0}, ignored);
                close(socket);
            }
            sockets_.clear();
        });
    }
    void out(bool is_out) {
        asio::post(io_, [this, is_out] {
            out_ = is_out;
            if (out_) kill_pipes();
        });
    }

private:
    void kill_pipes() {
        for (const auto& pipe : pipes_) pipe->die();
        pipes_.clear();
    }

    void accept() {
        auto listener = std::make_shared<tcp::socket>(io_);
        door_.async_accept(*listener, [this, listener](error_code failed) {
            if (failed) return;
            sockets_.push_back(listener);
            if (!out_) join(listener);
            accept();
        });
    }

    void join(const Socket& listener) {
        auto daemon = std::make_shared<tcp::socket>(io_);
        sockets_.push_back(daemon);
        error_code failed;
        daemon->connect(daemon_, failed);
        if (failed) return close(listener);
        for (const auto& [from, to] : {std::pair{listener, daemon}, std::pair{daemon, listener}}) {
            pipes_.push_back(std::make_shared<Pipe>(from, to, weather_));
            pipes_.back()->read();
        }
    }

    Weather weather_;  // before all that looks at it
    asio::io_context io_{1};
    tcp::endpoint daemon_;
    tcp::acceptor door_{io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    std::vector<Socket> sockets_;
    std::vector<std::shared_ptr<Pipe>> pipes_;
    bool out_ = false;
    std::thread thread_;  // last: it uses all of the above
};

BadLine::BadLine(unsigned short daemon_port) : proxy_(std::make_unique<Proxy>(daemon_port)) {}
BadLine::~BadLine() = default;

std::string BadLine::port() const { return proxy_->port(); }
void BadLine::set(LineCondition condition) { proxy_->set(condition); }
void BadLine::stall(bool on) { proxy_->stall(on); }
void BadLine::reset() { proxy_->reset(); }
void BadLine::out(bool is_out) { proxy_->out(is_out); }
std::size_t BadLine::bytes() const { return proxy_->bytes(); }

}  // namespace qm::test
