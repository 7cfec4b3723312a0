// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/contestants.hpp"
#include "tests/bench/numbers.hpp"

namespace qm::bench {

/// Many listeners in one thread: one receiving program, whoever sends.
class Crowd {
public:
    /// Connects all, and waits until each is told that it will get every event.
    Crowd(const Contestant& sender, std::size_t listeners);
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    /// Hears until everyone has so many events more, or that long.
    void hear(std::size_t events_each, std::chrono::nanoseconds at_most);

    /// From an event's making to its receipt, for each listener and event.
    Samples latency;
    /// Events, over all listeners, and those that did not follow the one before.
    std::size_t heard = 0;
    std::size_t out_of_order = 0;

private:
    struct Ear {
        int socket = -1;
        bool ready = false;
        std::uint64_t last = 0;
        std::string rest;  // of a message that is not all here
    };
    void listen_once(std::chrono::milliseconds at_most);
    void take(Ear& ear, std::string_view bytes);
    void on_message(Ear& ear, std::string_view message);

    Speech speech_;
    int epoll_ = -1;
    std::size_t ready_ = 0;
    std::chrono::nanoseconds read_at_{};
    std::vector<Ear> ears_;
    std::vector<char> buffer_;
};

}  // namespace qm::bench
