// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/line_client.hpp"

#include <chrono>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>

#include "protocol/limits.hpp"

using namespace qm;
using boost::asio::ip::tcp;

namespace {

/// Somebody who listens where a daemon might.
struct Other {
    boost::asio::io_context io;
    tcp::acceptor acceptor{io, {boost::asio::ip::address_v4::loopback(), 0}};
    [[nodiscard]] std::string address() const {
        return fmt::format("127.0.0.1:{}", acceptor.local_endpoint().port());
    }
};

}  // namespace

TEST_CASE("a client does not wait for a daemon that is silent", "[app]") {
    Other other;
    auto client = app::LineClient::connect(other.address(), std::chrono::seconds{1});
    REQUIRE(client.has_value());
    auto peer = other.acceptor.accept();
    boost::asio::write(peer, boost::asio::buffer(std::string{"one\r\ntwo\nthr"}));
    CHECK(client->next() == "one");
    CHECK(client->next() == "two");
    CHECK_FALSE(client->next().has_value());
    CHECK(client->why() == "Nothing came from the daemon for 1 s.");
    CHECK_FALSE(client->next().has_value());
}

TEST_CASE("a client has what came before the door was closed", "[app]") {
    Other other;
    auto client = app::LineClient::connect(other.address());
    REQUIRE(client.has_value());
    {
        auto peer = other.acceptor.accept();
        boost::asio::write(peer, boost::asio::buffer(std::string{"one\n"}));
    }
    CHECK(client->next() == "one");
    CHECK_FALSE(client->next().has_value());
    CHECK(client->why() == "The daemon closed the connection.");
}

TEST_CASE("a client takes no line that is longer than a daemon's", "[app]") {
    Other other;
    auto client = app::LineClient::connect(other.address());
    REQUIRE(client.has_value());
    auto peer = other.acceptor.accept();
    std::thread writer{[&peer] {
        boost::system::error_code ignored;
        const std::string line(limits::kServerLineBytes + 1, '.');
        boost::asio::write(peer, boost::asio::buffer(line), ignored);
    }};
    CHECK_FALSE(client->next().has_value());
    CHECK(client->why() == "A line came that is longer than a daemon's.");
    client = Error{"done", ""};  // what is still on its way is refused
    writer.join();
}
