// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>

#include "tests/server/fixture.hpp"

namespace qm::server {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;
using test::House;

constexpr std::string_view kUpgrade =
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// As a client sends it, with a mask that changes nothing.
std::string masked(char kind, std::string_view text) {
    std::string frame{kind, static_cast<char>(0x80 | text.size())};
    return frame.append(4, '\0').append(text);
}

struct Frame {
    int kind = 0;
    std::string text;
};

/// Takes one from the front; false when not all of it is there.
bool take_frame(std::string_view& bytes, Frame& frame) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (bytes.size() < 2) return false;
    std::size_t length = at(1);
    std::size_t header = 2;
    if (length >= 126) {
        header += length == 126 ? 2 : 8;
        if (bytes.size() < header) return false;
        length = 0;
        for (std::size_t i = 2; i < header; ++i) length = length * 256 + at(i);
    }
    if (bytes.size() - header < length) return false;
    frame = {at(0), std::string(bytes.substr(header, length))};
    bytes.remove_prefix(header + length);
    return true;
}

/// A WebSocket that is written and read byte for byte, and reads only when told to.
class RawWs {
public:
    explicit RawWs(House& house) : house_(house), socket_(std::make_shared<tcp::socket>(house.io)) {
        socket_->connect(
            {boost::asio::ip::address_v4::loopback(), house.server.http_port().value()});
        socket_->non_blocking(true);
        send(std::string(kUpgrade));
        CHECK(read_until("\r\n\r\n"));
    }
    void send(std::string bytes) {
        const auto kept = std::make_shared<const std::string>(std::move(bytes));
        boost::asio::async_write(*socket_, boost::asio::buffer(*kept),
                                 [socket = socket_, kept](const error_code&, std::size_t) {});
    }
    /// Reads until the text has come, or the end.
    [[nodiscard]] bool read_until(std::string_view text) {
        return house_.run_until([&] {
            read();
            return got.find(text) != std::string::npos;
        });
    }
    [[nodiscard]] bool read_until_closed() {
        return house_.run_until([&] {
            read();
            return closed;
        });
    }
    /// What came after the answer to the handshake, as far as it is whole.
    [[nodiscard]] std::vector<Frame> frames() const {
        auto rest = std::string_view(got);
        rest.remove_prefix(std::min(rest.size(), rest.find("\r\n\r\n") + 4));
        std::vector<Frame> found;
        for (Frame frame; take_frame(rest, frame);) found.push_back(frame);
        return found;
    }

    void close() { socket_->close(); }

    std::string got;
    bool closed = false;

private:
    void read() {
        std::array<char, 16 * 1024> buffer{};
        error_code failed;
        while (!failed) {
            got.append(buffer.data(), socket_->read_some(boost::asio::buffer(buffer), failed));
        }
        closed = failed != boost::asio::error::would_block;
    }

    House& house_;
    std::shared_ptr<tcp::socket> socket_;
};

Settings with_http() {
    auto settings = test::patient();
    settings.http_port = 0;
    return settings;
}

constexpr int kText = 0x81;
constexpr int kPong = 0x8a;
const std::string kResume = masked('\x81', R"({"type":"resume","since":0})");

}  // namespace

TEST_CASE("pongs come between the frames of a WebSocket that is slow, never within", "[unit]") {
    House house{with_http()};
    RawWs peer{house};
    peer.send(kResume);
    REQUIRE(peer.read_until(R"({"type":"snapshot")"));
    // More than the kernel takes at once, so that a frame is half sent when the pings come.
    for (int i = 0; i < 10; ++i) house.publish(1'000, std::string(500, 'x'));
    for (int i = 0; i < 20; ++i) peer.send(masked('\x89', "ping " + std::to_string(i)));
    peer.send(masked('\x81', R"({"type":"ping","t_ns":77})"));
    REQUIRE(peer.read_until(R"("echo_ns":77)"));
    REQUIRE(peer.read_until("ping 19"));
    REQUIRE(peer.read_until("\"seq\":10000,"));
    std::vector<std::string> pongs;
    for (const auto& frame : peer.frames()) {
        if (frame.kind == kPong) {
            pongs.push_back(frame.text);
        } else {
            CHECK(frame.kind == kText);
            CHECK(frame.text.front() == '{');
            CHECK(frame.text.back() == '}');
        }
    }
    REQUIRE(pongs.size() == 20);
    for (std::size_t i = 0; i < 20; ++i) CHECK(pongs[i] == "ping " + std::to_string(i));
}

TEST_CASE("a WebSocket that pings and never reads is let go", "[unit]") {
    House house{with_http()};
    RawWs peer{house};
    peer.send(kResume);
    REQUIRE(peer.read_until(R"({"type":"snapshot")"));
    std::string pings;
    for (int i = 0; i < 10'000; ++i) pings += masked('\x89', std::string(120, 'p'));
    CHECK(house.run_until([&] {
        peer.send(pings);
        return house.server.counters().listeners == 0;
    }));
}

TEST_CASE("a WebSocket that says goodbye is answered so", "[unit]") {
    House house{with_http()};
    RawWs peer{house};
    REQUIRE(peer.read_until(R"({"type":"hello")"));
    peer.send(masked('\x88', std::string("\x03\xe8", 2)));
    REQUIRE(peer.read_until_closed());
    CHECK(peer.frames().back().kind == 0x88);
    peer.close();
    CHECK(house.run_until([&] { return house.server.counters().listeners == 0; }));
}

}  // namespace qm::server
