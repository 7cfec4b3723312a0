// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "gui/net/socket_stream.hpp"

namespace qm::gui {

namespace {

namespace ssl = boost::asio::ssl;
using boost::asio::ip::tcp;
using boost::system::error_code;

ssl::context& client_context() {
    static ssl::context context{ssl::context::tlsv13_client};
    return context;
}

/// SHA-256 of the certificate's public key as it is encoded in it; empty where there is none.
std::string key_of(const X509* certificate) {
    unsigned char* encoded = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
    if (size <= 0) return {};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const int made = EVP_Digest(encoded, static_cast<std::size_t>(size), digest.data(), &length,
                                EVP_sha256(), nullptr);
    OPENSSL_free(encoded);
    std::string text;
    for (unsigned i = 0; made == 1 && i < length; ++i) text += fmt::format("{:02x}", digest.at(i));
    return text;
}

using TlsSocket = ssl::stream<tcp::socket>;

class TlsStream final : public SocketStream<TlsSocket> {
public:
    TlsStream(boost::asio::io_context& io, std::string key)
        : SocketStream(TlsSocket{io, client_context()}), wanted_(std::move(key)) {
        // No authority vouches for a daemon: its key alone does, and a date on it says nothing.
        socket().set_verify_mode(ssl::verify_peer);
        socket().set_verify_callback([this](bool, ssl::verify_context& shown) {
            const auto* certificate = X509_STORE_CTX_get0_cert(shown.native_handle());
            key_ = certificate == nullptr ? std::string{} : key_of(certificate);
            wrong_key_ = key_.empty() || (!wanted_.empty() && key_ != wanted_);
            return !wrong_key_;
        });
    }

    [[nodiscard]] std::string key() const override { return key_; }
    [[nodiscard]] bool has_wrong_key() const override { return wrong_key_; }

private:
    void greet(const Done& done) override {
        socket().async_handshake(
            ssl::stream_base::client,
            [self = shared_from_this(), done](error_code failed) { done(failed); });
    }

    std::string wanted_;
    std::string key_;
    bool wrong_key_ = false;
};

}  // namespace

std::shared_ptr<Stream> make_tls_stream(boost::asio::io_context& io, std::string key) {
    return std::make_shared<TlsStream>(io, std::move(key));
}

}  // namespace qm::gui
