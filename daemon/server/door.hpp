// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

namespace qm::server {

/// Where a door is.
struct DoorPlace {
    std::string address = "::";  ///< "::" takes IPv4 too, and is 0.0.0.0 where there is no IPv6
    unsigned short port = 0;     ///< 0: any free one
};

/// Lets peers in, one after the other; what they say is not its business.
class Door : public std::enable_shared_from_this<Door> {
public:
    using Welcome = std::function<void(boost::asio::ip::tcp::socket)>;

    /// Throws std::system_error with a sentence when it cannot listen.
    Door(boost::asio::io_context& io, const DoorPlace& place);

    /// From now on each peer is passed to `welcome`, from handlers of the io_context, until close().
    void open(Welcome welcome);
    void close();
    [[nodiscard]] unsigned short port() const { return port_; }

private:
    void accept_next();
    void accept_later();

    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer pause_;
    Welcome welcome_;  ///< empty: closed
    unsigned short port_ = 0;
};

}  // namespace qm::server
