// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/line_client.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>

#include "protocol/limits.hpp"
#include "protocol/wire.hpp"

namespace qm::app {

namespace {

struct HostPort {
    std::string host;
    std::string port = std::to_string(wire::kDefaultPort);
};

HostPort split(const std::string& address) {
    if (address.starts_with('[')) {
        const auto end = address.find(']');
        if (end == std::string::npos) return {address.substr(1)};
        if (end + 1 < address.size() && address[end + 1] == ':') {
            return {address.substr(1, end - 1), address.substr(end + 2)};
        }
        return {address.substr(1, end - 1)};
    }
    const auto colon = address.find(':');
    if (colon == std::string::npos || address.find(':', colon + 1) != std::string::npos) {
        return {address};
    }
    return {address.substr(0, colon), address.substr(colon + 1)};
}

}  // namespace

LineClient::LineClient()
    : io_(std::make_unique<boost::asio::io_context>()),
      socket_(*io_),
      framer_(limits::kServerLineBytes) {}

Result<LineClient> LineClient::connect(const std::string& address) {
    LineClient client;
    const auto where = split(address);
    int port = 0;
    const auto* end = where.port.data() + where.port.size();
    const auto read = std::from_chars(where.port.data(), end, port);
    if (read.ptr != end || port < 1 || port > 65535) {
        return Error{"bad_address",
                     fmt::format("\"{}\" is not an address: write HOST or HOST:PORT, the port "
                                 "being 1 to 65535",
                                 address)};
    }
    boost::system::error_code failed;
    boost::asio::ip::tcp::resolver resolver{*client.io_};
    const auto found = resolver.resolve(where.host, where.port, failed);
    if (!failed) boost::asio::connect(client.socket_, found, failed);
    if (failed) {
        return Error{
            "unreachable",
            fmt::format("No daemon answers at {} port {}: {}. Is quartermarkd running there?",
                        where.host, where.port, failed.message())};
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
