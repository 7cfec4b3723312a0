// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace qm::server {

/// Who sits at this machine: a peer on the loopback, or one that came from the very address it called.
/// Nobody elsewhere can have either, since the answers would not reach them.
[[nodiscard]] bool is_same_machine(const boost::asio::ip::address& peer,
                                   const boost::asio::ip::address& local);

/// The same of whoever is at the other end; false where that cannot be found out.
[[nodiscard]] bool is_from_this_machine(const boost::asio::ip::tcp::socket& socket);

}  // namespace qm::server
