// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include <array>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "protocol/codec.hpp"
#include "protocol/session_log.hpp"
#include "tests/bench/numbers.hpp"
#include "tests/integration/daemon_process.hpp"

namespace qm::bench {

namespace {

constexpr int kEdges = 2000;
constexpr std::chrono::milliseconds kBetween{2};  ///< 500 edges a second

/// Edges at four gates while somebody runs, beginning two seconds in, so that the listener is there.
std::string edges_log() {
    LogHeader ground;
    for (int i = 0; i < 4; ++i) {
        ground.gates.push_back(
            {GateId{i == 0 ? "finish" : fmt::format("g{}00", i)}, Distance::from_metres(100 * i)});
    }
    std::vector<Input> inputs;
    EntryPlan entry;
    entry.athlete = AthleteId{"Mara Okafor"};
    inputs.emplace_back(CreateRun{instant_from_ns(0),
                                  RunId{"r"},
                                  Distance::from_metres(10'000),
                                  StartKind::Gun,
                                  Stagger::None,
                                  {entry}});
    inputs.emplace_back(Start{instant_from_ns(0), RunId{"r"}, StartKind::Gun});
    for (int i = 0; i < kEdges; ++i) {
        const auto gate = static_cast<std::size_t>(i / 2 % 4);
        const Instant at = instant_from_ns(0) + std::chrono::seconds{2} + i * kBetween;
        inputs.emplace_back(Edge{at, ground.gates[gate].id, Beam{0}, i % 2 == 0});
    }
    return write_session_log(ground, inputs);
}

/// What the machine itself takes to hand 200 bytes over loopback: the peer to compare with.
Samples bare_loopback() {
    namespace ip = boost::asio::ip;
    boost::asio::io_context io;
    ip::tcp::acceptor acceptor{io, {ip::address_v4::loopback(), 0}};
    ip::tcp::socket out{io};
    out.connect(acceptor.local_endpoint());
    auto in = acceptor.accept();
    out.set_option(ip::tcp::no_delay{true});
    std::array<char, 200> message{};
    Samples samples;
    std::thread sender{[&] {
        for (int i = 0; i < kEdges; ++i) {
            std::this_thread::sleep_for(kBetween);
            const auto now = monotonic().count();
            std::memcpy(message.data(), &now, sizeof now);
            boost::asio::write(out, boost::asio::buffer(message));
        }
    }};
    std::array<char, 200> got{};
    for (int i = 0; i < kEdges; ++i) {
        boost::asio::read(in, boost::asio::buffer(got));
        std::int64_t sent = 0;
        std::memcpy(&sent, got.data(), sizeof sent);
        samples.add(monotonic() - std::chrono::nanoseconds{sent});
    }
    sender.join();
    return samples;
}

/// From the edge's stamp: until a listener had it, and until a listener heard that it is on disk.
struct Latency {
    Samples told;
    Samples recorded;
};

Latency edge_to_listener() {
    const auto log = std::filesystem::temp_directory_path() /
                     fmt::format("qm-bench-{}.log", monotonic().count());
    std::ofstream{log} << edges_log();
    Latency latency;
    std::deque<wire::EventMessage> not_on_disk;
    {
        const test::DaemonProcess daemon{
            fmt::format("[daemon]\nsource = \"replay\"\nreplay_log = \"{}\"", log.string())};
        auto client = daemon.connect();
        static_cast<void>(client.send(codec::write(wire::FromListener{wire::Resume{}})));
        while (latency.recorded.count() < kEdges) {
            const auto line = client.next();
            const auto came = monotonic();
            if (!line) break;
            const auto message = codec::read_from_daemon(*line);
            if (const auto* event = std::get_if<wire::EventMessage>(&*message)) {
                const auto* edge = std::get_if<Edge>(&event->event);
                if (edge == nullptr) continue;
                latency.told.add(came - edge->at.time_since_epoch());
                not_on_disk.push_back(*event);
            }
            const auto* through = std::get_if<wire::RecordedThrough>(&*message);
            if (through == nullptr) continue;
            while (!not_on_disk.empty() && not_on_disk.front().seq <= through->seq) {
                const auto& edge = std::get<Edge>(not_on_disk.front().event);
                latency.recorded.add(came - edge.at.time_since_epoch());
                not_on_disk.pop_front();
            }
        }
    }
    std::filesystem::remove(log);
    return latency;
}

/// The same with a disk of which each flush takes 500 ms.
Latency edge_to_listener_on_slow_disk() {
    ::setenv("LD_PRELOAD", QM_SLOW_FLUSH, 1);
    auto latency = edge_to_listener();
    ::unsetenv("LD_PRELOAD");
    return latency;
}

}  // namespace

void bench_latency() {
    fmt::print("From the edge's stamp to a listener on loopback, archive on, 500 edges/s\n");
    auto bare = bare_loopback();
    auto ours = edge_to_listener();
    print_samples("200 bytes from one thread to another", bare);
    print_samples("edge to listener", ours.told);
    fmt::print("  {:<44} p50 {:>9.2f}      p99 {:>9.2f}\n", "ratio",
               ours.told.quantile_us(0.5) / bare.quantile_us(0.5),
               ours.told.quantile_us(0.99) / bare.quantile_us(0.99));
    print_samples("edge to the word that it is on disk", ours.recorded);
    auto slow = edge_to_listener_on_slow_disk();
    print_samples("edge to listener, each flush takes 500 ms", slow.told);
    print_samples("... to the word that it is on disk", slow.recorded);
}

}  // namespace qm::bench
