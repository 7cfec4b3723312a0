// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/troublemakers.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>

#include "tests/bench/sockets.hpp"

namespace qm::bench {

namespace {

constexpr int kSmallBuffer = 4096;
constexpr std::chrono::milliseconds kRound{100};

/// False once the peer has closed.
bool reads_all(int socket) {
    std::array<char, 16 * 1024> ignored{};
    for (;;) {
        const auto size = recv(socket, ignored.data(), ignored.size(), MSG_DONTWAIT);
        if (size == 0) return false;
        if (size < 0) return errno == EAGAIN;
    }
}

int connected(unsigned short port, int receive_buffer = 0) {
    const int socket = try_to_connect(port, receive_buffer);
    if (socket < 0) throw std::runtime_error("a peer could not connect");
    return socket;
}

}  // namespace

Mutes::Mutes(unsigned short port, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        sockets_.push_back(connected(port, kSmallBuffer));
        send_all(sockets_.back(), "{\"type\":\"resume\",\"since\":0}\n");
    }
}

Mutes::~Mutes() {
    for (const int socket : sockets_) close(socket);
}

Babblers::Babblers(unsigned short port, std::size_t count) : port_(port) {
    for (std::size_t i = 0; i < count; ++i) sockets_.push_back(connected(port));
    thread_ = std::thread{[this] { babble(); }};
}

Babblers::~Babblers() {
    ended_ = true;
    thread_.join();
    for (const int socket : sockets_) close(socket);
}

void Babblers::babble() {
    const std::string rubbish = "{\"type\":" + std::string(300, '?') + '\n';
    const auto pause = kRound / static_cast<int>(sockets_.size());
    while (!ended_) {
        for (int& socket : sockets_) {
            const bool taken = send(socket, rubbish.data(), rubbish.size(), MSG_NOSIGNAL) > 0;
            if (!taken || !reads_all(socket)) {
                ++thrown_out_;
                close(socket);
                socket = connected(port_);
            }
            std::this_thread::sleep_for(pause);
        }
    }
}

}  // namespace qm::bench
