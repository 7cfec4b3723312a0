// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "daemon/server/http/frame_layer.hpp"
#include "daemon/server/socket_connection.hpp"

namespace qm::server {

/// A WebSocket: each line is one text message, and each message that comes is one line. Beast does the handshake, reads
/// and answers pings; lines go out past it, as the frames they were made into once for all.
class WsConnection final : public SocketConnection {
public:
    using Request = boost::beast::http::request<boost::beast::http::empty_body>;

    explicit WsConnection(boost::asio::ip::tcp::socket socket);

    /// Answers the request that asked for it; then `done` is told whether it is one.
    void accept(const Request& request, std::function<void(bool)> done);

    void end_output() override;
    /// Nobody closes a WebSocket's one side only.
    void watch_for_loss() override {}

private:
    [[nodiscard]] boost::asio::ip::tcp::socket& socket() override {
        return ws_.next_layer().next_layer();
    }
    [[nodiscard]] std::string_view bytes_of(const Encoded& line) const override {
        return line.frame();
    }
    void begin_reading() override;
    void sent_all() override;
    void shut() override;
    /// Beast's own words: sent when no frame is half sent. False when too many wait.
    [[nodiscard]] bool say(std::string_view bytes);

    boost::beast::websocket::stream<FrameLayer> ws_;
    std::array<char, 8 * 1024> buffer_{};
    std::vector<Line> said_;    // by Beast, being sent
    std::vector<Line> to_say_;  // by Beast, when what is being sent is
};

}  // namespace qm::server
