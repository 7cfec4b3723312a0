// SPDX-License-Identifier: Apache-2.0
#include "protocol/plain_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace qm {

namespace {

constexpr std::array<std::string_view, 3> kBlanks{" ", "\xC2\xA0", "\xE3\x80\x80"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// U+200B, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069: by the last two of their three bytes.
bool is_invisible(unsigned char second, unsigned char third) {
    if (second == 0x81) return third >= 0xA6 && third <= 0xA9;
    if (second != 0x80) return false;
    return third == 0x8B || third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
}

bool has_invisible(std::string_view text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '\xE2' && is_invisible(static_cast<unsigned char>(text[i + 1]),
                                              static_cast<unsigned char>(text[i + 2]))) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string_view wrong_with_text(std::string_view text) {
    if (std::any_of(text.begin(), text.end(), is_control)) return "holds a control character";
    if (has_invisible(text)) return "holds an invisible character: type it anew";
    return {};
}

std::string_view trimmed(std::string_view text) {
    for (bool is_done = false; !is_done;) {
        is_done = true;
        for (const auto blank : kBlanks) {
            const bool begins = text.starts_with(blank);
            if (begins) text.remove_prefix(blank.size());
            const bool ends = text.ends_with(blank);
            if (ends) text.remove_suffix(blank.size());
            if (begins || ends) is_done = false;
        }
    }
    return text;
}

std::string ended(std::string sentence) {
    const bool has_end =
        sentence.empty() || std::string_view{".?!"}.find(sentence.back()) != std::string_view::npos;
    if (!has_end) sentence += '.';
    return sentence;
}

std::string counted(std::uint64_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace qm
