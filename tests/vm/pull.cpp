// SPDX-License-Identifier: Apache-2.0
// In the guest: moves the lines of a gpio-sim chip, and says when, on the kernel's monotonic clock.
//
//   pull play FOLDER < STEPS     a step a line: "LINE LEVEL DELAY_US", waited for before the pull.
//                                Prints "LINE LEVEL BEFORE_NS AFTER_NS" for each.
//   pull burst FOLDER LINE COUNT COUNT edges on one line as fast as it goes. Prints "COUNT BEFORE_NS AFTER_NS".
//
// FOLDER is the chip's, with sim_gpioN/pull in it.
#include <cstdint>
#include <ctime>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

namespace {

std::int64_t now_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// The `pull` attribute of one simulated line.
class Line {
public:
    Line(const std::string& folder, unsigned line)
        : fd_(::open(fmt::format("{}/sim_gpio{}/pull", folder, line).c_str(), O_WRONLY)) {
        if (fd_ < 0) {
            throw std::runtime_error(fmt::format("{} has no line {} to pull", folder, line));
        }
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { ::close(fd_); }

    void pull(bool up) const {
        const std::string_view word = up ? "pull-up" : "pull-down";
        if (::pwrite(fd_, word.data(), word.size(), 0) < 0) {
            throw std::runtime_error("the kernel refused a pull");
        }
    }

private:
    int fd_;
};

void sleep_us(std::int64_t us) {
    const timespec length{us / 1'000'000, us % 1'000'000 * 1000};
    ::clock_nanosleep(CLOCK_MONOTONIC, 0, &length, nullptr);
}

int play(const std::string& folder) {
    unsigned line = 0;
    int level = 0;
    std::int64_t delay_us = 0;
    while (std::cin >> line >> level >> delay_us) {
        const Line pulled{folder, line};
        sleep_us(delay_us);
        const auto before = now_ns();
        pulled.pull(level != 0);
        fmt::print("{} {} {} {}\n", line, level, before, now_ns());
    }
    return std::cin.eof() ? 0 : 1;
}

int burst(const std::string& folder, unsigned line, long count) {
    const Line pulled{folder, line};
    const auto before = now_ns();
    for (long i = 0; i < count; ++i) pulled.pull(i % 2 == 0);
    fmt::print("{} {} {}\n", count, before, now_ns());
    return 0;
}

int carry_out(const std::vector<std::string>& arguments) {
    const std::string mode = arguments.empty() ? "" : arguments[0];
    if (mode == "play" && arguments.size() == 2) return play(arguments[1]);
    if (mode == "burst" && arguments.size() == 4) {
        return burst(arguments[1], static_cast<unsigned>(std::stoul(arguments[2])),
                     std::stol(arguments[3]));
    }
    fmt::print(stderr, "usage: pull play FOLDER | pull burst FOLDER LINE COUNT\n");
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return carry_out({argv + 1, argv + argc});
    } catch (const std::exception& failure) {
        fmt::print(stderr, "pull: {}\n", failure.what());
        return 1;
    }
}
