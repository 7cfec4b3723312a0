// SPDX-License-Identifier: Apache-2.0
#include "tests/lint/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace qm::lint {

std::vector<std::string> lines_of(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

bool is_cmake(std::string_view path) {
    return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake");
}

bool is_code(const File& file) {
    return is_cpp(file.path) || is_cmake(file.path) || file.path.ends_with(".sh") ||
           file.path.ends_with(".py") || file.text.starts_with("#!");
}

std::vector<File> read_tree(const std::string& root) {
    namespace fs = std::filesystem;
    std::vector<File> files;
    for (const auto* top : {"CMakeLists.txt", "run", "protocol", "config", "hardware", "daemon",
                            "gui", "systemd", "tests"}) {
        std::vector<fs::path> paths;
        if (fs::is_regular_file(fs::path(root) / top)) paths.push_back(fs::path(root) / top);
        if (fs::is_directory(fs::path(root) / top)) {
            for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / top)) {
                if (entry.is_regular_file()) paths.push_back(entry.path());
            }
        }
        for (const auto& path : paths) {
            std::ifstream in(path, std::ios::binary);
            files.push_back({fs::relative(path, root).generic_string(),
                             {std::istreambuf_iterator<char>(in), {}}});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const File& a, const File& b) { return a.path < b.path; });
    return files;
}

}  // namespace qm::lint
