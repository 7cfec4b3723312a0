// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/connection.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "daemon/server/same_machine.hpp"

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Connection::Connection(tcp::socket socket) : socket_(std::move(socket)) {
    error_code failed;
    const auto peer = socket_.remote_endpoint(failed);
    const auto local = failed ? tcp::endpoint{} : socket_.local_endpoint(failed);
    from_this_machine_ = !failed && is_same_machine(peer.address(), local.address());
}

void Connection::close() {
    error_code ignored;
    socket_.close(ignored);
    client_.reset();
}

void Connection::read() {
    if (reading_ || input_ended_ || client_ == nullptr) return;
    reading_ = true;
    socket_.async_read_some(
        asio::buffer(buffer_),
        [self = shared_from_this()](const error_code& failed, std::size_t count) {
            self->reading_ = false;
            const auto client = self->client_;
            if (client == nullptr) return;
            if (failed == asio::error::eof) {
                self->input_ended_ = true;
                client->on_end_of_input();
            } else if (failed) {
                client->on_lost();
            } else {
                client->on_bytes({self->buffer_.data(), count});
            }
        });
}

void Connection::write(std::vector<Line> lines) {
    writing_ = true;
    lines_ = std::move(lines);
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(lines_.size());
    for (const auto& line : lines_) buffers.emplace_back(asio::buffer(*line));
    const auto note_progress = [self = shared_from_this()](const error_code& failed,
                                                           std::size_t sent) -> std::size_t {
        if (sent > 0) self->progressed_ = true;
        return failed ? 0 : 64 * 1024;
    };
    asio::async_write(socket_, buffers, note_progress,
                      [self = shared_from_this()](const error_code& failed, std::size_t) {
                          self->writing_ = false;
                          const auto client = self->client_;
                          if (client == nullptr) return;
                          if (failed) {
                              client->on_lost();
                          } else {
                              client->on_written();
                          }
                      });
}

void Connection::end_output() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Connection::watch_for_loss() {
    socket_.async_wait(tcp::socket::wait_error,
                       [self = shared_from_this()](const error_code& failed) {
                           const auto client = self->client_;
                           if (!failed && client != nullptr) client->on_lost();
                       });
}

}  // namespace qm::server
