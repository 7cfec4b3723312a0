// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/result.hpp"

namespace qm::app {

/// A file that appears whole or not at all: it is written beside its name and renamed when it is on the disk.
/// Errors have the codes "bad_output" (what was asked for cannot be a file) and "unwritten".
class FileOut {
public:
    /// Standard output where `path` is empty or "-".
    [[nodiscard]] static Result<FileOut> open(const std::string& path);

    FileOut(FileOut&& other) noexcept;
    FileOut& operator=(FileOut&& other) noexcept;
    /// Without a keep() nothing is left behind.
    ~FileOut();

    [[nodiscard]] Result<void> write(std::string_view text);
    [[nodiscard]] Result<void> keep();

private:
    FileOut(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    [[nodiscard]] Error failed(int number) const;

    std::string path_;  ///< empty: standard output
    int descriptor_;
};

/// All of it at once.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view text);

}  // namespace qm::app
