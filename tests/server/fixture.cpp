// SPDX-License-Identifier: Apache-2.0
#include "tests/server/fixture.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

namespace qm::server::test {

namespace asio = boost::asio;
using asio::ip::tcp;

wire::Hello FakeDesk::hello() const {
    wire::Hello hello;
    hello.program = "quartermarkd test";
    hello.session = SessionId{"s1"};
    hello.wall = WallTime{1'795'329'000'000'000};
    hello.source = "simulated";
    return hello;
}

wire::Snapshot FakeDesk::snapshot() const {
    ++snapshots;
    wire::Snapshot snapshot;
    snapshot.seq = last;
    const Unassigned filler{GateId{"g100"}, Instant{}, Elapsed{}, std::string(500, '.')};
    for (std::size_t made = 0; made < snapshot_bytes; made += filler.reason.size()) {
        auto& runs = snapshot.state.runs;
        if (runs.empty() || runs.back().unassigned.size() == limits::kUnassigned) {
            runs.emplace_back();
            runs.back().run = RunId{"r"};
        }
        runs.back().unassigned.push_back(filler);
    }
    return snapshot;
}

void FakeDesk::command(const wire::Command& command,
                       std::function<void(const wire::FromDaemon&)> answer) {
    commands.push_back(command);
    if (answers_at_once) {
        answer(wire::ResultMessage{command.id, last});
    } else {
        waiting.push_back(std::move(answer));
    }
}

void FakeDesk::backup(const wire::Backup& wanted,
                      std::function<void(const wire::FromDaemon&)> answer) {
    backups.push_back(wanted);
    waiting.push_back(std::move(answer));
}

void FakeDesk::ask(const wire::Ask& wanted, std::function<void(const wire::FromDaemon&)> answer) {
    questions.push_back(wanted);
    waiting.push_back(std::move(answer));
}

Peer::Peer(asio::io_context& io, unsigned short port)
    : connection_(std::make_shared<Connection>(io)), framer_(limits::kServerLineBytes) {
    connection_->socket.connect({asio::ip::address_v4::loopback(), port});
}

Peer::~Peer() { connection_->socket.close(); }

void Peer::read() {
    connection_->socket.async_read_some(
        asio::buffer(connection_->buffer),
        [this, connection = connection_](const boost::system::error_code& failed,
                                         std::size_t count) {
            if (!connection->socket.is_open()) return;  // closed from here: this Peer may be gone
            if (failed || !framer_.push({connection->buffer.data(), count})) {
                closed = true;
                return;
            }
            while (const auto line = framer_.next()) lines.emplace_back(*line);
            read();
        });
}

void Peer::send(std::string bytes) {
    const auto kept = std::make_shared<const std::string>(std::move(bytes));
    asio::async_write(
        connection_->socket, asio::buffer(*kept),
        [connection = connection_, kept](const boost::system::error_code&, std::size_t) {});
}

void Peer::half_close() { connection_->socket.shutdown(tcp::socket::shutdown_send); }
void Peer::close() { connection_->socket.close(); }

const std::vector<wire::FromDaemon>& Peer::messages() const {
    while (messages_.size() < lines.size()) {
        const auto& line = lines[messages_.size()];
        auto message = codec::read_from_daemon(line);
        if (!message)
            throw std::runtime_error(message.error().sentence + ": " + line.substr(0, 200));
        messages_.push_back(std::move(*message));
    }
    return messages_;
}

std::vector<std::uint64_t> Peer::event_numbers() const {
    std::vector<std::uint64_t> found;
    for (const auto& message : messages()) {
        if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
            found.push_back(to_number(event->seq));
        }
    }
    return found;
}

namespace {

Settings at_free_port(Settings settings) {
    settings.port = 0;
    return settings;
}

}  // namespace

House::House(Settings settings) : server(io, at_free_port(std::move(settings)), desk) {}

bool House::run_until(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        io.restart();
        io.run_one_for(std::chrono::milliseconds{20});
    }
    return true;
}

std::unique_ptr<Peer> House::listener() {
    auto peer = std::make_unique<Peer>(io, server.port());
    peer->read();
    return peer;
}

std::vector<std::unique_ptr<Peer>> House::listeners(std::size_t count) {
    std::vector<std::unique_ptr<Peer>> peers(count);
    for (auto& peer : peers) peer = listener();
    return peers;
}

std::unique_ptr<Peer> House::live_listener() {
    auto peer = listener();
    peer->send("{\"type\":\"resume\",\"since\":0}\n");
    if (!run_until_lines(*peer, 2)) {
        throw std::runtime_error("no snapshot came");
    }
    return peer;
}

void House::publish(std::size_t count, const std::string& sentence) {
    const Seq first{to_number(desk.last) + 1};
    desk.last = Seq{to_number(desk.last) + count};
    server.publish(first, std::vector<Event>(count, Warning{Instant{}, "test", sentence}));
}

Settings patient() {
    Settings settings;
    settings.resume_within = std::chrono::hours{1};
    settings.ping_every = std::chrono::hours{1};
    settings.login_within = std::chrono::hours{1};
    return settings;
}

std::vector<std::uint64_t> numbers(std::uint64_t first, std::uint64_t last) {
    std::vector<std::uint64_t> found(last - first + 1);
    std::iota(found.begin(), found.end(), first);
    return found;
}

}  // namespace qm::server::test
