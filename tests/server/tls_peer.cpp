// SPDX-License-Identifier: Apache-2.0
#include "tests/server/tls_peer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace qm::server::test {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

struct TlsPeer::Stream {
    Stream(asio::io_context& io, ssl::context::method method) : context(method), tls(io, context) {}
    ssl::context context;
    ssl::stream<tcp::socket> tls;
    std::array<char, 16 * 1024> buffer{};
};

namespace {

/// The public key as it goes into a pin.
std::string key_of(SSL* handle) {
    const std::unique_ptr<X509, decltype(&X509_free)> shown{SSL_get1_peer_certificate(handle),
                                                            &X509_free};
    if (shown == nullptr) return {};
    unsigned char* bytes = nullptr;
    const int length = i2d_PUBKEY(X509_get0_pubkey(shown.get()), &bytes);
    std::string key;
    for (int i = 0; i < length; ++i) key += static_cast<char>(bytes[i]);
    OPENSSL_free(bytes);
    return key;
}

}  // namespace

TlsPeer::TlsPeer(asio::io_context& io, unsigned short port, ssl::context::method method)
    : stream_(std::make_shared<Stream>(io, method)) {
    stream_->context.set_verify_mode(ssl::verify_none);
    stream_->tls.lowest_layer().connect({asio::ip::address_v4::loopback(), port});
    stream_->tls.async_handshake(ssl::stream_base::client,
                                 [this, stream = stream_](const error_code& failed) {
                                     if (!stream->tls.lowest_layer().is_open()) return;
                                     closed = bool(failed);
                                     if (failed) return;
                                     ready = true;
                                     key = key_of(stream->tls.native_handle());
                                     read();
                                 });
}

TlsPeer::~TlsPeer() { stream_->tls.lowest_layer().close(); }

void TlsPeer::read() {
    stream_->tls.async_read_some(
        asio::buffer(stream_->buffer),
        [this, stream = stream_](const error_code& failed, std::size_t count) {
            if (!stream->tls.lowest_layer().is_open()) return;  // closed from here
            closed = bool(failed);
            if (failed) return;
            rest_.append(stream->buffer.data(), count);
            for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
                lines.push_back(rest_.substr(0, end));
                rest_.erase(0, end + 1);
            }
            read();
        });
}

void TlsPeer::send(std::string bytes) {
    const auto kept = std::make_shared<const std::string>(std::move(bytes));
    asio::async_write(stream_->tls, asio::buffer(*kept),
                      [stream = stream_, kept](const error_code&, std::size_t) {});
}

bool TlsPeer::has_line_with(const std::string& part) const {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.find(part) != std::string::npos;
    });
}

std::string TlsPeer::version() const { return SSL_get_version(stream_->tls.native_handle()); }

}  // namespace qm::server::test
