// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/flushed_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace qm::archive {

namespace {

Error failed(const std::string& what, int number) {
    return Error{"backup", fmt::format("{}: {}", what, std::generic_category().message(number))};
}

std::string folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return folder.empty() ? "." : folder.string();
}

/// Some file systems cannot flush a folder; then there is nothing more to be done.
void flush_folder(const std::string& path) {
    const int descriptor = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    static_cast<void>(::fsync(descriptor));
    ::close(descriptor);
}

}  // namespace

Result<void> flush_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return failed(path + " cannot be opened again", errno);
    const int number = ::fsync(descriptor) == 0 ? 0 : errno;
    static_cast<void>(::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED));
    ::close(descriptor);
    if (number != 0) return failed(path + " is not on the disk", number);
    return {};
}

void give_to_owner_of_folder(const std::string& path) {
    struct stat folder {};
    if (::stat(folder_of(path).c_str(), &folder) != 0) return;
    [[maybe_unused]] const int refused = ::chown(path.c_str(), folder.st_uid, folder.st_gid);
}

Result<void> rename_flushed(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) {
        return failed(fmt::format("{} cannot be renamed to {}", from, to), errno);
    }
    flush_folder(to);
    return {};
}

}  // namespace qm::archive
