// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/server.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/door.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/listeners.hpp"
#include "daemon/server/same_machine.hpp"
#include "daemon/server/tcp_connection.hpp"

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// A peer whose network is gone is found out by the kernel, whose buffers hide it from us.
void set_user_timeout(tcp::socket& socket, std::chrono::milliseconds after) {
    const auto value = static_cast<unsigned>(after.count());
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &value, sizeof value);
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
public:
    Impl(asio::io_context& io, Settings settings, Desk& desk)
        : hub_(std::move(settings), desk),
          listeners_(std::make_shared<Listeners>(io, hub_)),
          door_(std::make_shared<Door>(io, DoorPlace{hub_.settings.address, hub_.settings.port})) {}

    void start() {
        listeners_->open();
        door_->open(
            [self = shared_from_this()](tcp::socket socket) { self->welcome(std::move(socket)); });
    }

    void stop() {
        if (std::exchange(stopped_, true)) return;
        door_->close();
        listeners_->close();
    }

    void publish(Seq first, const std::vector<Event>& events) {
        if (stopped_) return;
        std::vector<Hub::NumberedLine> lines;
        lines.reserve(events.size());
        auto seq = to_number(first);
        for (const auto& event : events) lines.push_back(hub_.add(Seq{seq++}, event));
        listeners_->publish(lines);
    }

    void recorded_through(Seq seq) {
        if (stopped_) return;
        hub_.set_recorded(seq);
        listeners_->recorded();
    }

    [[nodiscard]] unsigned short port() const { return door_->port(); }
    [[nodiscard]] Counters counters() const {
        auto counters = hub_.counters;
        counters.listeners = listeners_->size();
        return counters;
    }

private:
    void welcome(tcp::socket socket) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        set_user_timeout(socket, hub_.settings.stuck_after);
        if (listeners_->is_crowded()) return;
        const bool may_command = is_from_this_machine(socket);
        listeners_->add(std::make_shared<TcpConnection>(std::move(socket)), may_command);
    }

    Hub hub_;
    std::shared_ptr<Listeners> listeners_;
    std::shared_ptr<Door> door_;
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
