// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/tracks.hpp"
#include "protocol/result.hpp"

namespace qm::app {

/// Which track is timed on. What a coach chose is kept beside the archive, "quartermark.track", and holds until
/// something else is chosen; where nothing was, it is the settings' own.
class Tracks {
public:
    /// The settings' own, without a name, and no other: training that nothing was set up for.
    explicit Tracks(config::Settings settings);
    /// The settings' own and those in the folder beside it, on the one that was chosen. Where that cannot be had,
    /// it is the settings' own, and trouble() says why.
    [[nodiscard]] static Tracks of(config::Settings settings);

    /// On the track that holds now.
    [[nodiscard]] const config::Settings& settings() const { return now_; }
    /// Empty where it has no name.
    [[nodiscard]] const TrackId& name() const { return name_; }
    [[nodiscard]] std::vector<TrackId> names() const;
    /// A sentence, or nothing.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

    /// From now on it is that one. Refused, with nothing changed: "unknown_track", "bad_track" (its file, or its
    /// gates) and "unwritten".
    [[nodiscard]] Result<void> choose(const TrackId& name);

private:
    [[nodiscard]] Result<config::Settings> settings_on(const TrackId& name) const;
    [[nodiscard]] std::string choice_file() const;

    config::Settings own_;
    TrackId own_name_;
    std::vector<config::TrackFile> others_;
    config::Settings now_;
    TrackId name_;
    std::string trouble_;
};

}  // namespace qm::app
