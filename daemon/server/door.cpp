// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/door.hpp"

#include <chrono>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/ip/v6_only.hpp>

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// After a failed accept (no descriptor left): time for some to become free.
constexpr std::chrono::milliseconds kAcceptPause{100};

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

[[noreturn]] void refuse_to_start(const DoorPlace& place, const error_code& failed) {
    const auto where = fmt::format("port {} of address \"{}\"", place.port, place.address);
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

void open_at(tcp::acceptor& acceptor, const DoorPlace& place) {
    error_code failed;
    const auto address = asio::ip::make_address(place.address, failed);
    if (failed) refuse_to_start(place, failed);
    failed = listen_at(acceptor, {address, place.port});
    if (failed && place.address == "::" && has_no_ipv6(failed)) {
        error_code ignored;
        acceptor.close(ignored);
        failed = listen_at(acceptor, {tcp::v4(), place.port});
    }
    if (failed) refuse_to_start(place, failed);
}

}  // namespace

Door::Door(asio::io_context& io, const DoorPlace& place) : acceptor_(io), pause_(io) {
    open_at(acceptor_, place);
    port_ = acceptor_.local_endpoint().port();
}

void Door::open(Welcome welcome) {
    welcome_ = std::move(welcome);
    accept_next();
}

void Door::close() {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    welcome_ = nullptr;
}

void Door::accept_next() {
    acceptor_.async_accept(
        [self = shared_from_this()](const error_code& failed, tcp::socket socket) {
            if (!self->welcome_) return;
            if (failed) return self->accept_later();
            const auto welcome = self->welcome_;  // may close the door
            welcome(std::move(socket));
            if (self->welcome_) self->accept_next();
        });
}

void Door::accept_later() {
    pause_.expires_after(kAcceptPause);
    pause_.async_wait([self = shared_from_this()](const error_code& failed) {
        if (!failed && self->welcome_) self->accept_next();
    });
}

}  // namespace qm::server
