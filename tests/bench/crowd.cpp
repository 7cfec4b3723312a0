// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/crowd.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "tests/bench/mqtt_words.hpp"
#include "tests/bench/sockets.hpp"

namespace qm::bench {

namespace {

/// Takes one line from the front, if all of it is here.
std::optional<std::string_view> next_line(std::string_view& bytes) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return line;
}

/// Takes one packet from the front, if all of it is here: kind, length, body.
std::optional<std::string_view> next_packet(std::string_view& bytes) {
    std::size_t length = 0;
    std::size_t at = 1;
    for (unsigned shift = 0;; shift += 7) {
        if (at >= bytes.size()) return std::nullopt;
        const auto byte = static_cast<unsigned char>(bytes[at++]);
        length += static_cast<std::size_t>(byte & 127U) << shift;
        if (byte < 128) break;
    }
    if (bytes.size() < at + length) return std::nullopt;
    const auto packet = bytes.substr(0, at + length);
    bytes.remove_prefix(at + length);
    return packet;
}

/// Takes one frame of a server from the front, or its answer to the handshake, if all of it is here.
std::optional<std::string_view> next_frame(std::string_view& bytes) {
    constexpr std::string_view kEnd = "\r\n\r\n";
    std::size_t size = 2;
    if (bytes.substr(0, 4) == "HTTP") {
        const auto end = bytes.find(kEnd);
        size = end == std::string_view::npos ? end : end + kEnd.size();
    } else {
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
        if (bytes.size() < 10) return std::nullopt;  // nothing of ours is that short
        if (at(1) == 127) throw std::runtime_error("a snapshot is longer than was thought of");
        size += at(1) == 126 ? 2U + 256U * at(2) + at(3) : at(1);
    }
    if (bytes.size() < size) return std::nullopt;
    const auto frame = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return frame;
}

using Next = std::optional<std::string_view> (*)(std::string_view&);

Next next_of(Speech speech) {
    if (speech == Speech::Mqtt) return next_packet;
    return speech == Speech::Lines ? next_line : next_frame;
}

/// The number after the words, 0 where they are not.
std::int64_t number_after(std::string_view message, std::string_view words) {
    const auto at = message.find(words);
    std::int64_t number = 0;
    if (at == std::string_view::npos) return number;
    const auto* begin = message.data() + at + words.size();
    std::from_chars(begin, message.data() + message.size(), number);
    return number;
}

std::string first_words(Speech speech, std::size_t number) {
    if (speech == Speech::Lines) return "{\"type\":\"resume\",\"since\":0}\n";
    if (speech == Speech::WebSocket) {
        return "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade\r\nUpgrade: "
               "websocket\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }
    return mqtt::connect(fmt::format("listener{}", number)) + mqtt::subscribe();
}

bool says_ready(Speech speech, std::string_view message) {
    if (speech == Speech::Mqtt) return message.substr(0, 1) == "\x90";
    return message.find("{\"type\":\"snapshot\"") != std::string_view::npos;
}

}  // namespace

Crowd::Crowd(const Contestant& sender, std::size_t listeners)
    : speech_(sender.speech()),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      ears_(listeners),
      buffer_(64 * 1024) {
    for (std::size_t i = 0; i < listeners; ++i) {
        auto& ear = ears_[i];
        ear.socket = try_to_connect(sender.port());
        if (ear.socket < 0) throw std::runtime_error("a listener could not connect");
        send_all(ear.socket, first_words(speech_, i));
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.ptr = &ear;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, ear.socket, &wanted);
        listen_once(std::chrono::milliseconds{0});
    }
    const auto until = monotonic() + std::chrono::seconds{20};
    while (ready_ < listeners && monotonic() < until) listen_once(std::chrono::milliseconds{100});
    if (ready_ < listeners) throw std::runtime_error("not all listeners were taken");
}

Crowd::~Crowd() {
    for (const auto& ear : ears_) {
        if (ear.socket >= 0) close(ear.socket);
    }
    close(epoll_);
}

void Crowd::hear(std::size_t events_each, std::chrono::nanoseconds at_most) {
    const auto wanted = heard + events_each * ears_.size();
    const auto until = monotonic() + at_most;
    while (heard < wanted && monotonic() < until) listen_once(std::chrono::milliseconds{100});
}

void Crowd::listen_once(std::chrono::milliseconds at_most) {
    std::array<epoll_event, 256> ready{};
    const int count = epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()),
                                 static_cast<int>(at_most.count()));
    for (int i = 0; i < count; ++i) {
        auto& ear = *static_cast<Ear*>(ready.at(static_cast<std::size_t>(i)).data.ptr);
        const auto size = recv(ear.socket, buffer_.data(), buffer_.size(), 0);
        if (size <= 0) throw std::runtime_error("a listener was closed");
        read_at_ = monotonic();
        take(ear, {buffer_.data(), static_cast<std::size_t>(size)});
    }
}

void Crowd::take(Ear& ear, std::string_view bytes) {
    if (!ear.rest.empty()) bytes = ear.rest.append(bytes);
    const auto next = next_of(speech_);
    while (const auto message = next(bytes)) on_message(ear, *message);
    ear.rest = std::string(bytes);
}

void Crowd::on_message(Ear& ear, std::string_view message) {
    const auto seq = static_cast<std::uint64_t>(number_after(message.substr(0, 64), "\"seq\":"));
    const auto made = number_after(message, "\"t_ns\":");
    if (message.find("\"bench\"") == std::string_view::npos || made == 0) {
        if (!says_ready(speech_, message) || ear.ready) return;
        ear.ready = true;
        ++ready_;
        return;
    }
    ++heard;
    if (ear.last != 0 && seq != ear.last + 1) ++out_of_order;
    ear.last = seq;
    latency.add(read_at_ - std::chrono::nanoseconds{made});
}

}  // namespace qm::bench
