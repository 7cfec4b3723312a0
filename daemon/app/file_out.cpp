// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/file_out.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace qm::app {

namespace {

std::string part_of(const std::string& path) { return path + ".part"; }

}  // namespace

Result<FileOut> FileOut::open(const std::string& path) {
    if (path.empty() || path == "-") return FileOut{{}, STDOUT_FILENO};
    std::error_code ignored;
    const auto kind = std::filesystem::status(path, ignored).type();
    if (kind != std::filesystem::file_type::not_found &&
        kind != std::filesystem::file_type::regular) {
        return Error{"bad_output", fmt::format("{} is not a file: give the name of one", path)};
    }
    const int descriptor =
        ::open(part_of(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return Error{"bad_output",
                     fmt::format("{} cannot be written: {}; does its folder exist, and may you "
                                 "write there?",
                                 path, std::generic_category().message(errno))};
    }
    return FileOut{path, descriptor};
}

FileOut::FileOut(FileOut&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FileOut& FileOut::operator=(FileOut&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileOut::~FileOut() {
    if (descriptor_ < 0 || path_.empty()) return;
    ::close(descriptor_);
    ::unlink(part_of(path_).c_str());
}

Error FileOut::failed(int number) const {
    return Error{"unwritten", fmt::format("{} could not be written: {}; what was there before is "
                                          "as it was",
                                          path_.empty() ? "standard output" : path_,
                                          std::generic_category().message(number))};
}

Result<void> FileOut::write(std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(descriptor_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(errno);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> FileOut::keep() {
    if (path_.empty()) return {};
    if (::fsync(descriptor_) != 0) return failed(errno);
    if (::close(std::exchange(descriptor_, -1)) != 0 ||
        std::rename(part_of(path_).c_str(), path_.c_str()) != 0) {
        const int number = errno;
        ::unlink(part_of(path_).c_str());
        return failed(number);
    }
    return {};
}

Result<void> write_file(const std::string& path, std::string_view text) {
    auto file = FileOut::open(path);
    if (!file) return file.error();
    if (auto written = file->write(text); !written) return written;
    return file->keep();
}

}  // namespace qm::app
