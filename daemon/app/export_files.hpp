// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "daemon/app/commands.hpp"
#include "daemon/archive/archive.hpp"

/// The files of `quartermark export`. Sessions are read one at a time, so that a season fits into memory.
namespace qm::app {

/// One file of `request.format`, with these sessions or with one run of the one session.
[[nodiscard]] Result<void> export_file(const archive::Archive& archive,
                                       const std::vector<archive::SessionSummary>& sessions,
                                       const ExportRequest& request);

/// A session log for each, SESSION.log, in this folder, which must be there.
[[nodiscard]] Result<void> export_logs(const archive::Archive& archive,
                                       const std::vector<archive::SessionSummary>& sessions,
                                       const std::string& folder);

}  // namespace qm::app
