// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/socket_connection.hpp"

namespace qm::server {

/// Plain TCP.
class TcpConnection final : public SocketConnection {
public:
    explicit TcpConnection(boost::asio::ip::tcp::socket socket);

    void end_output() override;
    void watch_for_loss() override;

private:
    [[nodiscard]] boost::asio::ip::tcp::socket& socket() override { return socket_; }
    [[nodiscard]] std::string_view bytes_of(const Encoded& line) const override {
        return line.line();
    }
    void begin_reading() override;
    void shut() override;

    boost::asio::ip::tcp::socket socket_;
};

}  // namespace qm::server
