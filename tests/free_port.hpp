// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <atomic>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace qm::test {

/// A port of the loopback address that is free, and that nobody is given who asks the system for any: so a program
/// that is killed and started again finds it free once more, whatever else goes on meanwhile.
inline unsigned short free_port() {
    namespace ip = boost::asio::ip;
    constexpr unsigned kFirst = 20'000;
    constexpr unsigned kBelowTheSystems = 32'768;
    constexpr unsigned kApart =
        97;  // two tests that begin one after the other begin far from each other
    static std::atomic<unsigned> next{static_cast<unsigned>(::getpid()) * kApart};
    boost::asio::io_context io;
    while (true) {
        const auto port =
            static_cast<unsigned short>(kFirst + next++ % (kBelowTheSystems - kFirst));
        ip::tcp::acceptor door{io, ip::tcp::v4()};
        boost::system::error_code taken;
        door.bind({ip::address_v4::loopback(), port}, taken);
        if (!taken) return port;
    }
}

}  // namespace qm::test
