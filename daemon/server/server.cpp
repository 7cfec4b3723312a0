// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/server.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/dns_sd/announcer.hpp"
#include "daemon/server/door.hpp"
#include "daemon/server/http/http.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/listeners.hpp"
#include "daemon/server/mqtt/publisher.hpp"
#include "daemon/server/same_machine.hpp"
#include "daemon/server/tcp_connection.hpp"
#include "daemon/server/tls/access.hpp"
#include "daemon/server/tls/devices.hpp"
#include "daemon/server/tls/identity.hpp"
#include "daemon/server/tls/tls.hpp"

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

/// A port that is taken costs what is behind that door only: timing and the plain door go on.
std::shared_ptr<Door> try_door(asio::io_context& io, const std::string& address,
                               std::optional<unsigned short> port, std::string& trouble) {
    if (!port) return nullptr;
    try {
        return std::make_shared<Door>(io, DoorPlace{address, *port});
    } catch (const std::system_error& failed) {
        trouble = failed.what();
        return nullptr;
    }
}

/// Whether a door at this address is for others than this machine too.
bool is_for_others(const std::string& address) {
    error_code failed;
    const auto place = asio::ip::make_address(address, failed);
    return failed || !place.is_loopback();
}

/// What is behind the TLS door; who may command there is from then on the hub's to ask.
std::shared_ptr<Tls> try_tls(asio::io_context& io, Hub& hub,
                             const std::shared_ptr<Listeners>& listeners, std::string& trouble) {
    if (!hub.settings.tls_port) return nullptr;
    const auto identity = own_identity(hub.settings.identity_file);
    auto devices = Devices::open(hub.settings.devices_file);
    if (!identity || !devices) {
        trouble = identity ? devices.error().sentence : identity.error().sentence;
        return nullptr;
    }
    try {
        auto made = std::make_shared<Tls>(hub, listeners, *identity);
        hub.access = std::make_shared<Access>(
            io, hub.desk, std::move(*devices), identity->pin,
            Access::Present{
                [&all = *listeners](const std::string& device) { return all.has(device); },
                [&all = *listeners](const std::string& device) { all.send_away(device); }});
        return made;
    } catch (const std::runtime_error& failed) {
        trouble = failed.what();
        return nullptr;
    }
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
public:
    Impl(asio::io_context& io, Settings settings, Desk& desk)
        : io_(io),
          hub_(std::move(settings), desk),
          listeners_(std::make_shared<Listeners>(io, hub_)),
          door_(std::make_shared<Door>(io, DoorPlace{hub_.settings.address, hub_.settings.port})),
          http_(std::make_shared<Http>(hub_, listeners_, [this] { return counters(); })),
          http_door_(try_door(io, hub_.settings.address, hub_.settings.http_port, http_trouble_)),
          tls_(try_tls(io, hub_, listeners_, tls_trouble_)) {
        if (tls_ == nullptr) return;
        tls_door_ = try_door(io, hub_.settings.address, hub_.settings.tls_port, tls_trouble_);
        if (tls_door_ == nullptr) hub_.access.reset();
    }

    void start() {
        if (!hub_.settings.mqtt.broker.empty())
            publisher_.emplace(io_, hub_.settings.mqtt, hub_.desk);
        hub_.http_port = http_port().value_or(0);
        hub_.tls_port = tls_port().value_or(0);
        listeners_->open();
        door_->open(
            [self = shared_from_this()](tcp::socket socket) { self->welcome(std::move(socket)); });
        open_if_there(http_door_, http_);
        open_if_there(tls_door_, tls_);
        if (hub_.settings.is_announced && is_for_others(hub_.settings.address)) announce();
    }

    void stop() {
        if (std::exchange(stopped_, true)) return;
        door_->close();
        if (http_door_ != nullptr) http_door_->close();
        http_->close();
        if (tls_door_ != nullptr) tls_door_->close();
        if (tls_ != nullptr) tls_->close();
        listeners_->close();
        if (hub_.access != nullptr) hub_.access->close();
        if (publisher_) publisher_->stop();
        if (announcer_) announcer_->stop();
    }

    void publish(Seq first, const std::vector<Event>& events) {
        if (stopped_) return;
        std::vector<Hub::NumberedLine> lines;
        lines.reserve(events.size());
        auto seq = to_number(first);
        for (const auto& event : events) lines.push_back(hub_.add(Seq{seq++}, event));
        hub_.counters.events += lines.size();
        listeners_->publish();
        if (publisher_) publisher_->publish(lines);
    }

    void recorded_through(Seq seq) {
        if (stopped_) return;
        hub_.set_recorded(seq);
        listeners_->recorded();
    }

    [[nodiscard]] unsigned short port() const { return door_->port(); }
    [[nodiscard]] std::optional<unsigned short> http_port() const {
        if (http_door_ == nullptr) return std::nullopt;
        return http_door_->port();
    }
    [[nodiscard]] const std::string& http_trouble() const { return http_trouble_; }
    [[nodiscard]] std::optional<unsigned short> tls_port() const {
        if (tls_door_ == nullptr) return std::nullopt;
        return tls_door_->port();
    }
    [[nodiscard]] const std::string& tls_trouble() const { return tls_trouble_; }
    [[nodiscard]] std::string pin() const {
        return hub_.access == nullptr ? std::string{} : hub_.access->pin();
    }
    [[nodiscard]] Counters counters() const {
        auto counters = hub_.counters;
        counters.listeners = listeners_->size();
        if (hub_.access != nullptr) counters.devices = hub_.access->count();
        if (publisher_) counters.mqtt = publisher_->counters();
        return counters;
    }

private:
    template <class Behind>
    void open_if_there(const std::shared_ptr<Door>& door, const std::shared_ptr<Behind>& behind) {
        if (door == nullptr) return;
        door->open([self = shared_from_this(), behind](tcp::socket socket) {
            self->prepare(socket);
            behind->welcome(std::move(socket));
        });
    }

    void announce() {
        announcer_.emplace(
            io_, dns_sd::Announcement{hub_.desk.hello().host, port(), http_port(), tls_port()},
            hub_.settings.say);
    }

    void prepare(tcp::socket& socket) const {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        set_user_timeout(socket, hub_.settings.stuck_after);
    }

    void welcome(tcp::socket socket) {
        prepare(socket);
        const auto role = is_from_this_machine(socket) ? wire::Role::Owner : wire::Role::Viewer;
        listeners_->add(std::make_shared<TcpConnection>(std::move(socket)),
                        {Entrance::Plain, role});
    }

    asio::io_context& io_;
    Hub hub_;
    std::shared_ptr<Listeners> listeners_;
    std::shared_ptr<Door> door_;
    std::shared_ptr<Http> http_;
    std::string http_trouble_;
    std::shared_ptr<Door> http_door_;
    std::string tls_trouble_;
    std::shared_ptr<Tls> tls_;
    std::shared_ptr<Door> tls_door_;
    std::optional<mqtt::Publisher> publisher_;
    std::optional<dns_sd::Announcer> announcer_;
    bool stopped_ = false;
};

Server::Server(asio::io_context& io, Settings settings, Desk& desk)
    : impl_(std::make_shared<Impl>(io, std::move(settings), desk)) {
    impl_->start();
}
Server::~Server() { stop(); }

unsigned short Server::port() const { return impl_->port(); }
std::optional<unsigned short> Server::http_port() const { return impl_->http_port(); }
const std::string& Server::http_trouble() const { return impl_->http_trouble(); }
std::optional<unsigned short> Server::tls_port() const { return impl_->tls_port(); }
const std::string& Server::tls_trouble() const { return impl_->tls_trouble(); }
std::string Server::pin() const { return impl_->pin(); }
void Server::publish(Seq first, const std::vector<Event>& events) { impl_->publish(first, events); }
void Server::recorded_through(Seq seq) { impl_->recorded_through(seq); }
void Server::stop() { impl_->stop(); }
Counters Server::counters() const { return impl_->counters(); }

}  // namespace qm::server
