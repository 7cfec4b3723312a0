// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/sockets.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace qm::bench {

namespace {

sockaddr_in loopback(unsigned short port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

sockaddr* plain(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

}  // namespace

unsigned short free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    const bool known =
        bind(socket, plain(address), size) == 0 && getsockname(socket, plain(address), &size) == 0;
    close(socket);
    if (!known) throw std::runtime_error("no port is free");
    return ntohs(address.sin_port);
}

int try_to_connect(unsigned short port, int receive_buffer) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const int at_once = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    auto address = loopback(port);
    if (connect(socket, plain(address), sizeof address) == 0) return socket;
    close(socket);
    return -1;
}

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw std::runtime_error("a peer is gone while it is spoken to");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void allow_files(std::size_t count) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= count) return;
    limit.rlim_cur = std::min<rlim_t>(count, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < count) {
        throw std::runtime_error(
            fmt::format("{} open files are needed, and this system allows {}: raise `ulimit -n`",
                        count, limit.rlim_max));
    }
}

}  // namespace qm::bench
