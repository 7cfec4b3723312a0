// SPDX-License-Identifier: Apache-2.0
#include "gui/panels/text_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace qm::gui {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::size_t length_of(unsigned char lead) {
    if (lead < 0x80U) return 1;
    if (lead >= 0xC2U && lead < 0xE0U) return 2;
    if (lead >= 0xE0U && lead < 0xF0U) return 3;
    if (lead >= 0xF0U && lead < 0xF5U) return 4;
    return 0;
}

char32_t next_character(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const auto length = length_of(lead);
    char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
    bool good = length > 0 && length <= text.size();
    for (std::size_t i = 1; good && i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        good = (byte & 0xC0U) == 0x80U;
        character = character << 6U | (byte & 0x3FU);
    }
    text.remove_prefix(good ? length : 1);
    return good ? character : kReplacement;
}

void append(std::string& out, char32_t character) {
    const auto tail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | (character >> shift & 0x3FU));
    };
    if (character < 0x80U) {
        out += static_cast<char>(character);
    } else if (character < 0x800U) {
        out += static_cast<char>(0xC0U | character >> 6U);
        tail(0);
    } else if (character < 0x10000U) {
        out += static_cast<char>(0xE0U | character >> 12U);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | character >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

bool is_right_to_left(char32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}

bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string drawing_order(std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(),
                                   [](char byte) { return byte >= ' ' && byte < '\x7F'; });
    if (plain) return std::string(text);
    std::vector<char32_t> characters;
    while (!text.empty()) {
        const auto character = next_character(text);
        // Marks that steer direction would only steer us wrong; a tab or bell has no place in a name.
        if (!is_invisible(character)) characters.push_back(character);
    }
    for (auto from = characters.begin(); from != characters.end();) {
        from = std::find_if(from, characters.end(), is_right_to_left);
        auto end = from;
        for (auto at = from; at != characters.end() && (is_right_to_left(*at) || *at == U' ');
             ++at) {
            if (*at != U' ') end = at + 1;
        }
        std::reverse(from, end);
        from = end;
    }
    std::string out;
    for (const auto character : characters) append(out, character);
    return out;
}

}  // namespace qm::gui
