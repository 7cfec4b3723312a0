// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/same_machine.hpp"

namespace qm::server {

namespace ip = boost::asio::ip;

namespace {

/// An IPv4 peer at a dual-stack door looks like ::ffff:192.0.2.1.
ip::address plain(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    }
    return address;
}

}  // namespace

bool is_same_machine(const ip::address& peer, const ip::address& local) {
    const auto from = plain(peer);
    return from.is_loopback() || (!from.is_unspecified() && from == plain(local));
}

bool is_from_this_machine(const boost::asio::ip::tcp::socket& socket) {
    boost::system::error_code failed;
    const auto peer = socket.remote_endpoint(failed);
    if (failed) return false;
    const auto local = socket.local_endpoint(failed);
    return !failed && is_same_machine(peer.address(), local.address());
}

}  // namespace qm::server
