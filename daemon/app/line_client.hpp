// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "protocol/framing.hpp"
#include "protocol/result.hpp"

namespace qm::app {

/// The daemon's plain door from the listening side: blocking, a line at a time.
class LineClient {
public:
    /// `address` is HOST or HOST:PORT or [V6]:PORT.
    [[nodiscard]] static Result<LineClient> connect(const std::string& address);

    /// The next line; nothing when the daemon closed the door.
    [[nodiscard]] std::optional<std::string> next();
    [[nodiscard]] bool send(const std::string& line);

private:
    LineClient();
    std::unique_ptr<boost::asio::io_context> io_;
    boost::asio::ip::tcp::socket socket_;
    LineFramer framer_;
};

}  // namespace qm::app
