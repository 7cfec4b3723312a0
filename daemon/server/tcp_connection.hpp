// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/connection.hpp"

namespace qm::server {

/// Plain TCP.
class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
public:
    explicit TcpConnection(boost::asio::ip::tcp::socket socket);

    void end_output() override;
    void watch_for_loss() override;
    [[nodiscard]] boost::asio::any_io_executor executor() override {
        return socket_.get_executor();
    }

private:
    void begin_reading() override;
    [[nodiscard]] bool write_at_once() override;
    void begin_writing() override;
    void shut() override;

    boost::asio::ip::tcp::socket socket_;
    std::vector<boost::asio::const_buffer> unsent_;  // of lines()
};

}  // namespace qm::server
