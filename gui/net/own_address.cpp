// SPDX-License-Identifier: Apache-2.0
#include "gui/net/own_address.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <memory>

namespace qm::gui {

namespace {

/// As a number; empty for one of another family, or of this machine alone.
std::string text_of(const ifaddrs& one, int family) {
    const bool is_of_use = one.ifa_addr != nullptr && one.ifa_addr->sa_family == family &&
                           (one.ifa_flags & IFF_UP) != 0 && (one.ifa_flags & IFF_LOOPBACK) == 0;
    if (!is_of_use) return {};
    const socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    std::array<char, NI_MAXHOST> text{};
    const int failed =
        ::getnameinfo(one.ifa_addr, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
    return failed != 0 ? std::string{} : std::string{text.data()};
}

}  // namespace

std::string own_address() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all{first, &::freeifaddrs};
    for (const int family : {AF_INET, AF_INET6}) {
        for (const auto* one = first; one != nullptr; one = one->ifa_next) {
            auto text = text_of(*one, family);
            // With a scope it holds on one network interface of this machine only.
            if (!text.empty() && text.find('%') == std::string::npos) return text;
        }
    }
    return {};
}

}  // namespace qm::gui
