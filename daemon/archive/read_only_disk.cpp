// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/read_only_disk.hpp"

#include <sys/statvfs.h>

namespace qm::archive {

bool is_on_read_only_disk(const std::string& path) {
    struct statvfs disk {};
    return ::statvfs(path.c_str(), &disk) == 0 && (disk.f_flag & ST_RDONLY) != 0;
}

}  // namespace qm::archive
