// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/server.hpp"
#include "protocol/framing.hpp"
#include "protocol/wire.hpp"

namespace qm::server::test {

/// A daemon that knows its session and the number of its last event, and answers commands as told.
class FakeDesk final : public Desk {
public:
    [[nodiscard]] wire::Hello hello() const override;
    [[nodiscard]] wire::Snapshot snapshot() const override;
    [[nodiscard]] Instant now() const override { return at; }
    void command(const wire::Command& command,
                 std::function<void(const wire::FromDaemon&)> answer) override;
    void backup(const wire::Backup& wanted,
                std::function<void(const wire::FromDaemon&)> answer) override;

    void ask(const wire::Ask& wanted, std::function<void(const wire::FromDaemon&)> answer) override;

    Seq last{};
    Instant at = instant_from_ns(123);
    std::size_t snapshot_bytes = 0;  ///< a snapshot is made at least this large
    bool answers_at_once = true;
    std::vector<wire::Command> commands;
    std::vector<wire::Backup> backups;
    std::vector<wire::Ask> questions;
    std::vector<std::function<void(const wire::FromDaemon&)>> waiting;
    mutable int snapshots = 0;
};

/// A listener on the other end of a real loopback connection.
class Peer {
public:
    Peer(boost::asio::io_context& io, unsigned short port);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    void read();  ///< begins to read and goes on
    void send(std::string bytes);
    void half_close();
    void close();

    /// Each line is read once, however often it is asked for.
    [[nodiscard]] const std::vector<wire::FromDaemon>& messages() const;
    template <class M>
    [[nodiscard]] std::vector<M> all() const {
        std::vector<M> found;
        for (const auto& message : messages()) {
            if (const auto* one = std::get_if<M>(&message)) found.push_back(*one);
        }
        return found;
    }
    template <class M>
    [[nodiscard]] bool has() const {
        return !all<M>().empty();
    }
    /// Numbers of the events that came, in their order.
    [[nodiscard]] std::vector<std::uint64_t> event_numbers() const;

    std::vector<std::string> lines;
    bool closed = false;  ///< the daemon ended the connection

private:
    struct Connection {
        explicit Connection(boost::asio::io_context& io) : socket(io) {}
        boost::asio::ip::tcp::socket socket;
        std::array<char, 16 * 1024> buffer{};
    };
    std::shared_ptr<Connection> connection_;
    LineFramer framer_;
    mutable std::vector<wire::FromDaemon> messages_;  ///< of the first lines
};

/// A server on a free port, its desk, and the thread that turns everything: this one.
class House {
public:
    explicit House(Settings settings = {});

    /// Runs until the condition holds; false after a generous deadline.
    [[nodiscard]] bool run_until(const std::function<bool()>& condition);
    /// Runs until the peer got so many lines.
    [[nodiscard]] bool run_until_lines(const Peer& peer, std::size_t count) {
        return run_until([&] { return peer.lines.size() >= count; });
    }
    /// Connects, and reads at once.
    [[nodiscard]] std::unique_ptr<Peer> listener();
    [[nodiscard]] std::vector<std::unique_ptr<Peer>> listeners(std::size_t count);
    /// Connects, and waits for the first snapshot.
    [[nodiscard]] std::unique_ptr<Peer> live_listener();
    /// Events that follow the last, each a warning with `sentence`.
    void publish(std::size_t count, const std::string& sentence = "a beam is blocked");

    boost::asio::io_context io;
    FakeDesk desk;
    Server server;
};

/// Waits for nothing by itself: no pings, and a silent listener gets no snapshot for a long time.
[[nodiscard]] Settings patient();

[[nodiscard]] std::vector<std::uint64_t> numbers(std::uint64_t first, std::uint64_t last);

}  // namespace qm::server::test
