// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "protocol/codec.hpp"
#include "protocol/session_log.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/numbers.hpp"
#include "tests/integration/daemon_process.hpp"

namespace qm::bench {

namespace {

constexpr int kEdges = 100;
/// No part of a second, so that edges fall anywhere between the frames that only move the time of day.
constexpr std::chrono::milliseconds kBetween{307};
constexpr std::chrono::seconds kUntilFirst{6};  ///< the window is open by then
constexpr std::chrono::seconds kAsleep{20};

/// A screen that nobody sees.
class Screen {
public:
    Screen()
        : server_({"Xvfb", "-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"}) {
        std::string number;
        for (char c = 0; read(server_.output(), &c, 1) == 1 && c != '\n';) number += c;
        if (number.empty()) throw std::runtime_error("Xvfb did not start: is it installed?");
        ::setenv("DISPLAY", (":" + number).c_str(), 1);
        ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    }

private:
    Child server_;
};

/// Somebody walks through one gate; a run is there and not started, so that nothing else moves on the screen.
std::string walking_log() {
    LogHeader ground;
    ground.gates.push_back({GateId{"finish"}, Distance{}});
    EntryPlan entry;
    entry.athlete = AthleteId{"Mara Okafor"};
    std::vector<Input> inputs{CreateRun{instant_from_ns(0),
                                        RunId{"r1"},
                                        Distance::from_metres(400),
                                        StartKind::Hand,
                                        Stagger::None,
                                        {entry}}};
    for (int i = 0; i < kEdges; ++i) {
        const Instant at = instant_from_ns(0) + kUntilFirst + i * kBetween;
        inputs.emplace_back(Edge{at, ground.gates.front().id, Beam{0}, i % 2 == 0});
    }
    return write_session_log(ground, inputs);
}

/// The moments the daemon's edges were stamped at, as a listener of its own hears them.
std::vector<std::int64_t> hear_edges(const test::DaemonProcess& daemon) {
    auto client = daemon.connect();
    static_cast<void>(client.send(codec::write(wire::FromListener{wire::Resume{}})));
    std::vector<std::int64_t> edges;
    while (edges.size() < kEdges) {
        const auto line = client.next();
        if (!line) break;
        const auto message = codec::read_from_daemon(*line);
        if (!message) continue;
        const auto* event = std::get_if<wire::EventMessage>(&*message);
        const auto* edge = event != nullptr ? std::get_if<Edge>(&event->event) : nullptr;
        if (edge != nullptr) edges.push_back(to_ns(edge->at));
    }
    return edges;
}

Child start_console(const test::DaemonProcess& daemon) {
    ::setenv("XDG_CONFIG_HOME", daemon.folder().c_str(), 1);
    ::setenv("LD_PRELOAD", QM_SWAP_STAMPS, 1);
    struct Restored {
        ~Restored() { ::unsetenv("LD_PRELOAD"); }
    } const restored;
    return Child{{QM_PROGRAMS "/quartermark-console", daemon.address()}};
}

/// From each edge's stamp to the next frame that was handed to GL after it.
Samples edge_to_frame(const std::vector<std::int64_t>& edges, std::vector<std::int64_t> frames) {
    Samples samples;
    for (const auto edge : edges) {
        const auto next = std::upper_bound(frames.begin(), frames.end(), edge);
        if (next != frames.end()) samples.add(std::chrono::nanoseconds{*next - edge});
    }
    return samples;
}

}  // namespace

void bench_console() {
    fmt::print("The console in a window of a virtual screen, drawn by software\n");
    const auto log = std::filesystem::temp_directory_path() /
                     fmt::format("qm-bench-{}.log", monotonic().count());
    std::ofstream{log} << walking_log();
    const Screen screen;
    const test::DaemonProcess daemon{
        fmt::format("[daemon]\nsource = \"replay\"\nreplay_log = \"{}\"", log.string())};
    auto console = start_console(daemon);
    std::vector<std::int64_t> frames;
    std::thread watcher{[&] {
        std::int64_t stamp = 0;
        while (read(console.output(), &stamp, sizeof stamp) == sizeof stamp) {
            frames.push_back(stamp);
        }
    }};
    const auto edges = hear_edges(daemon);
    std::this_thread::sleep_for(std::chrono::seconds{3});
    const auto before = console.cpu();
    std::this_thread::sleep_for(kAsleep);
    const std::chrono::duration<double> busy = console.cpu() - before;
    console.end();
    watcher.join();
    std::filesystem::remove(log);
    auto latency = edge_to_frame(edges, frames);
    print_samples("edge to the frame with it, handed to GL", latency);
    fmt::print("  {:<44} {:>9.2f} % of a core, over {} s; of 0.5\n",
               "asleep: nothing changes but the time of day", 100 * busy.count() / kAsleep.count(),
               kAsleep.count());
}

}  // namespace qm::bench
