// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/result.hpp"

/// Files that are on the disk when the call returns, as far as the disk tells the truth. Error code "backup".
namespace qm::archive {

/// Also forgets what the kernel holds of it, so that a reader reads from the disk.
[[nodiscard]] Result<void> flush_file(const std::string& path);

/// The owner of the folder becomes the file's, as far as this process may: a file that root puts back must
/// be the daemon's again.
void give_to_owner_of_folder(const std::string& path);

/// Renames within a folder, the folder flushed too.
[[nodiscard]] Result<void> rename_flushed(const std::string& from, const std::string& to);

}  // namespace qm::archive
