// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/clock.hpp"

#include <unistd.h>

#include <array>
#include <chrono>
#include <ctime>
#include <fstream>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace qm::app {

Instant now() {
    timespec read{};
    clock_gettime(CLOCK_MONOTONIC, &read);
    return Instant{std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec}};
}

WallTime wall_now() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return WallTime{std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count()};
}

std::string boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    std::getline(file, text);
    return text.empty() ? "unknown" : text;
}

std::string host_name() {
    std::array<char, 65> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "quartermark";
    return name.data();
}

ClockPair clock_pair() { return {now(), wall_now(), boot_id()}; }

std::chrono::nanoseconds slept() {
    const auto before = now();
    timespec read{};
    clock_gettime(CLOCK_BOOTTIME, &read);
    const Instant awake_and_asleep{std::chrono::seconds{read.tv_sec} +
                                   std::chrono::nanoseconds{read.tv_nsec}};
    return awake_and_asleep - before;
}

std::string wall_stamp() {
    const std::time_t seconds = static_cast<std::int64_t>(wall_now()) / 1'000'000;
    return fmt::format("{:%Y-%m-%dT%H-%M-%SZ}", fmt::gmtime(seconds));
}

SessionId new_session_id() {
    // Within one second of the wall clock no two microseconds of the gate clock end alike.
    constexpr std::int64_t kMicroseconds = 0x10'0000;
    return SessionId{fmt::format("{}-{:05x}", wall_stamp(), to_ns(now()) / 1000 % kMicroseconds)};
}

}  // namespace qm::app
