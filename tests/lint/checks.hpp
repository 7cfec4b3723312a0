// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/lint/house.hpp"
#include "tests/lint/tree.hpp"

/// The checks of one file each: what in it breaks the rules of the house. No finding, no breach.
namespace qm::lint {

struct Finding {
    std::string path;
    int line = 0;
    std::string what;
};

using Findings = std::vector<Finding>;

/// Includes by path from the root, of allowed folders, and third parties where they may be.
[[nodiscard]] Findings check_includes(const File& file);
/// Pure folders know no clock, thread, file, socket or random device; few others read a clock.
[[nodiscard]] Findings check_purity(const File& file);
/// Words of the Never list, also as parts of names, in the path too.
[[nodiscard]] Findings check_words(const File& file);
/// SPDX first, #pragma once, not too long.
[[nodiscard]] Findings check_form(const File& file);
/// What a folder's targets link, by the same table as the includes.
[[nodiscard]] Findings check_links(const File& file);
/// Panels draw what functions of the model's room answer; they ask the model nothing else and make no words of numbers.
[[nodiscard]] Findings check_views(const File& file);
/// Every such function is asked by a test that draws nothing: the model alone can answer.
[[nodiscard]] Findings check_answers(const std::vector<File>& files);
/// Names directly below the root.
[[nodiscard]] Findings check_top_level(const std::vector<std::string>& names);

/// The room a path is in, or null.
[[nodiscard]] const Room* room_of(std::string_view path);
/// Whether `from` may include what is in `to`.
[[nodiscard]] bool may_include(const Room& from, const Room& to);

}  // namespace qm::lint
