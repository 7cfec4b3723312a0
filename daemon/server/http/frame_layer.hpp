// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace qm::server {

/// What Beast's WebSocket stands on. It reads the socket itself; what it wants to say of its own (the answer to the
/// handshake, pongs, a close) is handed over whole, so that somebody else can send it between frames of theirs.
class FrameLayer {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using executor_type = Socket::executor_type;
    /// False: no more is taken.
    using Say = std::function<bool(std::string_view bytes)>;

    FrameLayer(Socket socket, Say say) : socket_(std::move(socket)), say_(std::move(say)) {}

    // As Asio and Beast want a stream to be.
    [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] Socket& next_layer() { return socket_; }
    [[nodiscard]] const Socket& next_layer() const { return socket_; }
    using next_layer_type = Socket;

    template <class Buffers, class Handler>
    auto async_read_some(const Buffers& buffers, Handler&& handler) {
        return socket_.async_read_some(buffers, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    auto async_write_some(const Buffers& buffers, Handler&& handler) {
        using Signature = void(boost::system::error_code, std::size_t);
        const auto begin = [this](auto&& done, const auto& words) {
            boost::system::error_code failed;
            if (!say_(boost::beast::buffers_to_string(words))) {
                failed = boost::asio::error::no_buffer_space;
            }
            const auto size = failed ? 0 : boost::asio::buffer_size(words);
            boost::asio::post(
                get_executor(),
                boost::beast::bind_front_handler(std::forward<decltype(done)>(done), failed, size));
        };
        return boost::asio::async_initiate<Handler, Signature>(begin, handler, buffers);
    }

private:
    Socket socket_;
    Say say_;
};

/// Found by Beast, as its documentation asks for.
template <class Handler>
void async_teardown(boost::beast::role_type role, FrameLayer& layer, Handler&& done) {
    boost::beast::websocket::async_teardown(role, layer.next_layer(), std::forward<Handler>(done));
}

}  // namespace qm::server
