// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace qm::server {

namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

Error trouble(const std::string& file, std::string_view what) {
    return {"file", fmt::format("{}: {}", file, what)};
}

Error trouble(const std::string& file, int number) {
    return trouble(file, std::generic_category().message(number));
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

Result<std::optional<std::string>> read_all(const std::string& file, int descriptor) {
    std::string text(kMostBytes + 1, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const auto count = ::read(descriptor, text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return trouble(file, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    if (filled > kMostBytes) return trouble(file, "it is longer than any that was written here");
    text.resize(filled);
    return std::optional{std::move(text)};
}

/// A rename is on the disk when its folder is.
void sync_folder_of(const std::string& file) {
    const auto folder = std::filesystem::path{file}.parent_path();
    const Descriptor open{
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (open.is_open()) ::fsync(open.get());
}

bool put_in_place(const std::string& beside, const std::string& file, Keep keep) {
    if (keep == Keep::Always) return ::rename(beside.c_str(), file.c_str()) == 0;
    return ::link(beside.c_str(), file.c_str()) == 0;
}

}  // namespace

Result<std::optional<std::string>> read_private(const std::string& file) {
    const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!in.is_open() && errno == ENOENT) return std::optional<std::string>{};
    if (!in.is_open()) return trouble(file, errno);
    struct stat found {};
    if (::fstat(in.get(), &found) != 0) return trouble(file, errno);
    if (!S_ISREG(found.st_mode)) return trouble(file, "it is no file");
    if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return trouble(file, "others than its owner may read or change it (chmod 600)");
    }
    return read_all(file, in.get());
}

Result<void> write_private(const std::string& file, std::string_view text, Keep keep) {
    std::string beside = file + ".XXXXXX";
    const Descriptor out{::mkostemp(beside.data(), O_CLOEXEC)};  // mode 0600
    if (!out.is_open()) return trouble(file, errno);
    const bool is_kept = write_all(out.get(), text) && put_in_place(beside, file, keep);
    const int number = errno;
    ::unlink(beside.c_str());
    if (!is_kept) return trouble(file, number);
    sync_folder_of(file);
    return {};
}

}  // namespace qm::server
