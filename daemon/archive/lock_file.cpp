// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace qm::archive {

namespace {

std::string holder_of(int descriptor) {
    std::array<char, 16> text{};
    const auto count = ::pread(descriptor, text.data(), text.size(), 0);
    std::string digits;
    for (ssize_t i = 0; i < count; ++i) {
        const char c = text[static_cast<std::size_t>(i)];
        if (c < '0' || c > '9') break;
        digits += c;
    }
    return digits.empty() ? "another quartermarkd" : "quartermarkd, process " + digits;
}

}  // namespace

Result<LockFile> LockFile::take(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0) {
        return Error{"archive",
                     fmt::format("cannot open {}: {}; does the folder exist, and may this "
                                 "program write there?",
                                 path, std::generic_category().message(errno))};
    }
    LockFile lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return Error{
            "archive_busy",
            fmt::format("{} is already at work on this archive: stop it first, or start this "
                        "one with an archive of its own",
                        holder_of(descriptor))};
    }
    // Only a hint for the message above; the lock itself is the kernel's.
    const auto text = fmt::format("{}\n", ::getpid());
    if (::ftruncate(descriptor, 0) == 0) {
        [[maybe_unused]] const auto written = ::pwrite(descriptor, text.data(), text.size(), 0);
    }
    return lock;
}

std::string holder_of_lock(const std::string& path) {
    struct stat file {};
    if (::stat((path + ".lock").c_str(), &file) != 0) return {};
    const auto inode = fmt::format(":{}", file.st_ino);
    std::ifstream locks{"/proc/locks"};
    // "12: FLOCK  ADVISORY  WRITE 812 fe:00:1234 0 EOF"
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words{line};
        std::string number, kind, mode, access, process, where;
        words >> number >> kind >> mode >> access >> process >> where;
        if (kind == "FLOCK" && where.ends_with(inode)) return "process " + process;
    }
    return {};
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

LockFile::~LockFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace qm::archive
