// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tcp_connection.hpp"

#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

TcpConnection::TcpConnection(tcp::socket socket) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
}

// Most listeners say nothing: one buffer does for all, and is asked for when there is something to read.
void TcpConnection::begin_reading() {
    socket_.async_wait(
        tcp::socket::wait_read, [this, self = shared_from_this()](const error_code& lost) {
            if (lost) return has_read(Outcome::Failed, {});
            static thread_local std::array<char, 8 * 1024> buffer;
            error_code failed;
            const auto count = socket_.read_some(asio::buffer(buffer), failed);
            if (failed == asio::error::would_block) return begin_reading();
            if (failed == asio::error::eof) return has_read(Outcome::Ended, {});
            has_read(failed ? Outcome::Failed : Outcome::Done, {buffer.data(), count});
        });
}

void TcpConnection::end_output() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void TcpConnection::watch_for_loss() {
    socket_.async_wait(tcp::socket::wait_error,
                       [this, self = shared_from_this()](const error_code& failed) {
                           if (!failed) lost();
                       });
}

void TcpConnection::shut() {
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace qm::server
