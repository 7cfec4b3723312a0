// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/address.hpp>

namespace qm::server {

/// Who sits at this machine: a peer on the loopback, or one that came from the very address it called.
/// Nobody elsewhere can have either, since the answers would not reach them.
[[nodiscard]] bool is_same_machine(const boost::asio::ip::address& peer,
                                   const boost::asio::ip::address& local);

}  // namespace qm::server
