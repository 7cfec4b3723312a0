// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/http/answer.hpp"

namespace qm::server {

class Http;

/// One HTTP/1.1 connection: a request, its answer, and so on, each within its time; or a WebSocket. It keeps
/// Boost.Beast to its .cpp.
class HttpPeer : public std::enable_shared_from_this<HttpPeer> {
public:
    /// `http` must be there until leave() was called.
    HttpPeer(boost::asio::ip::tcp::socket socket, Http& http);
    ~HttpPeer();
    HttpPeer(const HttpPeer&) = delete;
    HttpPeer& operator=(const HttpPeer&) = delete;

    void begin();
    void leave();

private:
    struct Wire;
    enum class Next { Read, Linger };

    void read_request();
    void within(std::chrono::seconds time);
    void on_request();
    void on_bad_request(const boost::system::error_code& failed);
    void refuse(const Answer& answer);
    void write(std::string text, Next next);
    void linger();
    void upgrade();

    std::unique_ptr<Wire> wire_;
    Http* http_;  ///< null once it has left
};

}  // namespace qm::server
