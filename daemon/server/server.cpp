// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/server.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/server/hub.hpp"
#include "daemon/server/listener.hpp"

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// Listeners too many that are being told so at one time; more are closed without a word.
constexpr std::size_t kBeingRefused = 32;
/// After a failed accept (no descriptor left): time for some to become free.
constexpr std::chrono::milliseconds kAcceptPause{100};

/// A peer whose network is gone is found out by the kernel, whose buffers hide it from us.
void set_user_timeout(tcp::socket& socket, std::chrono::milliseconds after) {
    const auto value = static_cast<unsigned>(after.count());
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &value, sizeof value);
}

error_code listen_at(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
    try {
        acceptor.open(endpoint.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        if (endpoint.address() == asio::ip::address_v6::any()) {
            acceptor.set_option(asio::ip::v6_only(false));
        }
        acceptor.bind(endpoint);
        acceptor.listen();
        return {};
    } catch (const boost::system::system_error& what) {
        return what.code();
    }
}

bool has_no_ipv6(const error_code& failed) {
    return failed == asio::error::address_family_not_supported ||
           failed == boost::system::errc::address_not_available;
}

[[noreturn]] void refuse_to_start(const Settings& settings, const error_code& failed) {
    const auto where = fmt::format("port {} of address \"{}\"", settings.port, settings.address);
    std::string sentence = "cannot listen at " + where;
    if (failed == asio::error::address_in_use) {
        sentence =
            fmt::format("{} is taken by another program: stop it, or set another port", where);
    } else if (failed == asio::error::access_denied) {
        sentence =
            fmt::format("{} may not be opened by this account: set a port above 1023", where);
    }
    throw std::system_error(std::error_code(failed.value(), std::system_category()), sentence);
}

void open_door(tcp::acceptor& acceptor, const Settings& settings) {
    error_code failed;
    const auto address = asio::ip::make_address(settings.address, failed);
    if (failed) refuse_to_start(settings, failed);
    failed = listen_at(acceptor, {address, settings.port});
    if (failed && settings.address == "::" && has_no_ipv6(failed)) {
        error_code ignored;
        acceptor.close(ignored);
        failed = listen_at(acceptor, {tcp::v4(), settings.port});
    }
    if (failed) refuse_to_start(settings, failed);
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
public:
    Impl(asio::io_context& io, Settings settings, Desk& desk)
        : hub_(std::move(settings), desk), acceptor_(io), pause_(io), rounds_(io) {
        open_door(acceptor_, hub_.settings);
        port_ = acceptor_.local_endpoint().port();
    }

    void start() {
        accept_next();
        look_after_all();
    }

    void stop() {
        if (std::exchange(stopped_, true)) return;
        error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
        rounds_.cancel();
        for (const auto& listener : listeners_) listener->close();
        listeners_.clear();
    }

    void publish(Seq first, const std::vector<Event>& events) {
        if (stopped_) return;
        std::vector<Hub::NumberedLine> lines;
        lines.reserve(events.size());
        auto seq = to_number(first);
        for (const auto& event : events) lines.push_back(hub_.add(Seq{seq++}, event));
        for (const auto& listener : listeners_) listener->take(lines);
    }

    void recorded_through(Seq seq) {
        if (stopped_) return;
        hub_.set_recorded(seq);
        for (const auto& listener : listeners_) listener->take_recorded();
    }

    [[nodiscard]] unsigned short port() const { return port_; }
    [[nodiscard]] Counters counters() const {
        auto counters = hub_.counters;
        counters.listeners = listeners_.size();
        return counters;
    }

private:
    void accept_next() {
        acceptor_.async_accept(
            [self = shared_from_this()](const error_code& failed, tcp::socket socket) {
                if (self->stopped_) return;
                if (failed) return self->accept_later();
                self->welcome(std::move(socket));
                self->accept_next();
            });
    }

    void accept_later() {
        pause_.expires_after(kAcceptPause);
        pause_.async_wait([self = shared_from_this()](const error_code& failed) {
            if (!failed && !self->stopped_) self->accept_next();
        });
    }

    void welcome(tcp::socket socket) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        set_user_timeout(socket, hub_.settings.stuck_after);
        const bool is_full = listeners_.size() >= hub_.settings.listeners;
        if (is_full) ++hub_.counters.refused;
        if (listeners_.size() >= hub_.settings.listeners + kBeingRefused) return;
        const auto listener =
            std::make_shared<Listener>(std::make_shared<Connection>(std::move(socket)), hub_,
                                       [this](Listener& one) { forget(one); });
        listeners_.push_back(listener);
        if (is_full) {
            listener->dismiss("full",
                              fmt::format("{} listeners are connected, and no more are taken: "
                                          "close one and come again",
                                          hub_.settings.listeners));
        } else {
            ++hub_.counters.accepted;
            listener->greet();
        }
    }

    void forget(const Listener& gone) {
        std::erase_if(listeners_, [&](const auto& one) { return one.get() == &gone; });
    }

    void look_after_all() {
        rounds_.expires_after(hub_.settings.ping_every);
        rounds_.async_wait([self = shared_from_this()](const error_code& failed) {
            if (failed || self->stopped_) return;
            const auto all = self->listeners_;  // a copy: those that are stuck leave the list
            for (const auto& listener : all) listener->look_after();
            self->look_after_all();
        });
    }

    Hub hub_;
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    asio::steady_timer rounds_;
    std::vector<std::shared_ptr<Listener>> listeners_;
    unsigned short port_ = 0;
    bool stopped_ = false;
};

Server::Server(asio::io_context& io, Settings settings, Desk& desk)
    : impl_(std::make_shared<Impl>(io, std::move(settings), desk)) {
    impl_->start();
}
Server::~Server() { stop(); }

unsigned short Server::port() const { return impl_->port(); }
void Server::publish(Seq first, const std::vector<Event>& events) { impl_->publish(first, events); }
void Server::recorded_through(Seq seq) { impl_->recorded_through(seq); }
void Server::stop() { impl_->stop(); }
Counters Server::counters() const { return impl_->counters(); }

}  // namespace qm::server
