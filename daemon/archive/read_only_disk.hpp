// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace qm::archive {

/// Whether the file or folder `path` lies on a file system that is mounted read-only: nobody changes it while it is.
[[nodiscard]] bool is_on_read_only_disk(const std::string& path);

}  // namespace qm::archive
