// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/doctor_daemon.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

namespace asio = boost::asio;

/// A disk that needs longer than this for what happened is in trouble.
constexpr auto kPatience = std::chrono::seconds{3};

/// One visit: connects, asks for the state, and listens.
class Visit {
public:
    explicit Visit(unsigned short port) : socket_(io_) {
        socket_.async_connect({asio::ip::address_v4::loopback(), port},
                              [this](const boost::system::error_code& failed) {
                                  if (failed) return;
                                  heard_.is_connected = true;
                                  ask();
                                  listen();
                              });
    }
    DaemonHeard wait() {
        io_.run_for(kPatience);
        return std::move(heard_);
    }

private:
    void ask() {
        const auto wanted = codec::write(wire::FromListener{wire::Resume{}}) + "\n";
        boost::system::error_code ignored;  // who does not listen does not answer either
        asio::write(socket_, asio::buffer(wanted), ignored);
    }
    void listen() {
        asio::async_read_until(socket_, asio::dynamic_buffer(text_, limits::kServerLineBytes), '\n',
                               [this](const boost::system::error_code& failed, std::size_t size) {
                                   if (failed) return;
                                   take(std::string_view{text_}.substr(0, size - 1));
                                   text_.erase(0, size);
                                   if (!is_done()) listen();
                               });
    }
    void take(std::string_view line) {
        auto message = codec::read_from_daemon(line);
        if (!heard_.hello) {
            const auto* hello = message ? std::get_if<wire::Hello>(&*message) : nullptr;
            heard_.is_other = hello == nullptr;
            if (hello != nullptr) heard_.hello = *hello;
            return;
        }
        if (!message) return;
        if (auto* snapshot = std::get_if<wire::Snapshot>(&*message)) {
            heard_.recorded_through = snapshot->recorded_through;
            heard_.snapshot = std::move(*snapshot);
        }
        if (const auto* through = std::get_if<wire::RecordedThrough>(&*message)) {
            heard_.recorded_through = through->seq;
        }
    }
    [[nodiscard]] bool is_done() const {
        return heard_.is_other ||
               (heard_.snapshot && heard_.recorded_through >= heard_.snapshot->seq);
    }

    asio::io_context io_;
    asio::ip::tcp::socket socket_;
    std::string text_;
    DaemonHeard heard_;
};

/// What the daemon itself said last of its disk.
std::string said_of_disk(const SessionState& state) {
    constexpr std::array<std::string_view, 3> kOfDisk{"archive_in_memory", "disk_trouble",
                                                      "disk_lost"};
    const auto& all = state.warnings;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Warning& warning) {
        return std::find(kOfDisk.begin(), kOfDisk.end(), warning.code) != kOfDisk.end();
    });
    return found == all.rend() ? "Its disk is slow, or does not answer." : found->sentence;
}

Finding nobody_answers(const DaemonHeard& heard, unsigned short port, const std::string& holder) {
    if (heard.is_connected || !holder.empty()) {
        return {Health::Doubtful, "daemon",
                fmt::format("it is starting, and does not answer on port {} yet{}: ask again in "
                            "ten seconds; if it is so still, `systemctl status quartermarkd` "
                            "tells why",
                            port, holder.empty() ? "" : " (" + holder + " has the archive)")};
    }
    return {Health::Ill, "daemon",
            fmt::format("no quartermarkd answers on port {}: `systemctl status quartermarkd` "
                        "tells why",
                        port)};
}

}  // namespace

DaemonHeard hear_daemon(unsigned short port) { return Visit{port}.wait(); }

Finding finding_of(const DaemonHeard& heard, unsigned short port, const std::string& holder) {
    if (heard.is_other) {
        return {Health::Ill, "daemon",
                fmt::format("what answers on port {} is no quartermarkd: give server.port another "
                            "number",
                            port)};
    }
    if (!heard.hello) return nobody_answers(heard, port, holder);
    const auto who =
        fmt::format("{} answers on port {}, gates: {}, session {}", heard.hello->program, port,
                    heard.hello->source, heard.hello->session.text());
    if (!heard.snapshot) {
        return {Health::Doubtful, "daemon",
                who + ", but does not tell its state in time: ask again"};
    }
    if (heard.recorded_through < heard.snapshot->seq) {
        return {Health::Ill, "daemon",
                fmt::format("{}, but what happens is in its memory only (on disk is event {} of "
                            "{}): see to the disk, and do not switch off. It says: {}",
                            who, to_number(heard.recorded_through), to_number(heard.snapshot->seq),
                            said_of_disk(heard.snapshot->state))};
    }
    return {Health::Well, "daemon", who};
}

}  // namespace qm::app
