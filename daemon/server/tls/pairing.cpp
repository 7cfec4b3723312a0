// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/pairing.hpp"

#include "daemon/server/tls/secrets.hpp"
#include "daemon/server/tls/wrong_tries.hpp"

namespace qm::server {

namespace ip = boost::asio::ip;

namespace {

Error no_code() {
    return {
        "no_code",
        "no code holds now: `quartermark pair` on the timing machine makes one, which holds for "
        "two minutes and for one device"};
}

}  // namespace

std::optional<std::string> Pairing::invite(wire::Role role, Instant now) {
    auto code = random_digits(kDigits);
    if (code) open_ = Invitation{*code, role, now + kHolds};
    return code;
}

Result<wire::Role> Pairing::check(std::string_view code, const ip::address& from, Instant now) {
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
    return open_->role;
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
