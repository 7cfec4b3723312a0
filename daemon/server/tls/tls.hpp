// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/hub.hpp"
#include "daemon/server/listeners.hpp"
#include "daemon/server/tls/identity.hpp"

namespace qm::server {

class TlsHandshake;
class TlsContext;

/// Those who come through the TLS door, until they are listeners like all others. TLS 1.3 and nothing older.
class Tls : public std::enable_shared_from_this<Tls> {
public:
    /// `hub` must be there until close(). Throws boost::system::system_error where OpenSSL refuses the identity.
    Tls(Hub& hub, std::shared_ptr<Listeners> listeners, const Identity& identity);
    ~Tls();
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;

    void welcome(boost::asio::ip::tcp::socket socket);
    void close();

private:
    friend class TlsHandshake;
    void drop_first();
    void forget(const TlsHandshake& gone);

    Hub& hub_;
    std::shared_ptr<Listeners> listeners_;
    std::unique_ptr<TlsContext> context_;
    std::vector<std::shared_ptr<TlsHandshake>> handshakes_;
};

}  // namespace qm::server
