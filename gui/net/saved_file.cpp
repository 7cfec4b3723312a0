// SPDX-License-Identifier: Apache-2.0
#include "gui/net/saved_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "gui/net/config_file.hpp"

namespace qm::gui {

std::string files_folder() {
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): before any thread
    if (home == nullptr || *home == '\0') return {};
    const std::filesystem::path documents = std::filesystem::path{home} / "Documents";
    std::error_code ignored;
    const bool has_documents = std::filesystem::is_directory(documents, ignored);
    return ((has_documents ? documents : std::filesystem::path{home}) / "Quartermark").string();
}

Result<std::string> save_file(const std::string& folder, std::string_view name,
                              std::string_view text) {
    if (folder.empty()) return Error{"no_folder", "this account has no home folder to save it in"};
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return Error{"no_folder", fmt::format("{}: {}", folder, failed.message())};
    auto file = fmt::format("{}/{}", folder, name);
    const auto written = write_config(file, text);
    if (!written) return written.error();
    return file;
}

}  // namespace qm::gui
