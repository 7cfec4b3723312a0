// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "tests/bench/contestants.hpp"
#include "tests/bench/crowd.hpp"
#include "tests/bench/numbers.hpp"
#include "tests/bench/sockets.hpp"
#include "tests/bench/troublemakers.hpp"

namespace qm::bench {

namespace {

constexpr int kRounds = 7;  ///< in turns, since these machines are not the same for long
constexpr std::chrono::seconds kLasts{3};
constexpr std::chrono::seconds kPatience{30};

struct Load {
    std::size_t listeners;
    std::size_t rate;  ///< events a second
};

struct Numbers {
    double p50_ms = 0;
    double p99_ms = 0;
    double cpu_us = 0;  ///< of the sender, per delivered event
    double mebibytes = 0;
    std::size_t missing = 0;
    std::size_t out_of_order = 0;
};

/// Sends `count` events at an even pace, while `crowd` hears them.
void broadcast(Contestant& sender, Crowd& crowd, std::size_t count, std::size_t rate) {
    std::thread pace{[&] {
        const auto began = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < count; ++i) {
            std::this_thread::sleep_until(
                began + std::chrono::nanoseconds{std::chrono::seconds{1}} * i / rate);
            sender.emit();
        }
    }};
    crowd.hear(count, kLasts + kPatience);
    pace.join();
}

Numbers measure(Contestant& sender, const Load& load) {
    Crowd crowd{sender, load.listeners};
    const auto count = load.rate * static_cast<std::size_t>(kLasts.count());
    const auto before = sender.process().cpu();
    broadcast(sender, crowd, count, load.rate);
    const std::chrono::duration<double, std::micro> cpu = sender.process().cpu() - before;
    return {crowd.latency.quantile_us(0.5) / 1000,          crowd.latency.quantile_us(0.99) / 1000,
            cpu.count() / static_cast<double>(crowd.heard), sender.process().mebibytes("VmRSS"),
            count * load.listeners - crowd.heard,           crowd.out_of_order};
}

void print(const std::string& who, const Numbers& numbers) {
    fmt::print(
        "  {:<12} p50 {:>7.2f} ms   p99 {:>7.2f} ms   {:>5.2f} us of CPU an event and listener   "
        "{:>5.1f} MiB   missing {}, out of order {}\n",
        who, numbers.p50_ms, numbers.p99_ms, numbers.cpu_us, numbers.mebibytes, numbers.missing,
        numbers.out_of_order);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

/// Both under the same load, in turns.
void side_by_side(const Load& load) {
    fmt::print("{} listeners, {} events/s of 300 bytes, {} s\n", load.listeners, load.rate,
               kLasts.count());
    std::vector<double> cpu;
    std::vector<double> p99;
    for (int round = 0; round < kRounds; ++round) {
        const auto ours = measure(*std::make_unique<Ours>(), load);
        const auto theirs = measure(*std::make_unique<Mosquitto>(), load);
        print("ours", ours);
        print("Mosquitto", theirs);
        cpu.push_back(ours.cpu_us / theirs.cpu_us);
        p99.push_back(ours.p99_ms / theirs.p99_ms);
    }
    fmt::print("  ours to Mosquitto's, median of {}: CPU {:.2f}, p99 {:.2f}\n", kRounds,
               median(cpu), median(p99));
}

/// The same events as messages of a WebSocket, in turns with lines.
void over_web_sockets() {
    constexpr Load kLoad{100, 100};
    fmt::print("{} listeners, {} events/s: as lines and over WebSockets\n", kLoad.listeners,
               kLoad.rate);
    std::vector<double> cpu;
    for (int round = 0; round < kRounds; ++round) {
        const auto lines = measure(*std::make_unique<Ours>(), kLoad);
        const auto frames = measure(*std::make_unique<Ours>(Speech::WebSocket), kLoad);
        print("lines", lines);
        print("WebSockets", frames);
        cpu.push_back(frames.cpu_us / lines.cpu_us);
    }
    fmt::print("  WebSockets to lines, median of {}: CPU {:.2f}\n", kRounds, median(cpu));
}

/// What 800 hear while 200 others behave, or while 100 never read and 100 send rubbish.
void among_troublemakers() {
    constexpr std::size_t kOthers = 800;
    constexpr std::size_t kEach = 100;
    constexpr std::size_t kRate = 20;
    fmt::print(
        "{} listeners at {} events/s beside {} well-behaved, or {} that never read and {} that "
        "send "
        "rubbish\n",
        kOthers, kRate, 2 * kEach, kEach, kEach);
    std::vector<double> p99;
    for (int round = 0; round < kRounds; ++round) {
        Ours quiet;
        const Crowd rest{quiet, 2 * kEach};
        const auto before = measure(quiet, {kOthers, kRate});
        print("among good", before);
        Ours troubled;
        const Mutes mutes{troubled.port(), kEach};
        const Babblers babblers{troubled.port(), kEach};
        const auto after = measure(troubled, {kOthers, kRate});
        print("among bad", after);
        fmt::print("  {} times one that sent rubbish was thrown out, and came back\n",
                   babblers.thrown_out());
        p99.push_back(after.p99_ms / before.p99_ms);
    }
    fmt::print("  p99 among bad to p99 among good, median of {}: {:.2f}\n", kRounds, median(p99));
}

/// More events than are kept, so that nothing a listener can hold back is left out.
void memory_of_mutes() {
    constexpr std::size_t kMutes = 100;
    constexpr std::size_t kEvents = 100'000;
    Ours ours;
    const Mutes mutes{ours.port(), kMutes};
    Crowd one{ours, 1};
    const auto before = ours.process().mebibytes("VmRSS");
    broadcast(ours, one, kEvents, 20'000);
    fmt::print(
        "Memory with {} listeners that never read: {:.1f} MiB; after {} events: {:.1f} MiB, at "
        "most {:.1f}\n",
        kMutes, before, kEvents, ours.process().mebibytes("VmRSS"),
        ours.process().mebibytes("VmHWM"));
}

}  // namespace

void bench_broadcast() {
    allow_files(4'096);
    fmt::print(
        "Broadcast over loopback, from the making of an event to its receipt; Mosquitto at QoS "
        "0\n");
    for (const auto& load :
         {Load{1, 20}, Load{100, 20}, Load{100, 100}, Load{1'000, 20}, Load{1'000, 100}}) {
        side_by_side(load);
    }
    over_web_sockets();
    among_troublemakers();
    memory_of_mutes();
}

}  // namespace qm::bench
