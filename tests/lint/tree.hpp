// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qm::lint {

/// A file of the house; the path is from the root.
struct File {
    std::string path;
    std::string text;
};

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);
[[nodiscard]] bool is_cpp(std::string_view path);
[[nodiscard]] bool is_cmake(std::string_view path);
/// C++, CMake and scripts: what people write as code.
[[nodiscard]] bool is_code(const File& file);

/// Every file below the rooms' folders, in order of their paths.
[[nodiscard]] std::vector<File> read_tree(const std::string& root);

}  // namespace qm::lint
