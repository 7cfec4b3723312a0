// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/connection.hpp"

namespace qm::server {

/// What goes out as it is over a plain socket: at once, as much as the kernel takes, and the rest as it makes room.
class SocketConnection : public Connection,
                         public SendBatch::Sender,
                         public std::enable_shared_from_this<SocketConnection> {
public:
    [[nodiscard]] boost::asio::any_io_executor executor() override {
        return socket().get_executor();
    }

protected:
    [[nodiscard]] virtual boost::asio::ip::tcp::socket& socket() = 0;
    /// What is sent of it.
    [[nodiscard]] virtual std::string_view bytes_of(const Encoded& line) const = 0;

    [[nodiscard]] bool write_at_once(const std::vector<Line>& lines, SendBatch* together) override;
    void begin_writing() override;
    /// Writes all but the first `skipped` bytes; sent_all() ends it. The lines must stay until then.
    void send(const std::vector<Line>& lines, std::size_t skipped);
    virtual void sent_all() { has_written(Outcome::Done); }

private:
    void on_sent(std::size_t taken) override;
    [[nodiscard]] std::size_t take_at_once(const std::vector<Line>& lines);

    std::size_t sent_ = 0;        ///< of what is written: by write_at_once()
    bool goes_together_ = false;  ///< what is written waits to be sent with what others send
};

}  // namespace qm::server
