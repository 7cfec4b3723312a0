// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>

#include "daemon/server/role.hpp"
#include "protocol/result.hpp"

namespace qm::server {

/// The code by which a device becomes known: made at the timing machine, said once by the device. One code
/// holds at a time, for two minutes and for one device. Who guesses is soon shut out: three wrong codes of one
/// address, five of all, end it for them, or for all.
class Pairing {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr std::size_t kDigits = 8;
    static constexpr std::chrono::seconds kHolds{120};
    static constexpr int kWrongOfOne = 3;
    static constexpr int kWrongOfAll = 5;

    /// A new code, in the place of one that still held; none where the system gives no random numbers.
    [[nodiscard]] std::optional<std::string> invite(Role role, Clock::time_point now);

    /// The role the code was made for; it is used up then. Errors: "no_code" (none holds), "wrong_code",
    /// "too_many_codes".
    [[nodiscard]] Result<Role> redeem(std::string_view code, const boost::asio::ip::address& from,
                                      Clock::time_point now);

private:
    struct Invitation {
        std::string code;
        Role role = Role::Viewer;
        Clock::time_point until;
        int wrong = 0;
        std::map<std::string, int> wrong_by_address = {};  // at most kWrongOfAll
    };
    [[nodiscard]] Error note_wrong(int& wrong_here);

    std::optional<Invitation> open_;
};

}  // namespace qm::server
