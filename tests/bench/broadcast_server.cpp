// SPDX-License-Identifier: Apache-2.0
// The server of `quartermark-bench broadcast`: prints its TCP and its HTTP port, then sends one event for each stamp (8 bytes)
// that comes in at its standard input, and ends with it.
#include <unistd.h>

#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read.hpp>

#include "daemon/server/server.hpp"
#include "tests/bench/broadcast_line.hpp"

namespace {

using namespace qm;

/// Has a session and takes no commands.
class PlainDesk final : public server::Desk {
public:
    [[nodiscard]] wire::Hello hello() const override {
        wire::Hello hello;
        hello.program = "quartermark-bench";
        hello.session = SessionId{"s"};
        hello.source = "simulated";
        return hello;
    }
    [[nodiscard]] wire::Snapshot snapshot() const override {
        wire::Snapshot snapshot;
        snapshot.seq = last;
        return snapshot;
    }
    [[nodiscard]] Instant now() const override { return {}; }
    void command(const wire::Command&, std::function<void(const wire::FromDaemon&)>) override {}
    void backup(const wire::Backup&, std::function<void(const wire::FromDaemon&)>) override {}

    Seq last{};
};

class Bench {
public:
    explicit Bench(boost::asio::io_context& io)
        : stamps_(io, STDIN_FILENO), server_(io, settings(), desk_) {
        fmt::print("{} {}\n", server_.port(), server_.http_port().value());
        std::fflush(stdout);
        next();
    }

private:
    static server::Settings settings() {
        server::Settings settings;
        settings.address = "127.0.0.1";
        settings.port = 0;
        settings.http_port = 0;
        settings.listeners = 2'000;
        return settings;
    }
    void next() {
        boost::asio::async_read(
            stamps_, boost::asio::buffer(&stamp_, sizeof stamp_),
            [this](const boost::system::error_code& failed, std::size_t) {
                if (failed) return server_.stop();
                desk_.last = Seq{to_number(desk_.last) + 1};
                server_.publish(desk_.last, {bench::broadcast_event(instant_from_ns(stamp_))});
                next();
            });
    }

    PlainDesk desk_;
    boost::asio::posix::stream_descriptor stamps_;
    server::Server server_;
    std::int64_t stamp_ = 0;
};

}  // namespace

int main() {
    boost::asio::io_context io{1};
    Bench bench{io};
    io.run();
    return EXIT_SUCCESS;
}
