// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tcp_connection.hpp"

#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// Takes `count` bytes from the front.
void drop_sent(std::vector<asio::const_buffer>& buffers, std::size_t count) {
    auto first = buffers.begin();
    while (first != buffers.end() && count >= first->size()) count -= (first++)->size();
    buffers.erase(buffers.begin(), first);
    if (!buffers.empty()) buffers.front() += count;
}

}  // namespace

TcpConnection::TcpConnection(tcp::socket socket) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
}

// Most listeners say nothing: one buffer does for all, and is asked for when there is something to read.
void TcpConnection::begin_reading() {
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const error_code& lost) {
        if (lost) return self->has_read(Outcome::Failed, {});
        static thread_local std::array<char, 8 * 1024> buffer;
        error_code failed;
        const auto count = self->socket_.read_some(asio::buffer(buffer), failed);
        if (failed == asio::error::would_block) return self->begin_reading();
        if (failed == asio::error::eof) return self->has_read(Outcome::Ended, {});
        self->has_read(failed ? Outcome::Failed : Outcome::Done, {buffer.data(), count});
    });
}

// The kernel nearly always has room, and asking it costs less than waiting to be told so.
bool TcpConnection::write_at_once() {
    unsent_.clear();
    for (const auto& line : lines()) unsent_.emplace_back(asio::buffer(*line));
    error_code failed;
    const auto sent = socket_.write_some(unsent_, failed);
    if (sent > 0) note_progress();
    drop_sent(unsent_, sent);
    return unsent_.empty();
}

void TcpConnection::begin_writing() {
    const auto on_the_way = [self = shared_from_this()](const error_code& failed,
                                                        std::size_t sent) -> std::size_t {
        if (sent > 0) self->note_progress();
        return failed ? 0 : 64 * 1024;
    };
    asio::async_write(socket_, unsent_, on_the_way,
                      [self = shared_from_this()](const error_code& failed, std::size_t) {
                          self->has_written(failed ? Outcome::Failed : Outcome::Done);
                      });
}

void TcpConnection::end_output() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void TcpConnection::watch_for_loss() {
    socket_.async_wait(tcp::socket::wait_error,
                       [self = shared_from_this()](const error_code& failed) {
                           if (!failed) self->lost();
                       });
}

void TcpConnection::shut() {
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace qm::server
