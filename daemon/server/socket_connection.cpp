// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/socket_connection.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace qm::server {

namespace asio = boost::asio;
using boost::system::error_code;

// The kernel nearly always has room, and asking it costs less than waiting to be told so. Nearly always it is one line,
// which costs less than several.
std::size_t SocketConnection::take_at_once(const std::vector<Line>& lines) {
    error_code failed;
    if (lines.size() == 1)
        return socket().write_some(asio::buffer(bytes_of(*lines.front())), failed);
    static thread_local std::vector<asio::const_buffer> buffers;
    buffers.clear();
    for (const auto& line : lines) buffers.emplace_back(asio::buffer(bytes_of(*line)));
    return socket().write_some(buffers, failed);
}

bool SocketConnection::write_at_once(const std::vector<Line>& lines, SendBatch* together) {
    if (together != nullptr && together->is_collecting() && lines.size() == 1) {
        goes_together_ = true;
        together->add(shared_from_this(), socket().native_handle(), bytes_of(*lines.front()));
        return false;
    }
    sent_ = take_at_once(lines);
    if (sent_ == 0) return false;
    note_progress();
    std::size_t all = 0;
    for (const auto& line : lines) all += bytes_of(*line).size();
    return sent_ == all;
}

void SocketConnection::begin_writing() {
    if (!goes_together_) send(lines(), sent_);
}

void SocketConnection::on_sent(std::size_t taken) {
    goes_together_ = false;
    if (taken > 0) note_progress();
    if (taken == bytes_of(*lines().front()).size()) return sent_all();
    send(lines(), taken);
}

void SocketConnection::send(const std::vector<Line>& lines, std::size_t skipped) {
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(lines.size());
    for (const auto& line : lines) {
        const auto bytes = bytes_of(*line);
        const auto without = std::min(skipped, bytes.size());
        skipped -= without;
        if (without < bytes.size()) buffers.emplace_back(asio::buffer(bytes.substr(without)));
    }
    const auto on_the_way = [self = shared_from_this()](const error_code& failed,
                                                        std::size_t sent) -> std::size_t {
        if (sent > 0) self->note_progress();
        return failed ? 0 : 64 * 1024;
    };
    asio::async_write(socket(), buffers, on_the_way,
                      [self = shared_from_this()](const error_code& failed, std::size_t) {
                          if (failed) return self->has_written(Outcome::Failed);
                          self->sent_all();
                      });
}

}  // namespace qm::server
