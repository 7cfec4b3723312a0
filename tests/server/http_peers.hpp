// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace qm::server::test {

/// Whoever speaks over a real loopback connection to the HTTP door, byte for byte.
class HttpPeer {
public:
    HttpPeer(boost::asio::io_context& io, unsigned short port);
    ~HttpPeer() { socket_->close(); }
    HttpPeer(const HttpPeer&) = delete;
    HttpPeer& operator=(const HttpPeer&) = delete;
    void send(std::string bytes);
    /// Sends them, and that nothing more will come.
    void send_all(std::string bytes);

    std::string got;
    bool closed = false;  ///< the daemon ended the connection

private:
    void read();

    std::shared_ptr<boost::asio::ip::tcp::socket> socket_;
    std::array<char, 16 * 1024> buffer_{};
};

/// A WebSocket to /ws, by Beast's client.
class WsPeer {
public:
    /// `origin` is what a browser says of the page it shows; empty: no browser.
    WsPeer(boost::asio::io_context& io, unsigned short port, const std::string& origin = {});
    ~WsPeer();
    WsPeer(const WsPeer&) = delete;
    WsPeer& operator=(const WsPeer&) = delete;
    void send(std::string text);
    [[nodiscard]] bool is_open() const;

    std::vector<std::string> messages;
    bool closed = false;

private:
    struct Stream;
    void read();

    std::shared_ptr<Stream> stream_;
};

}  // namespace qm::server::test
