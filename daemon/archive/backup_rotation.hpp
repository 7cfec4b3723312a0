// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/time.hpp"

/// Which backups in a folder are kept: the latest of each of the last seven days that have one, and the latest of
/// each of the last four weeks (Monday to Sunday, UTC) that have one. Days and weeks without a backup are not counted,
/// so a box that was switched off for a winter loses none.
namespace qm::archive {

inline constexpr std::size_t kDaysKept = 7;
inline constexpr std::size_t kWeeksKept = 4;

/// "quartermark-2026-11-22T03-10-05Z.db".
[[nodiscard]] std::string backup_name(WallTime at);

/// When the backup of this name was made; empty for any other file, which rotation never touches.
[[nodiscard]] std::optional<WallTime> time_of_backup(std::string_view name);

/// Those of these file names that need not be kept.
[[nodiscard]] std::vector<std::string> superfluous_backups(std::vector<std::string> names);

}  // namespace qm::archive
