// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/ws_connection.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace qm::server {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds kHandshake{10};
/// Pongs to a peer that pings and does not read; beyond that it is gone.
constexpr std::size_t kOwnWords = 64;

}  // namespace

WsConnection::WsConnection(asio::ip::tcp::socket socket)
    : ws_(std::move(socket), [this](std::string_view bytes) { return say(bytes); }) {
    error_code ignored;
    this->socket().non_blocking(true, ignored);
    // Whoever is silent or stuck is the Listener's business, as at every door; so is what is too long.
    ws_.set_option(
        websocket::stream_base::timeout{kHandshake, websocket::stream_base::none(), false});
    ws_.read_message_max(0);
}

void WsConnection::accept(const Request& request, std::function<void(bool)> done) {
    ws_.async_accept(request, [self = shared_from_this(), done = std::move(done)](
                                  const error_code& failed) { done(!failed); });
}

void WsConnection::begin_reading() {
    // One place is left for the end of the line.
    ws_.async_read_some(
        asio::buffer(buffer_.data(), buffer_.size() - 1),
        [this, self = shared_from_this()](const error_code& failed, std::size_t count) {
            if (failed) return has_read(Outcome::Failed, {});
            if (ws_.is_message_done()) buffer_.at(count++) = '\n';
            has_read(Outcome::Done, {buffer_.data(), count});
        });
}

bool WsConnection::say(std::string_view bytes) {
    if (to_say_.size() == kOwnWords) return false;
    to_say_.push_back(std::make_shared<const Encoded>(Encoded::as_is(bytes)));
    if (is_writing()) return true;
    said_.swap(to_say_);
    (void)write(said_);
    said_.clear();
    return true;
}

void WsConnection::sent_all() {
    said_.clear();
    if (to_say_.empty()) return SocketConnection::sent_all();
    said_.swap(to_say_);
    send(said_, 0);
}

void WsConnection::end_output() {
    ws_.async_close(websocket::close_code::policy_error,
                    [self = shared_from_this()](const error_code&) {});
}

void WsConnection::shut() {
    error_code ignored;
    socket().close(ignored);
}

}  // namespace qm::server
