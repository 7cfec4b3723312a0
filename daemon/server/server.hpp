// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "daemon/server/desk.hpp"
#include "daemon/server/mqtt/settings.hpp"
#include "protocol/events.hpp"
#include "protocol/ids.hpp"
#include "protocol/wire.hpp"

/// The doors to the outside: plain TCP, one JSON object a line; HTTP with the live board and the same lines over
/// a WebSocket; TLS with the same lines.
namespace qm::server {

struct Settings {
    std::string address = "::";  ///< "::" takes IPv4 too, and is 0.0.0.0 where there is no IPv6
    unsigned short port = wire::kDefaultPort;      ///< 0: any free one
    std::optional<unsigned short> http_port = {};  ///< 0: any free one; none: that door stays shut
    std::optional<unsigned short> tls_port = {};   ///< the same
    bool is_announced = false;                     ///< to this network, by DNS-SD
    std::string identity_file = {};                ///< key and certificate of the TLS door
    std::string devices_file = {};                 ///< the devices that were paired
    std::size_t listeners = 200;
    std::size_t outbox_bytes =
        8 * 1024 * 1024;               ///< waiting for one listener, beyond that a snapshot
    std::size_t kept_events = 16'384;  ///< for listeners that are slow or resume
    std::chrono::milliseconds resume_within{
        200};  ///< a new listener that is silent gets a snapshot
    std::chrono::milliseconds login_within{5'000};  ///< one that comes where all places are taken
    std::chrono::milliseconds ping_every{5'000};    ///< sent to a listener that says nothing
    std::chrono::milliseconds stuck_after{30'000};  ///< took no byte and said nothing: dropped
    mqtt::Settings mqtt = {};                       ///< the broker that is told everything, if any
    /// Told how it goes with the announcing, in sentences, on the io thread.
    std::function<void(const std::string&)> say = {};
};

/// Since the server began; `listeners` and `devices` are now.
struct Counters {
    std::size_t listeners = 0;
    std::size_t devices = 0;  ///< that are paired
    std::uint64_t events = 0;
    std::uint64_t accepted = 0;
    std::uint64_t refused = 0;              ///< one listener too many
    std::uint64_t dropped_to_snapshot = 0;  ///< outboxes that were full
    std::uint64_t dropped_stuck = 0;        ///< listeners that took nothing any more
    std::uint64_t dropped_rubbish = 0;      ///< listeners that broke the rules
    std::uint64_t rubbish_lines = 0;
    std::uint64_t unknown_types = 0;
    std::uint64_t forbidden_commands = 0;
    std::uint64_t repeated_commands = 0;
    std::uint64_t refused_commands = 0;  ///< that made sense, of who may command, and could not be
    std::uint64_t paired = 0;
    std::uint64_t logged_in = 0;
    std::uint64_t wrong_secrets = 0;  ///< codes and tokens
    std::uint64_t http_connections = 0;
    std::uint64_t http_requests = 0;
    std::uint64_t http_refused = 0;  ///< no request, too long, too slow, or of another site's page
    std::uint64_t http_crowded_out = 0;  ///< closed since another came and all places were taken
    std::uint64_t tls_connections = 0;
    std::uint64_t tls_failed = 0;       ///< no TLS 1.3, or cut off before its handshake was done
    std::uint64_t tls_too_slow = 0;     ///< of these, handshakes that took too long
    std::uint64_t tls_crowded_out = 0;  ///< closed since another came and all places were taken
    mqtt::Counters mqtt = {};
};

/// Speaks to any number of listeners without ever waiting for one. Everything happens on the thread that
/// runs the io_context: call it there only. Rules:
/// - `hello` first; then what the listener missed if it says `resume`, or a snapshot;
/// - each event is encoded once, and waits in one place for all;
/// - a listener that is too far behind loses what waits and gets one snapshot when it reads again;
/// - one that breaks the rules is told why in an `error` line and dropped; nobody else notices;
/// - commands are taken over plain TCP from the same machine only, and over TLS from devices that were paired, as
///   their role allows; an id is carried out once on a connection.
class Server {
public:
    /// Throws std::system_error with a sentence when it cannot listen. `desk` must outlive it.
    Server(boost::asio::io_context& io, Settings settings, Desk& desk);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] unsigned short port() const;
    /// None where the HTTP door is shut.
    [[nodiscard]] std::optional<unsigned short> http_port() const;
    /// Why the HTTP door could not be opened, a sentence; empty when all is well.
    [[nodiscard]] const std::string& http_trouble() const;
    /// None where the TLS door is shut.
    [[nodiscard]] std::optional<unsigned short> tls_port() const;
    /// Why the TLS door could not be opened, a sentence; empty when all is well.
    [[nodiscard]] const std::string& tls_trouble() const;
    /// Of the TLS door's key, for people to compare; empty where it is shut.
    [[nodiscard]] std::string pin() const;
    /// The events `first`, `first` + 1, ... after the desk's snapshot has them.
    void publish(Seq first, const std::vector<Event>& events);
    void recorded_through(Seq seq);
    /// Closes all at once. Handlers that still wait in the io_context do nothing more.
    void stop();
    [[nodiscard]] Counters counters() const;

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace qm::server
