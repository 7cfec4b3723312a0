// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http_peers.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace qm::server::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

HttpPeer::HttpPeer(asio::io_context& io, unsigned short port)
    : socket_(std::make_shared<tcp::socket>(io)) {
    error_code failed = asio::error::interrupted;  // a fuzzer's clock comes between
    while (failed == asio::error::interrupted) {
        socket_->close();
        socket_->connect({asio::ip::address_v4::loopback(), port}, failed);
    }
    if (failed) throw boost::system::system_error{failed};
    read();
}

void HttpPeer::send(std::string bytes) {
    const auto kept = std::make_shared<const std::string>(std::move(bytes));
    asio::async_write(*socket_, asio::buffer(*kept),
                      [socket = socket_, kept](const error_code&, std::size_t) {});
}

void HttpPeer::send_all(std::string bytes) {
    const auto kept = std::make_shared<const std::string>(std::move(bytes));
    asio::async_write(*socket_, asio::buffer(*kept),
                      [socket = socket_, kept](const error_code& failed, std::size_t) {
                          error_code ignored;
                          if (!failed) socket->shutdown(tcp::socket::shutdown_send, ignored);
                      });
}

void HttpPeer::read() {
    socket_->async_read_some(asio::buffer(buffer_),
                             [this, socket = socket_](const error_code& failed, std::size_t count) {
                                 if (!socket->is_open())
                                     return;  // closed from here: this peer may be gone
                                 got.append(buffer_.data(), count);
                                 if (failed) {
                                     closed = true;
                                     return;
                                 }
                                 read();
                             });
}

struct WsPeer::Stream {
    explicit Stream(asio::io_context& io) : ws(io) {}
    beast::websocket::stream<tcp::socket> ws;
    beast::flat_buffer buffer;
    bool is_left = false;  ///< the peer that had it is gone
};

WsPeer::WsPeer(asio::io_context& io, unsigned short port, const std::string& origin)
    : stream_(std::make_shared<Stream>(io)) {
    stream_->ws.next_layer().connect({asio::ip::address_v4::loopback(), port});
    if (!origin.empty()) {
        stream_->ws.set_option(beast::websocket::stream_base::decorator(
            [origin](beast::websocket::request_type& request) {
                request.set(beast::http::field::origin, origin);
            }));
    }
    stream_->ws.async_handshake("board", "/ws", [this, stream = stream_](const error_code& failed) {
        if (stream->is_left) return;
        closed = static_cast<bool>(failed);
        if (!failed) read();
    });
}

WsPeer::~WsPeer() {
    stream_->is_left = true;
    stream_->ws.next_layer().close();
}

bool WsPeer::is_open() const { return stream_->ws.is_open(); }

void WsPeer::send(std::string text) {
    const auto kept = std::make_shared<const std::string>(std::move(text));
    stream_->ws.async_write(asio::buffer(*kept),
                            [stream = stream_, kept](const error_code&, std::size_t) {});
}

void WsPeer::read() {
    stream_->ws.async_read(stream_->buffer,
                           [this, stream = stream_](const error_code& failed, std::size_t) {
                               if (!stream->ws.next_layer().is_open() && !failed) return;
                               if (failed == asio::error::operation_aborted)
                                   return;  // closed from here
                               if (failed) {
                                   closed = true;
                                   return;
                               }
                               messages.push_back(beast::buffers_to_string(stream->buffer.data()));
                               stream->buffer.consume(stream->buffer.size());
                               read();
                           });
}

}  // namespace qm::server::test
