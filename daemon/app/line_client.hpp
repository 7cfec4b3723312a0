// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
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
    static constexpr std::chrono::seconds kSilence{30};

    /// `address` is HOST or HOST:PORT or [V6]:PORT. A daemon says something to a listener that says nothing every
    /// 5 s: one that is silent for longer than `silence` is gone.
    [[nodiscard]] static Result<LineClient> connect(const std::string& address,
                                                    std::chrono::seconds silence = kSilence);

    /// The next line; nothing when no more comes: why() tells why.
    [[nodiscard]] std::optional<std::string> next();
    /// A sentence for a person.
    [[nodiscard]] const std::string& why() const { return why_; }
    [[nodiscard]] bool send(const std::string& line);

private:
    explicit LineClient(std::chrono::seconds silence);
    /// How many bytes came; 0 when no more come.
    [[nodiscard]] std::size_t read(char* to, std::size_t room);

    std::unique_ptr<boost::asio::io_context> io_;
    boost::asio::ip::tcp::socket socket_;
    LineFramer framer_;
    std::chrono::seconds silence_;
    std::string why_;
};

}  // namespace qm::app
