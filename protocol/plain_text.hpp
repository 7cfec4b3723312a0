// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// What a text from outside may hold, for whoever reads one, and how a text of ours ends.
namespace qm {

/// What is wrong with a text, as the end of a sentence about it ("holds a control character"); empty: nothing.
/// Besides control characters these are the invisible ones that turn the direction of a line round or break it.
/// The joiners U+200C and U+200D are allowed: Persian, Hindi and other names are spelled with them.
/// `text` must be valid UTF-8.
[[nodiscard]] std::string_view wrong_with_text(std::string_view text);

/// Without the blanks at either end, no-break and wide ones too: "Mara " is Mara.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// As a sentence of its own: with a full stop, unless it has an end. An Error's sentence has none, so that it can be
/// the end of another; whoever tells it to a person ends it.
[[nodiscard]] std::string ended(std::string sentence);

/// "1 run", "2 runs", "0 runs": `what` is one of them.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view what);

}  // namespace qm
