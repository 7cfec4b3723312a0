// SPDX-License-Identifier: Apache-2.0
#include "config/loader_file.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace qm::config {

namespace {

constexpr std::uintmax_t kFileBytes = 1024 * 1024;

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) {
        return Error{"unreadable",
                     fmt::format("cannot be read ({}): is the path right?", failed.message())};
    }
    if (size > kFileBytes) {
        return Error{"too_long",
                     fmt::format("is {} bytes; settings have at most {}", size, kFileBytes)};
    }
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.good() && !file.eof()) {
        return Error{"unreadable", "cannot be opened: may this program read it?"};
    }
    return text;
}

Error told_of(const std::filesystem::path& file, Error error) {
    error.sentence = describe(file.string(), error);
    return error;
}

}  // namespace qm::config
