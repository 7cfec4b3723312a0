// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text in characters, not bytes.
namespace qm::gui {

inline constexpr char32_t kReplacement = 0xFFFD;  ///< stands for bytes that are no UTF-8

/// Takes the first character off. The text must not be empty.
char32_t take_character(std::string_view& text);

void append_utf8(std::string& text, char32_t character);

/// Where the last character begins; 0 in an empty text.
[[nodiscard]] std::size_t last_character(std::string_view text);

}  // namespace qm::gui
