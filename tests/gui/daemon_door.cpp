// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/daemon_door.hpp"

#include <array>
#include <chrono>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>

#include "protocol/codec.hpp"
#include "protocol/framing.hpp"
#include "protocol/limits.hpp"

namespace qm::gui {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds kPatience{30};

}  // namespace

struct DaemonDoor::Parts {
    asio::io_context io;
    tcp::acceptor door{io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    tcp::socket listener{io};
    LineFramer framer{limits::kLineBytes};

    /// Runs one asynchronous operation to its end.
    template <class Begin>
    error_code run(Begin begin) {
        std::optional<error_code> done;
        begin([&done](error_code failed, auto&&...) { done = failed; });
        io.restart();
        io.run_for(kPatience);
        if (!done) {
            error_code ignored;
            listener.close(ignored);
            door.cancel(ignored);
            io.restart();
            io.run();
            FAIL("nothing came within the time a test may take");
        }
        return *done;
    }

    wire::FromListener next_line() {
        for (;;) {
            if (const auto line = framer.next()) {
                const auto message = codec::read_from_listener(*line);
                INFO(std::string(*line));
                REQUIRE(message.has_value());
                return *message;
            }
            std::array<char, 4096> bytes{};
            std::size_t size = 0;
            const auto failed = run([&](auto done) {
                listener.async_read_some(asio::buffer(bytes),
                                         [&size, done](error_code error, std::size_t came) mutable {
                                             size = came;
                                             done(error);
                                         });
            });
            REQUIRE_FALSE(failed);
            REQUIRE(framer.push({bytes.data(), size}));
        }
    }
};

DaemonDoor::DaemonDoor() : parts_(std::make_unique<Parts>()) {}
DaemonDoor::~DaemonDoor() = default;

std::string DaemonDoor::port() const {
    return std::to_string(parts_->door.local_endpoint().port());
}

void DaemonDoor::let_in() {
    parts_->listener = tcp::socket{parts_->io};
    parts_->framer = LineFramer{limits::kLineBytes};
    REQUIRE_FALSE(parts_->run([&](auto done) {
        parts_->door.async_accept(parts_->listener, [done](error_code e) mutable { done(e); });
    }));
}

void DaemonDoor::say(const wire::FromDaemon& message) { say_line(codec::write(message)); }

void DaemonDoor::say_line(const std::string& line) {
    const auto bytes = line + "\n";
    REQUIRE_FALSE(parts_->run([&](auto done) {
        asio::async_write(parts_->listener, asio::buffer(bytes),
                          [done](error_code e, std::size_t) mutable { done(e); });
    }));
}

wire::FromListener DaemonDoor::hear() {
    for (;;) {
        auto message = parts_->next_line();
        const bool beat = std::holds_alternative<wire::Ping>(message);
        if (!beat) return message;
    }
}

wire::Ping DaemonDoor::hear_ping() {
    for (;;) {
        const auto message = parts_->next_line();
        if (const auto* ping = std::get_if<wire::Ping>(&message)) return *ping;
    }
}

void DaemonDoor::hang_up() {
    error_code ignored;
    parts_->listener.close(ignored);
}

struct ShutDoor::Parts {
    asio::io_context io;
    /// Bound, which keeps the port, and never listened at.
    tcp::socket bound{io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
};

ShutDoor::ShutDoor() : parts_(std::make_unique<Parts>()) {}
ShutDoor::~ShutDoor() = default;

std::string ShutDoor::port() const { return std::to_string(parts_->bound.local_endpoint().port()); }

}  // namespace qm::gui
