// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/tls.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/server/tls/tls_connection.hpp"
#include "protocol/limits.hpp"

namespace qm::server {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds kHandshakeTime{5};

}  // namespace

class TlsContext {
public:
    explicit TlsContext(const Identity& identity) : context_(ssl::context::tlsv13_server) {
        context_.use_private_key(asio::buffer(identity.pem), ssl::context::pem);
        context_.use_certificate(asio::buffer(identity.pem), ssl::context::pem);
        auto* handle = context_.native_handle();
        // Nothing is kept of a connection that has ended: whoever comes again proves all anew.
        SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_num_tickets(handle, 0);
        SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);
    }
    [[nodiscard]] ssl::context& get() { return context_; }

private:
    ssl::context context_;
};

/// From accept to the end of the handshake.
class TlsHandshake : public std::enable_shared_from_this<TlsHandshake> {
public:
    TlsHandshake(tcp::socket socket, Tls& door)
        : door_(door),
          limit_(socket.get_executor()),
          stream_(std::make_unique<TlsStream>(std::move(socket), door.context_->get())) {}

    void begin() {
        limit_.expires_after(kHandshakeTime);
        limit_.async_wait([self = shared_from_this()](const error_code& failed) {
            if (failed || self->stopped_ || self->stream_ == nullptr) return;
            ++self->door_.hub_.counters.tls_too_slow;
            self->cut();
        });
        stream_->async_handshake(
            ssl::stream_base::server,
            [self = shared_from_this()](const error_code& failed) { self->end(failed); });
    }

    /// The handshake fails at once; end() does the rest where the door is still open.
    void cut() {
        limit_.cancel();
        if (stream_ == nullptr) return;
        error_code ignored;
        stream_->lowest_layer().close(ignored);
    }

private:
    void end(const error_code& failed) {
        limit_.cancel();
        auto stream = std::exchange(stream_, nullptr);
        if (stopped_) return;
        if (failed) {
            ++door_.hub_.counters.tls_failed;
        } else {
            welcome(std::move(stream));
        }
        door_.forget(*this);
    }

    void welcome(std::unique_ptr<TlsStream> stream) {
        error_code gone;
        const auto peer = stream->lowest_layer().remote_endpoint(gone);
        if (gone) return;
        door_.listeners_->add(std::make_shared<TlsConnection>(std::move(stream)),
                              {Entrance::Tls, wire::Role::Viewer, peer.address()});
    }

    friend class Tls;
    Tls& door_;  // not touched once stopped
    asio::steady_timer limit_;
    std::unique_ptr<TlsStream> stream_;
    bool stopped_ = false;
};

Tls::Tls(Hub& hub, std::shared_ptr<Listeners> listeners, const Identity& identity)
    : hub_(hub),
      listeners_(std::move(listeners)),
      context_(std::make_unique<TlsContext>(identity)) {}
Tls::~Tls() = default;

void Tls::welcome(tcp::socket socket) {
    ++hub_.counters.tls_connections;
    // The one that has been here longest gives way: whoever holds places open keeps nobody out.
    if (handshakes_.size() >= limits::kTlsHandshakes) {
        ++hub_.counters.tls_crowded_out;
        drop_first();
    }
    handshakes_.push_back(std::make_shared<TlsHandshake>(std::move(socket), *this));
    handshakes_.back()->begin();
}

void Tls::drop_first() {
    const auto first = std::move(handshakes_.front());
    handshakes_.erase(handshakes_.begin());
    first->stopped_ = true;
    first->cut();
}

void Tls::forget(const TlsHandshake& gone) {
    std::erase_if(handshakes_, [&](const auto& one) { return one.get() == &gone; });
}

void Tls::close() {
    while (!handshakes_.empty()) drop_first();
}

}  // namespace qm::server
