// SPDX-License-Identifier: Apache-2.0
#include "protocol/address.hpp"

#include <charconv>

#include <fmt/format.h>

#include "protocol/wire.hpp"

namespace qm {

namespace {

constexpr std::size_t kHostBytes = 253;

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
    return failed == std::errc{} && end == text.data() + text.size() && port > 0 && port <= 65'535;
}

}  // namespace

std::string Address::text() const {
    const bool v6 = host.find(':') != std::string::npos;
    return v6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

Result<Address> parse_address(std::string_view text) {
    const Error wrong{"bad_address",
                      fmt::format("\"{}\" is not an address; write infield-pi, infield-pi:{} or "
                                  "[fe80::1]:{}",
                                  text.substr(0, 80), wire::kDefaultPort, wire::kDefaultPort)};
    Address address{std::string(text), fmt::format("{}", wire::kDefaultPort)};
    std::string_view rest;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return wrong;
        address.host = std::string(text.substr(1, close - 1));
        rest = text.substr(close + 1);
    } else if (const auto colon = text.find(':'); colon != text.rfind(':')) {
        rest = {};  // a bare IPv6 address: no port in it
    } else if (colon != std::string_view::npos) {
        address.host = std::string(text.substr(0, colon));
        rest = text.substr(colon);
    }
    if (!rest.empty()) {
        if (rest.front() != ':' || !is_port(rest.substr(1))) return wrong;
        address.port = std::string(rest.substr(1));
    }
    const bool blank = address.host.find_first_of(" \t\r\n") != std::string::npos;
    if (address.host.empty() || address.host.size() > kHostBytes || blank) return wrong;
    return address;
}

}  // namespace qm
