// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

namespace qm::server::dns_sd {

/// What this network is told of a daemon.
struct Announcement {
    std::string host;        ///< the machine's name, part of the service's
    std::uint16_t port = 0;  ///< of the plain door
    std::optional<std::uint16_t> http_port = {};
    std::optional<std::uint16_t> tls_port = {};
};

/// "Quartermark on timing-pi", at most 63 bytes; without a host where it is no text.
[[nodiscard]] std::string service_name(const std::string& host);

/// Announces the daemon by DNS-SD as a service of type _quartermark._tcp, as long as it is there, through the Avahi
/// of this machine. A thread of its own speaks to Avahi, and nobody waits for it: one that is not there is
/// looked for again, one that comes back is told again. To be called on the thread of the io_context only.
class Announcer {
public:
    /// `io` must be there until stop(). `say` is told each change, in a sentence, on the io thread.
    Announcer(boost::asio::io_context& io, Announcement what,
              std::function<void(const std::string&)> say);
    ~Announcer();
    Announcer(const Announcer&) = delete;
    Announcer& operator=(const Announcer&) = delete;

    /// Takes it back; an Avahi that does not answer is waited for 1 s at most.
    void stop();

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace qm::server::dns_sd
