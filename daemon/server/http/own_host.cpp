// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/own_host.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <boost/asio/ip/address.hpp>

namespace qm::server {

namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string in_small(std::string_view text) {
    std::string made{text};
    std::transform(made.begin(), made.end(), made.begin(), small);
    return made;
}

/// "[::1]:7480" is "::1".
std::string_view without_port(std::string_view host) {
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        return end == std::string_view::npos ? std::string_view{} : host.substr(1, end - 1);
    }
    return host.substr(0, host.find(':'));
}

}  // namespace

bool is_own_host(std::string_view host, std::string_view machine) {
    const auto name = in_small(without_port(host));
    if (name.empty()) return false;
    boost::system::error_code is_no_address;
    static_cast<void>(boost::asio::ip::make_address(name, is_no_address));
    if (!is_no_address) return true;
    constexpr std::array<std::string_view, 3> kNear{".local", ".internal", ".home.arpa"};
    return name.find('.') == std::string::npos || name == in_small(machine) ||
           std::any_of(kNear.begin(), kNear.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace qm::server
