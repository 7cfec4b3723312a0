// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/connection.hpp"

namespace qm::server {

/// Plain TCP.
class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
public:
    explicit TcpConnection(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

    void end_output() override;
    void watch_for_loss() override;
    [[nodiscard]] boost::asio::any_io_executor executor() override {
        return socket_.get_executor();
    }

private:
    void begin_reading() override;
    void begin_writing() override;
    void shut() override;

    boost::asio::ip::tcp::socket socket_;
    std::array<char, 8 * 1024> buffer_{};
};

}  // namespace qm::server
