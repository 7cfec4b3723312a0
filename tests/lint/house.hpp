// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

/// The rules of the house as one table: what stands where, what may know what. The checks read nothing else.
namespace qm::lint {

/// A folder, and the folders it may include and link. What those may include, it may too.
struct Room {
    std::string_view folder;
    std::vector<std::string_view> may_include;
    bool pure = false;  ///< no clock, thread, file, socket, random device or third party
    bool may_read_clock = false;
    std::vector<std::string_view> more_targets = {};  ///< libraries not named after the folder
};

/// A third-party library: how its headers begin, its link targets, and the paths that may use it.
struct Library {
    std::string_view name;
    std::vector<std::string_view> headers;
    std::vector<std::string_view> targets;
    std::vector<std::string_view> places;  ///< beginnings of paths; "" is everywhere
};

/// A word of the Never list that is allowed in paths with this beginning, and why.
struct AllowedWord {
    std::string_view path;
    std::string_view text;  ///< taken out of a line before its words are looked at
    std::string_view why;
};

[[nodiscard]] const std::vector<Room>& rooms();
[[nodiscard]] const std::vector<Library>& libraries();
[[nodiscard]] const std::vector<std::string_view>& top_level();
[[nodiscard]] const std::vector<std::string_view>& never_words();
[[nodiscard]] const std::vector<AllowedWord>& allowed_words();
/// Headers that a pure folder has no use for.
[[nodiscard]] const std::vector<std::string_view>& impure_headers();

inline constexpr int kMostLines = 400;
inline constexpr int kManyLines = 300;  ///< told, not refused

}  // namespace qm::lint
