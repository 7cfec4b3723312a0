// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/pairing.hpp"

#include <utility>

#include "daemon/server/tls/secrets.hpp"

namespace qm::server {

namespace ip = boost::asio::ip;

namespace {

/// Whoever has one IPv6 address has 2^64 of them: the network counts.
std::string counted_as(const ip::address& address) {
    if (!address.is_v6()) return address.to_string();
    const auto six = address.to_v6();
    if (six.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, six).to_string();
    auto bytes = six.to_bytes();
    for (std::size_t i = 8; i < bytes.size(); ++i) bytes.at(i) = 0;
    return ip::address_v6{bytes}.to_string();
}

Error no_code() {
    return {
        "no_code",
        "no code holds now: `quartermark pair` on the timing machine makes one, which holds for "
        "two minutes and for one device"};
}

}  // namespace

std::optional<std::string> Pairing::invite(Role role, Clock::time_point now) {
    auto code = random_digits(kDigits);
    if (code) open_ = Invitation{*code, role, now + kHolds};
    return code;
}

Result<Role> Pairing::redeem(std::string_view code, const ip::address& from,
                             Clock::time_point now) {
    if (!open_ || now >= open_->until) {
        open_.reset();
        return no_code();
    }
    int& wrong_here = open_->wrong_by_address[counted_as(from)];
    if (wrong_here >= kWrongOfOne) {
        return Error{
            "too_many_codes",
            "too many wrong codes came from this address: make a new one with `quartermark "
            "pair`"};
    }
    if (!is_same_secret(code, open_->code)) return note_wrong(wrong_here);
    return std::exchange(open_, std::nullopt)->role;
}

Error Pairing::note_wrong(int& wrong_here) {
    ++wrong_here;
    if (++open_->wrong < kWrongOfAll) {
        return {"wrong_code", "this is not the code that `quartermark pair` shows: try again"};
    }
    open_.reset();
    return {
        "too_many_codes",
        "this is not the code, and it was the last try: make a new one with `quartermark pair`"};
}

}  // namespace qm::server
