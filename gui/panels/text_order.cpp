// SPDX-License-Identifier: Apache-2.0
#include "gui/panels/text_order.hpp"

#include <algorithm>
#include <vector>

#include "gui/model/utf8.hpp"

namespace qm::gui {

namespace {

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
        const auto character = take_character(text);
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
    for (const auto character : characters) append_utf8(out, character);
    return out;
}

}  // namespace qm::gui
