// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/settings.hpp"
#include "protocol/result.hpp"

namespace qm::config {

/// Reads quartermark.toml and the track file it names. A relative path in it is taken from the folder it
/// stands in. Without the key `daemon.track` and without a file track.toml the standard track is taken.
/// An error's sentence already names the file, the line, the key and what is allowed: print it as it is.
[[nodiscard]] Result<Settings> load(const std::string& path);

/// Reads the text of quartermark.toml; of the track only the standard one is known. Paths stay as written.
/// An error has a line and, as its field, the key: "timing.lockout_ms", "gate[1].at_m".
[[nodiscard]] Result<Settings> parse(std::string_view text);

/// Reads the text of track.toml. Errors as above, the field being the key alone.
[[nodiscard]] Result<TrackShape> parse_track(std::string_view text);
/// Reads a track file. An error's sentence names it, as that of load() does.
[[nodiscard]] Result<TrackShape> load_track(const std::string& path);

}  // namespace qm::config
