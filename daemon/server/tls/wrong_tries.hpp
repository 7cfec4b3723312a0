// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include <boost/asio/ip/address.hpp>

#include "protocol/time.hpp"

namespace qm::server {

/// What an address counts as where tries are counted: whoever has one IPv6 address has 2^64 of them, so their network
/// does.
[[nodiscard]] std::string counted_as(const boost::asio::ip::address& address);

/// Who said something wrong too often of late. Bounded: of more addresses than it holds, the one that was wrong the
/// longest ago is forgotten.
class WrongTries {
public:
    static constexpr int kMost = 10;
    static constexpr std::chrono::seconds kWithin{60};
    static constexpr std::size_t kAddresses = 256;

    void note(const boost::asio::ip::address& from, Instant now);
    /// kMost of that address, with no pause of kWithin between them and until now.
    [[nodiscard]] bool are_too_many(const boost::asio::ip::address& from, Instant now) const;

private:
    struct Tries {
        int count = 0;
        Instant last;
    };
    std::map<std::string, Tries> all_;
};

}  // namespace qm::server
