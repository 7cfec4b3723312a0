// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>

#include "protocol/result.hpp"
#include "protocol/time.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// The code by which a device becomes known: made at the timing machine, said once by the device. One code
/// holds at a time, for two minutes and for one device. Who guesses is soon shut out: three wrong codes of one
/// address, five of all, end it for them, or for all.
class Pairing {
public:
    static constexpr std::size_t kDigits = 8;
    static constexpr std::chrono::seconds kHolds{120};
    static constexpr int kWrongOfOne = 3;
    static constexpr int kWrongOfAll = 5;

    /// A new code, in the place of one that still held; none where the system gives no random numbers.
    [[nodiscard]] std::optional<std::string> invite(wire::Role role, Instant now);

    /// The role the code was made for. Errors: "no_code" (none holds), "wrong_code", "too_many_codes".
    [[nodiscard]] Result<wire::Role> check(std::string_view code,
                                           const boost::asio::ip::address& from, Instant now);
    /// The code has done what it was made for.
    void end() { open_.reset(); }

private:
    struct Invitation {
        std::string code;
        wire::Role role = wire::Role::Viewer;
        Instant until;
        int wrong = 0;
        std::map<std::string, int> wrong_by_address = {};  // at most kWrongOfAll
    };
    [[nodiscard]] Error note_wrong(int& wrong_here);

    std::optional<Invitation> open_;
};

}  // namespace qm::server
