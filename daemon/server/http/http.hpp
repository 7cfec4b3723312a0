// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/http/site.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/listeners.hpp"

namespace qm::server {

class HttpPeer;

/// Those who come through the HTTP door, until they are answered or have become listeners over /ws. Nobody
/// may command here, from this machine neither: a page in a browser speaks for whoever wrote it.
class Http : public std::enable_shared_from_this<Http> {
public:
    /// `hub` and `counters` must be there until close().
    Http(Hub& hub, std::shared_ptr<Listeners> listeners, std::function<Counters()> counters);

    void welcome(boost::asio::ip::tcp::socket socket);
    void close();

private:
    friend class HttpPeer;
    void forget(const HttpPeer& gone);

    Hub& hub_;
    Site site_;
    std::shared_ptr<Listeners> listeners_;
    std::vector<std::shared_ptr<HttpPeer>> peers_;
};

}  // namespace qm::server
