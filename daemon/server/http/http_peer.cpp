// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/http_peer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "daemon/server/http/http.hpp"
#include "daemon/server/http/own_host.hpp"
#include "daemon/server/http/ws_connection.hpp"
#include "protocol/limits.hpp"

namespace qm::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// From the last answer, or the beginning, to the end of the next request's header.
constexpr std::chrono::seconds kForRequest{10};
constexpr std::chrono::seconds kForAnswer{60};
/// What a peer that was refused may still say, and how long, before the door shuts.
constexpr std::size_t kDiscardedBytes = 256 * 1024;
constexpr std::chrono::seconds kFarewell{2};

int status_of(const error_code& failed) {
    const bool is_long =
        failed == http::error::header_limit || failed == http::error::buffer_overflow;
    return is_long ? 431 : 400;
}

Answer refusal_of(int status) {
    switch (status) {
        case 408:
            return refusal(408, "too_slow", "a request must be here within 10 s");
        case 413:
            return refusal(413, "too_long", "this door is for reading: a request has no body");
        case 431:
            return refusal(431, "too_long",
                           fmt::format("a request's line and headers may have {} bytes together",
                                       limits::kHttpHeaderBytes));
        default:
            return refusal(400, "bad_request", "this is no HTTP/1.1 request");
    }
}

/// A page of another site may not listen through the browser of somebody who can reach this machine.
/// Programs that are no browser send no Origin.
bool is_of_another_site(const WsConnection::Request& request) {
    const auto found = request.find(http::field::origin);
    if (found == request.end()) return false;
    std::string_view origin{found->value().data(), found->value().size()};
    const auto scheme = origin.find("://");
    if (scheme == std::string_view::npos) return true;
    origin.remove_prefix(scheme + 3);
    return !beast::iequals(origin, request[http::field::host]);
}

/// Whether it is a browser's that was led here under a name of somebody else. Counts and health are told to anybody.
bool is_of_another_name(const WsConnection::Request& request, std::string_view path,
                        std::string_view machine) {
    const auto found = request.find(http::field::host);
    if (found == request.end() || path == "/metrics" || path == "/healthz") return false;
    return !is_own_host({found->value().data(), found->value().size()}, machine);
}

}  // namespace

struct HttpPeer::Wire {
    explicit Wire(tcp::socket the_socket)
        : socket(std::move(the_socket)), timer(socket.get_executor()) {}

    tcp::socket socket;
    asio::steady_timer timer;
    std::uint64_t turn = 0;  ///< which wait of the timer counts
    bool is_late = false;
    beast::flat_static_buffer<limits::kHttpHeaderBytes> buffer;
    std::optional<http::request_parser<http::empty_body>> parser;
    std::shared_ptr<WsConnection> upgraded;
    std::string text;  ///< what is being written
    std::array<char, 4096> discarded{};
    std::size_t discarded_bytes = 0;
};

HttpPeer::HttpPeer(tcp::socket socket, Http& http)
    : wire_(std::make_unique<Wire>(std::move(socket))), http_(&http) {}
HttpPeer::~HttpPeer() = default;

void HttpPeer::begin() { read_request(); }

void HttpPeer::leave() {
    auto* const http = std::exchange(http_, nullptr);
    if (http == nullptr) return;
    error_code ignored;
    wire_->timer.cancel();
    wire_->socket.close(ignored);
    if (wire_->upgraded != nullptr) wire_->upgraded->close();
    http->forget(*this);
}

/// What is under way fails when it takes longer.
void HttpPeer::within(std::chrono::seconds time) {
    wire_->is_late = false;
    wire_->timer.expires_after(time);
    wire_->timer.async_wait(
        [weak = weak_from_this(), turn = ++wire_->turn](const error_code& failed) {
            const auto self = weak.lock();
            if (failed || self == nullptr || turn != self->wire_->turn) return;
            self->wire_->is_late = true;
            error_code ignored;
            self->wire_->socket.cancel(ignored);
        });
}

void HttpPeer::read_request() {
    auto& parser = wire_->parser.emplace();
    parser.header_limit(limits::kHttpHeaderBytes);
    within(kForRequest);
    http::async_read_header(wire_->socket, wire_->buffer, parser,
                            [self = shared_from_this()](const error_code& failed, std::size_t) {
                                if (self->http_ == nullptr) return;
                                if (failed) return self->on_bad_request(failed);
                                self->on_request();
                            });
}

void HttpPeer::on_bad_request(const error_code& failed) {
    // Whoever has said nothing is done, or no client of HTTP.
    if (!wire_->parser->got_some() && failed != http::error::buffer_overflow) return leave();
    refuse(refusal_of(wire_->is_late ? 408 : status_of(failed)));
}

void HttpPeer::refuse(const Answer& answer) {
    ++http_->hub_.counters.http_refused;
    write(as_sent(answer, Sent::Whole, After::Closes), Next::Linger);
}

void HttpPeer::on_request() {
    if (!wire_->parser->is_done()) return refuse(refusal_of(413));
    ++http_->hub_.counters.http_requests;
    const auto& request = wire_->parser->get();
    const std::string_view target{request.target().data(), request.target().size()};
    const std::string_view method{request.method_string().data(), request.method_string().size()};
    if (is_of_another_name(request, path_of(target), http_->hub_.desk.hello().host)) {
        return refuse(refusal(403, "forbidden",
                              "this is no name of a machine near you: open the live board by the "
                              "machine's address, or by its name with .local behind it"));
    }
    if (path_of(target) == "/ws" && beast::websocket::is_upgrade(request)) return upgrade();
    const bool stays = request.version() == 11 && request.keep_alive();
    const auto sent = method == "HEAD" ? Sent::HeadersOnly : Sent::Whole;
    write(as_sent(http_->site_.answer(method, target), sent, stays ? After::Stays : After::Closes),
          stays ? Next::Read : Next::Linger);
}

void HttpPeer::write(std::string text, Next next) {
    wire_->text = std::move(text);
    within(kForAnswer);
    asio::async_write(wire_->socket, asio::buffer(wire_->text),
                      [self = shared_from_this(), next](const error_code& failed, std::size_t) {
                          if (self->http_ == nullptr) return;
                          if (failed) return self->leave();
                          if (next == Next::Read) return self->read_request();
                          error_code ignored;
                          self->wire_->socket.shutdown(tcp::socket::shutdown_send, ignored);
                          self->within(kFarewell);
                          self->linger();
                      });
}

/// Closing while the peer still speaks could destroy the answer.
void HttpPeer::linger() {
    wire_->socket.async_read_some(
        asio::buffer(wire_->discarded),
        [self = shared_from_this()](const error_code& failed, std::size_t count) {
            if (self->http_ == nullptr) return;
            self->wire_->discarded_bytes += count;
            if (failed || self->wire_->discarded_bytes > kDiscardedBytes) return self->leave();
            self->linger();
        });
}

void HttpPeer::upgrade() {
    const auto& request = wire_->parser->get();
    if (is_of_another_site(request)) {
        return refuse(refusal(403, "forbidden",
                              "a page of another site may not listen here: open the live board of "
                              "this machine"));
    }
    if (http_->listeners_->is_crowded()) {
        return refuse(refusal(503, "full", "no more listeners are taken: come again later"));
    }
    if (wire_->buffer.size() > 0) return refuse(refusal_of(400));  // spoke before it was one
    wire_->timer.cancel();
    wire_->upgraded = std::make_shared<WsConnection>(std::move(wire_->socket));
    wire_->upgraded->accept(request, [self = shared_from_this()](bool is_one) {
        if (self->http_ == nullptr) return;
        if (is_one)
            self->http_->listeners_->add(std::exchange(self->wire_->upgraded, {}), {Entrance::Web});
        self->leave();
    });
}

}  // namespace qm::server
