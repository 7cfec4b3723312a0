// SPDX-License-Identifier: Apache-2.0
#include "gui/net/config_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace qm::gui {

namespace {

constexpr mode_t kOwnerOnly = 0600;

Error failed(const std::string& file, int code) {
    return {"config_file", fmt::format("{}: {}", file, std::generic_category().message(code))};
}

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
    return value == nullptr ? std::string{} : std::string{value};
}

class OpenFile {
public:
    explicit OpenFile(const std::string& file)
        : fd_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                     kOwnerOnly)) {}
    ~OpenFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    /// False, and errno, when it is not all on the disk, or others could read it.
    [[nodiscard]] bool put(std::string_view text) const {
        if (fd_ < 0 || ::fchmod(fd_, kOwnerOnly) != 0) return false;
        while (!text.empty()) {
            const auto size = ::write(fd_, text.data(), text.size());
            if (size <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(size));
        }
        return ::fsync(fd_) == 0;
    }

private:
    int fd_;
};

}  // namespace

std::string config_file(std::string_view name) {
    auto folder = from_environment("XDG_CONFIG_HOME");
    if (folder.empty()) {
        const auto home = from_environment("HOME");
        if (home.empty()) return {};
        folder = home + "/.config";
    }
    return fmt::format("{}/quartermark/{}", folder, name);
}

Result<std::string> read_config(const std::string& file) {
    struct stat what {};
    if (::stat(file.c_str(), &what) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::string{};
        return failed(file, errno);
    }
    if (!S_ISREG(what.st_mode)) return failed(file, EISDIR);
    std::ifstream in{file};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) return failed(file, EIO);
    return text;
}

Result<void> write_config(const std::string& file, std::string_view text) {
    const std::filesystem::path path{file};
    std::error_code no_folder;
    std::filesystem::create_directories(path.parent_path(), no_folder);
    const auto beside = file + ".new";
    if (!OpenFile{beside}.put(text) || std::rename(beside.c_str(), file.c_str()) != 0) {
        return failed(file, errno);
    }
    return {};
}

}  // namespace qm::gui
