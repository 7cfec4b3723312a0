// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "daemon/server/connection.hpp"

namespace qm::server {

using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// TLS, after its handshake.
class TlsConnection final : public Connection, public std::enable_shared_from_this<TlsConnection> {
public:
    explicit TlsConnection(std::unique_ptr<TlsStream> stream) : stream_(std::move(stream)) {}

    void end_output() override;
    void watch_for_loss() override;
    [[nodiscard]] boost::asio::any_io_executor executor() override {
        return stream_->get_executor();
    }

private:
    void begin_reading() override;
    void begin_writing() override;
    void shut() override;

    std::unique_ptr<TlsStream> stream_;
    std::array<char, 8 * 1024> buffer_{};
};

}  // namespace qm::server
