// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/ws_connection.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace qm::server {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds kHandshake{10};

}  // namespace

WsConnection::WsConnection(asio::ip::tcp::socket socket) : ws_(Watched{*this}, std::move(socket)) {
    // Whoever is silent or stuck is the Listener's business, as at every door; so is what is too long.
    ws_.set_option(
        websocket::stream_base::timeout{kHandshake, websocket::stream_base::none(), false});
    ws_.read_message_max(0);
    ws_.auto_fragment(false);
    ws_.text(true);
}

void WsConnection::accept(const Request& request, std::function<void(bool)> done) {
    ws_.async_accept(request, [self = shared_from_this(), done = std::move(done)](
                                  const error_code& failed) { done(!failed); });
}

void WsConnection::begin_reading() {
    // One place is left for the end of the line.
    ws_.async_read_some(asio::buffer(buffer_.data(), buffer_.size() - 1),
                        [self = shared_from_this()](const error_code& failed, std::size_t count) {
                            if (failed) return self->has_read(Outcome::Failed, {});
                            if (self->ws_.is_message_done()) self->buffer_.at(count++) = '\n';
                            self->has_read(Outcome::Done, {self->buffer_.data(), count});
                        });
}

void WsConnection::begin_writing() { write_from(0); }

void WsConnection::write_from(std::size_t index) {
    if (index == lines().size()) return has_written(Outcome::Done);
    const auto& line = *lines()[index];
    ws_.async_write(asio::buffer(line.data(), line.size() - 1),
                    [self = shared_from_this(), index](const error_code& failed, std::size_t) {
                        if (failed) return self->has_written(Outcome::Failed);
                        self->write_from(index + 1);
                    });
}

void WsConnection::end_output() {
    ws_.async_close(websocket::close_code::policy_error,
                    [self = shared_from_this()](const error_code&) {});
}

void WsConnection::shut() {
    error_code ignored;
    boost::beast::get_lowest_layer(ws_).socket().close(ignored);
}

}  // namespace qm::server
