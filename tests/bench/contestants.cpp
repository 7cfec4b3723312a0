// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "protocol/codec.hpp"
#include "tests/bench/broadcast_line.hpp"
#include "tests/bench/contestants.hpp"
#include "tests/bench/mqtt_words.hpp"
#include "tests/bench/numbers.hpp"
#include "tests/bench/sockets.hpp"

namespace qm::bench {

namespace {

std::filesystem::path write_settings(unsigned short port) {
    auto path =
        std::filesystem::temp_directory_path() / fmt::format("qm-bench-mosquitto-{}.conf", port);
    std::ofstream{path} << "listener " << port
                        << " 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
                        << "persistence false\nmax_queued_messages 0\nlog_dest none\nuser root\n";
    return path;
}

/// Waits for the program to listen.
int connect_within(unsigned short port, std::chrono::seconds within) {
    const auto until = monotonic() + within;
    while (monotonic() < until) {
        if (const int socket = try_to_connect(port); socket >= 0) return socket;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    throw std::runtime_error("mosquitto cannot be reached: is it installed?");
}

}  // namespace

Ours::Ours(Speech speech) : speech_(speech), child_({QM_PROGRAMS "/broadcast-server"}) {
    std::string line;
    for (char c = 0; read(child_.output(), &c, 1) == 1 && c != '\n';) line += c;
    const auto second = line.find(' ');
    if (second == std::string::npos) throw std::runtime_error("broadcast-server did not start");
    const auto port = speech == Speech::Lines ? line.substr(0, second) : line.substr(second);
    port_ = static_cast<unsigned short>(std::stoi(port));
}

void Ours::emit() {
    const std::int64_t now = monotonic().count();
    if (write(child_.input(), &now, sizeof now) != sizeof now) {
        throw std::runtime_error("broadcast-server is gone");
    }
}

Mosquitto::Mosquitto()
    : port_(free_port()),
      settings_(write_settings(port_)),
      child_({"mosquitto", "-c", settings_.string()}) {
    publisher_ = connect_within(port_, std::chrono::seconds{10});
    send_all(publisher_, mqtt::connect("publisher"));
}

Mosquitto::~Mosquitto() {
    close(publisher_);
    std::error_code ignored;
    std::filesystem::remove(settings_, ignored);
}

void Mosquitto::emit() {
    const auto line = codec::write_event(Seq{++seq_}, broadcast_event(Instant{monotonic()}));
    send_all(publisher_, mqtt::publish(line));
}

}  // namespace qm::bench
