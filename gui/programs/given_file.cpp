// SPDX-License-Identifier: Apache-2.0
#include "gui/programs/given_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <utility>

namespace qm::gui {

GivenFile::GivenFile(std::string_view bytes) : fd_(::memfd_create("quartermark", MFD_CLOEXEC)) {
    while (fd_ >= 0 && !bytes.empty()) {
        const auto size = ::write(fd_, bytes.data(), bytes.size());
        if (size <= 0) break;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

GivenFile::~GivenFile() {
    if (fd_ >= 0) ::close(fd_);
}

GivenFile::GivenFile(GivenFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

GivenFile& GivenFile::operator=(GivenFile&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

}  // namespace qm::gui
