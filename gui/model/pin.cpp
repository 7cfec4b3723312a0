// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pin.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>

namespace qm::gui {

namespace {

constexpr std::size_t kGroups = 4;
constexpr std::size_t kDigits = 5;  ///< hexadecimal, in a group of four letters
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string pin_of(std::string_view key) {
    if (key.size() < kGroups * kDigits) return {};
    std::string pin;
    for (std::size_t group = 0; group < kGroups; ++group) {
        const auto digits = key.substr(group * kDigits, kDigits);
        std::uint32_t bits = 0;
        const auto* end = digits.data() + digits.size();
        if (std::from_chars(digits.data(), end, bits, 16).ptr != end) return {};
        if (group > 0) pin += '-';
        for (unsigned shift = 20; shift > 0; shift -= 5) {
            pin += kLetters[bits >> (shift - 5) & 31U];
        }
    }
    return pin;
}

}  // namespace qm::gui
