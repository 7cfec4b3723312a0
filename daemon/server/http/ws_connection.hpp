// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <limits>
#include <memory>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "daemon/server/connection.hpp"

namespace qm::server {

/// A WebSocket: each line is one text message, and each message that comes is one line.
class WsConnection final : public Connection, public std::enable_shared_from_this<WsConnection> {
public:
    using Request = boost::beast::http::request<boost::beast::http::empty_body>;

    explicit WsConnection(boost::asio::ip::tcp::socket socket);

    /// Answers the request that asked for it; then `done` is told whether it is one.
    void accept(const Request& request, std::function<void(bool)> done);

    void end_output() override;
    /// Nobody closes a WebSocket's one side only.
    void watch_for_loss() override {}
    [[nodiscard]] boost::asio::any_io_executor executor() override { return ws_.get_executor(); }

private:
    /// Tells of every byte that the peer's side takes; limits nothing.
    class Watched {
    public:
        explicit Watched(WsConnection& owner) : owner_(&owner) {}

    private:
        friend class boost::beast::rate_policy_access;
        static constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
        [[nodiscard]] static std::size_t available_read_bytes() { return kAll; }
        [[nodiscard]] static std::size_t available_write_bytes() { return kAll; }
        static void transfer_read_bytes(std::size_t) {}
        void transfer_write_bytes(std::size_t count) const {
            if (count > 0) owner_->note_progress();
        }
        static void on_timer() {}

        WsConnection* owner_;
    };
    using Stream =
        boost::beast::basic_stream<boost::asio::ip::tcp, boost::asio::any_io_executor, Watched>;

    void begin_reading() override;
    void begin_writing() override;
    void shut() override;
    void write_from(std::size_t index);

    boost::beast::websocket::stream<Stream> ws_;
    std::array<char, 8 * 1024> buffer_{};
};

}  // namespace qm::server
