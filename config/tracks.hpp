// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "protocol/ids.hpp"
#include "protocol/result.hpp"

/// The tracks a coach can choose from, where gates are set up at more than one.
namespace qm::config {

struct TrackFile {
    TrackId name;  ///< the file's, without .toml
    std::string path;
};

/// What the settings' own track is called: as its file, "standard" where there is none.
[[nodiscard]] TrackId own_track(const Settings& settings);
/// Each NAME.toml of the folder `tracks` beside the settings' track file, by name. A name is at most
/// limits::kIdBytes of plain text; with the settings' own there are at most limits::kTracks.
[[nodiscard]] std::vector<TrackFile> other_tracks(const Settings& settings);

/// The same settings on that track. An error when its file cannot be read or understood, or does not go with
/// the gates: a sentence that names the file.
[[nodiscard]] Result<Settings> on_track(Settings settings, const TrackFile& track);

}  // namespace qm::config
