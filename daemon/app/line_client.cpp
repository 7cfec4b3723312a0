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

LineClient::LineClient(std::chrono::seconds silence)
    : io_(std::make_unique<boost::asio::io_context>()),
      socket_(*io_),
      framer_(limits::kServerLineBytes),
      silence_(silence) {}

Result<LineClient> LineClient::connect(const std::string& address, std::chrono::seconds silence) {
    const auto where = parse_address(address);
    if (!where) return where.error();
    LineClient client{silence};
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
        const auto count = read(bytes.data(), bytes.size());
        if (count == 0) return std::nullopt;
        if (framer_.push({bytes.data(), count})) continue;
        why_ = "A line came that is longer than a daemon's.";
        return std::nullopt;
    }
}

std::size_t LineClient::read(char* to, std::size_t room) {
    std::size_t count = 0;
    why_ = fmt::format("Nothing came from the daemon for {} s.", silence_.count());
    socket_.async_read_some(
        boost::asio::buffer(to, room),
        [this, &count](const boost::system::error_code& failed, std::size_t came) {
            count = came;
            if (failed) why_ = "The daemon closed the connection.";
        });
    io_->restart();
    if (io_->run_for(silence_) == 0) {
        const auto silent = why_;
        boost::system::error_code ignored;
        socket_.close(ignored);
        io_->run();
        why_ = silent;
    }
    return count;
}

bool LineClient::send(const std::string& line) {
    boost::system::error_code failed;
    boost::asio::write(socket_, boost::asio::buffer(line + "\n"), failed);
    return !failed;
}

}  // namespace qm::app
