// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/line_client.hpp"

#include <array>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>

#include "protocol/address.hpp"
#include "protocol/limits.hpp"

namespace qm::app {

LineClient::LineClient()
    : io_(std::make_unique<boost::asio::io_context>()),
      socket_(*io_),
      framer_(limits::kServerLineBytes) {}

Result<LineClient> LineClient::connect(const std::string& address) {
    const auto where = parse_address(address);
    if (!where) return where.error();
    LineClient client;
    boost::system::error_code failed;
    boost::asio::ip::tcp::resolver resolver{*client.io_};
    const auto found = resolver.resolve(where->host, where->port, failed);
    if (!failed) boost::asio::connect(client.socket_, found, failed);
    if (failed) {
        return Error{
            "unreachable",
            fmt::format("No daemon answers at {} port {}: {}. Is quartermarkd running there?",
                        where->host, where->port, failed.message())};
    }
    return client;
}

std::optional<std::string> LineClient::next() {
    std::array<char, 65536> bytes{};
    while (true) {
        if (const auto line = framer_.next()) return std::string(*line);
        boost::system::error_code failed;
        const auto count = socket_.read_some(boost::asio::buffer(bytes), failed);
        if (failed || !framer_.push({bytes.data(), count})) return std::nullopt;
    }
}

bool LineClient::send(const std::string& line) {
    boost::system::error_code failed;
    boost::asio::write(socket_, boost::asio::buffer(line + "\n"), failed);
    return !failed;
}

}  // namespace qm::app
