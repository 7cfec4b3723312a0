// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/tls_connection.hpp"

#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace qm::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

void TlsConnection::begin_reading() {
    // An end that TLS itself did not say is a connection cut off, not a peer that is done with speaking.
    stream_->async_read_some(
        asio::buffer(buffer_),
        [self = shared_from_this()](const error_code& failed, std::size_t count) {
            if (failed == asio::error::eof) return self->has_read(Outcome::Ended, {});
            self->has_read(failed ? Outcome::Failed : Outcome::Done, {self->buffer_.data(), count});
        });
}

void TlsConnection::begin_writing() {
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(lines().size());
    for (const auto& line : lines()) buffers.emplace_back(asio::buffer(line->line()));
    const auto on_the_way = [self = shared_from_this()](const error_code& failed,
                                                        std::size_t sent) -> std::size_t {
        if (sent > 0) self->note_progress();
        return failed ? 0 : 64 * 1024;
    };
    asio::async_write(*stream_, buffers, on_the_way,
                      [self = shared_from_this()](const error_code& failed, std::size_t) {
                          self->has_written(failed ? Outcome::Failed : Outcome::Done);
                      });
}

void TlsConnection::end_output() {
    stream_->async_shutdown([self = shared_from_this()](const error_code&) {});
}

void TlsConnection::watch_for_loss() {
    stream_->lowest_layer().async_wait(tcp::socket::wait_error,
                                       [self = shared_from_this()](const error_code& failed) {
                                           if (!failed) self->lost();
                                       });
}

void TlsConnection::shut() {
    error_code ignored;
    stream_->lowest_layer().close(ignored);
}

}  // namespace qm::server
