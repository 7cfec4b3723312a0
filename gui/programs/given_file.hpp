// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace qm::gui {

/// Bytes in memory, as a file that a child can be given. What does not fit into memory is missing.
class GivenFile {
public:
    explicit GivenFile(std::string_view bytes);
    ~GivenFile();
    GivenFile(GivenFile&& other) noexcept;
    GivenFile& operator=(GivenFile&& other) noexcept;
    GivenFile(const GivenFile&) = delete;
    GivenFile& operator=(const GivenFile&) = delete;
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

}  // namespace qm::gui
