// SPDX-License-Identifier: Apache-2.0
#include "config/tracks.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "config/check.hpp"
#include "config/loader.hpp"
#include "config/loader_file.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"

namespace qm::config {

namespace fs = std::filesystem;

namespace {

bool is_a_name(const std::string& text) {
    return !text.empty() && text.size() <= limits::kIdBytes && wrong_with_text(text).empty();
}

}  // namespace

TrackId own_track(const Settings& settings) {
    const fs::path file{settings.daemon.track};
    std::error_code ignored;
    const auto name = file.stem().string();
    return TrackId{fs::exists(file, ignored) && is_a_name(name) ? name : "standard"};
}

std::vector<TrackFile> other_tracks(const Settings& settings) {
    const auto own = own_track(settings);
    std::vector<TrackFile> found;
    std::error_code failed;
    fs::directory_iterator at{fs::path{settings.daemon.track}.parent_path() / "tracks", failed};
    for (; !failed && at != fs::directory_iterator{}; at.increment(failed)) {
        const auto& path = at->path();
        TrackId name{path.stem().string()};
        if (path.extension() != ".toml" || !is_a_name(name.text()) || name == own) continue;
        found.push_back({std::move(name), path.string()});
    }
    std::sort(found.begin(), found.end(),
              [](const TrackFile& a, const TrackFile& b) { return a.name < b.name; });
    if (found.size() >= limits::kTracks) found.resize(limits::kTracks - 1);
    return found;
}

Result<Settings> on_track(Settings settings, const TrackFile& track) {
    const auto shape = load_track(track.path);
    if (!shape) return shape.error();
    settings.track = *shape;
    if (auto wrong = check(settings)) return told_of(track.path, *wrong);
    return settings;
}

}  // namespace qm::config
