// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

namespace qm::server::test {

/// A listener behind the TLS door, by OpenSSL's client.
class TlsPeer {
public:
    TlsPeer(boost::asio::io_context& io, unsigned short port,
            boost::asio::ssl::context::method method = boost::asio::ssl::context::tls_client);
    ~TlsPeer();
    TlsPeer(const TlsPeer&) = delete;
    TlsPeer& operator=(const TlsPeer&) = delete;
    void send(std::string bytes);
    [[nodiscard]] bool has_line_with(const std::string& part) const;
    [[nodiscard]] std::string version() const;

    std::vector<std::string> lines;
    std::string key;      ///< the public key that was shown, SubjectPublicKeyInfo in DER
    bool ready = false;   ///< the handshake is done
    bool closed = false;  ///< the handshake failed, or the daemon ended the connection

private:
    struct Stream;
    void read();

    std::shared_ptr<Stream> stream_;
    std::string rest_;
};

}  // namespace qm::server::test
