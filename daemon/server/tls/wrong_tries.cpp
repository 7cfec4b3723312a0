// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/wrong_tries.hpp"

#include <algorithm>

namespace qm::server {

namespace ip = boost::asio::ip;

std::string counted_as(const ip::address& address) {
    if (!address.is_v6()) return address.to_string();
    const auto six = address.to_v6();
    if (six.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, six).to_string();
    auto bytes = six.to_bytes();
    for (std::size_t i = 8; i < bytes.size(); ++i) bytes.at(i) = 0;
    return ip::address_v6{bytes}.to_string();
}

void WrongTries::note(const ip::address& from, Instant now) {
    auto& tries = all_[counted_as(from)];
    tries.count = now - tries.last >= kWithin ? 1 : std::min(tries.count + 1, kMost);
    tries.last = now;
    if (all_.size() <= kAddresses) return;
    all_.erase(std::min_element(all_.begin(), all_.end(), [](const auto& one, const auto& other) {
        return one.second.last < other.second.last;
    }));
}

bool WrongTries::are_too_many(const ip::address& from, Instant now) const {
    const auto found = all_.find(counted_as(from));
    return found != all_.end() && found->second.count >= kMost &&
           now - found->second.last < kWithin;
}

}  // namespace qm::server
