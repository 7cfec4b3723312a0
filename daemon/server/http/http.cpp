// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/http.hpp"

#include <utility>

#include "daemon/server/http/http_peer.hpp"
#include "protocol/limits.hpp"

namespace qm::server {

Http::Http(Hub& hub, std::shared_ptr<Listeners> listeners, std::function<Counters()> counters)
    : hub_(hub), site_(hub, std::move(counters)), listeners_(std::move(listeners)) {}

void Http::welcome(boost::asio::ip::tcp::socket socket) {
    ++hub_.counters.http_connections;
    // The one that has been here longest gives way: whoever holds places open keeps nobody out.
    if (peers_.size() >= limits::kHttpPeers) {
        ++hub_.counters.http_crowded_out;
        const auto oldest = peers_.front();
        oldest->leave();
    }
    peers_.push_back(std::make_shared<HttpPeer>(std::move(socket), *this));
    peers_.back()->begin();
}

void Http::forget(const HttpPeer& gone) {
    std::erase_if(peers_, [&](const auto& one) { return one.get() == &gone; });
}

void Http::close() {
    const auto peers = std::exchange(peers_, {});
    for (const auto& peer : peers) peer->leave();
}

}  // namespace qm::server
